import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { checkSetupAnswerSchema } from '../../../contracts/session.ts';
import { request } from '../../api/request.ts';
import { OpenFrame } from '../../shell/open-frame.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useLinkToken } from '../../ui/link-token.ts';
import { LinkButton } from '../../ui/links.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { SetupForm } from './setup-form.tsx';

/** The first administrator, by the link that the service printed at its first start. */
export function Page() {
  const { t } = useLanguage();
  const token = useLinkToken();
  return (
    <OpenFrame title={t('setup-title')} intro={t('setup-intro')}>
      {token === null ? (
        <Empty action={<LinkButton to="/sign-in">{t('sign-in')}</LinkButton>}>{t('setup-no-link')}</Empty>
      ) : (
        <Checked token={token} />
      )}
    </OpenFrame>
  );
}

function Checked({ token }: { token: string }) {
  const navigate = useNavigate();
  const check = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) =>
      request('/api/session/setup/check', checkSetupAnswerSchema, {
        method: 'POST',
        body: { token },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <QueryView query={check} loading={<Loading rows={5} />}>
      {({ unit }) => <SetupForm token={token} unit={unit} onDone={() => void navigate({ to: '/' })} />}
    </QueryView>
  );
}
