import { Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SessionList } from '../../../contracts/session.ts';
import { ownSessionsQuery, useEndSession } from '../../api/account.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Loading } from '../../ui/states.tsx';
import { deviceName } from './device-name.ts';

/** Where the person is signed in, and a way to end what is not theirs. */
export function OwnSessions() {
  const { t } = useLanguage();
  const notify = useNotify();
  const sessions = useQuery(ownSessionsQuery);
  const end = useEndSession();
  const endNow = (id: string | null) =>
    end.mutate(id, { onSuccess: () => notify.done(t('sessions-ended')), onError: notify.failed });
  const hasOthers = sessions.data?.sessions.some(({ current }) => !current) ?? false;

  return (
    <Section
      title={t('sessions')}
      intro={t('sessions-intro')}
      actions={
        hasOthers && (
          <ConfirmButton
            question={t('sessions-end-others-question')}
            confirm={t('sessions-end-others')}
            onConfirm={() => endNow(null)}
          >
            {t('sessions-end-others')}
          </ConfirmButton>
        )
      }
    >
      <QueryView query={sessions} loading={<Loading rows={2} />}>
        {(list) => (
          <Rows>
            {list.sessions.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => endNow(session.id)} />
            ))}
          </Rows>
        )}
      </QueryView>
    </Section>
  );
}

function SessionRow({ session, onEnd }: { session: SessionList['sessions'][number]; onEnd: () => void }) {
  const { t, dateTime } = useLanguage();
  const { current, startedAt, lastSeenAt, address } = session;
  const device = deviceName(session.device) ?? t('sessions-unknown-device');
  return (
    <Row
      title={
        <>
          {device} {current && <Badge variant="light">{t('sessions-this')}</Badge>}
        </>
      }
      details={[
        t('sessions-began', { time: dateTime(startedAt) }),
        t('sessions-seen', { time: dateTime(lastSeenAt) }),
        ...(address === null ? [] : [t('sessions-address', { address })]),
      ]}
      actions={
        !current && (
          <Button variant="default" onClick={onEnd} aria-label={t('sessions-end-named', { device })}>
            {t('sessions-end')}
          </Button>
        )
      }
    />
  );
}
