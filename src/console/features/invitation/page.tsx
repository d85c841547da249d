import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { checkInvitationAnswerSchema } from '../../../contracts/session.ts';
import { request } from '../../api/request.ts';
import { landingOf } from '../../shell/landing.ts';
import { OpenFrame } from '../../shell/open-frame.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useLinkToken } from '../../ui/link-token.ts';
import { LinkButton } from '../../ui/links.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { InvitationForm } from './invitation-form.tsx';

/** Somebody who was invited chooses a user name and a password. */
export function Page() {
  const { t } = useLanguage();
  const token = useLinkToken();
  return (
    <OpenFrame title={t('invitation-title')}>
      {token === null ? (
        <Empty action={<LinkButton to="/sign-in">{t('sign-in')}</LinkButton>}>
          {t('invitation-no-link')}
        </Empty>
      ) : (
        <Checked token={token} />
      )}
    </OpenFrame>
  );
}

function Checked({ token }: { token: string }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const check = useQuery({
    queryKey: ['invitation'],
    queryFn: ({ signal }) =>
      request('/api/session/invitation/check', checkInvitationAnswerSchema, {
        method: 'POST',
        body: { token },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <QueryView query={check} loading={<Loading rows={3} />}>
      {({ name, office, unitName }) => (
        <>
          <p style={{ margin: 0 }}>{t('invitation-greeting', { name, office, unit: unitName })}</p>
          <InvitationForm
            token={token}
            onDone={(answer) =>
              void navigate({ to: answer.next === 'signed_in' ? landingOf(answer.session) : '/' })
            }
          />
        </>
      )}
    </QueryView>
  );
}
