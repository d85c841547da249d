import { useSession } from '../../api/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame, Section } from '../../ui/page-frame.tsx';
import { ApiTokens } from './api-tokens.tsx';
import { OwnChat } from './own-chat.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { Password } from './password.tsx';
import { SecondFactor } from './second-factor.tsx';

/** Who is signed in, and what they do about their own sign-in. */
export function Page() {
  const { t } = useLanguage();
  const { name, office, userName, unit, roles } = useSession();
  return (
    <PageFrame title={t('nav-account')} width="narrow">
      <Section title={name} intro={office}>
        <Facts
          facts={[
            [t('account-unit'), unit.name],
            [t('sign-in-user-name'), userName],
            [t('account-roles'), roles.map((role) => t(`role-${role}`)).join(', ')],
          ]}
        />
      </Section>
      <SecondFactor />
      <Password />
      <OwnChat />
      <OwnSessions />
      <ApiTokens />
    </PageFrame>
  );
}
