import { Badge, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RightRequests as Requests } from '../../../contracts/staff.ts';
import { useMay } from '../../api/session.ts';
import { rightRequestsQuery, useDecideRight } from '../../api/staff.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Failed } from '../../ui/states.tsx';

/** Rights that one person asked for and another one must approve. Nothing is drawn while none waits. */
export function RightRequests() {
  const { t } = useLanguage();
  const { data, error, refetch } = useQuery(rightRequestsQuery);
  if (data === undefined) {
    return error === null ? null : <Failed error={error} onRetry={() => void refetch()} />;
  }
  if (data.requests.length === 0) return null;
  return (
    <Section title={t('rights-waiting')} intro={t('rights-waiting-intro')}>
      <Rows>
        {data.requests.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Rows>
    </Section>
  );
}

function RequestRow({ request }: { request: Requests['requests'][number] }) {
  const { t, dateTime } = useLanguage();
  const may = useMay();
  const notify = useNotify();
  const { mutate, isPending } = useDecideRight();
  const { id, staff, role, unit, requestedBy, requestedAt, mayDecide } = request;
  const decide = (decision: 'approve' | 'refuse') =>
    mutate(
      { id, decision },
      { onSuccess: () => notify.done(t(`rights-done-${decision}`)), onError: notify.failed },
    );
  return (
    <Row
      title={
        <>
          {staff.name} <Badge variant="light">{t(`role-${role}`)}</Badge>
        </>
      }
      details={[
        `${staff.office} · ${unit.name}`,
        t('rights-asked', {
          name: requestedBy?.name ?? t('rights-command-line'),
          time: dateTime(requestedAt),
        }),
      ]}
      actions={
        may('approve_rights') && mayDecide ? (
          <>
            <Button loading={isPending} onClick={() => decide('approve')}>
              {t('rights-approve')}
            </Button>
            <ConfirmButton
              question={t('rights-refuse-question', { name: staff.name })}
              confirm={t('rights-refuse')}
              onConfirm={() => decide('refuse')}
            >
              {t('rights-refuse')}
            </ConfirmButton>
          </>
        ) : (
          <Text c="dimmed" size="sm">
            {t('rights-somebody-else')}
          </Text>
        )
      }
    />
  );
}
