import type { WebhookDelivery } from '../../../contracts/webhooks.ts';
import { useWebhookDeliveries } from '../../api/webhooks.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';

/** What the system was told last, and what it answered. */
export function Deliveries({ webhookId, label }: { webhookId: string; label: string }) {
  const { t, number, exactTime } = useLanguage();
  const deliveries = useWebhookDeliveries(webhookId);
  return (
    <QueryView query={deliveries} loading={<Loading rows={3} />}>
      {(list) =>
        list.deliveries.length === 0 ? (
          <Empty>{t('webhooks-deliveries-none')}</Empty>
        ) : (
          <DataTable
            label={label}
            rows={list.deliveries}
            keyOf={({ id }) => id}
            columns={[
              {
                head: t('webhooks-told'),
                isTitle: true,
                cell: ({ kind }) => <strong>{t(`webhooks-kind-${kind}`)}</strong>,
              },
              { head: t('webhooks-at'), cell: ({ at }) => exactTime(at) },
              { head: t('webhooks-outcome'), cell: (delivery) => <Outcome delivery={delivery} /> },
              { head: t('webhooks-attempts'), cell: ({ attempts }) => number(attempts) },
              { head: t('webhooks-change'), cell: ({ change }) => change ?? '–' },
            ]}
          />
        )
      }
    </QueryView>
  );
}

function Outcome({ delivery }: { delivery: WebhookDelivery }) {
  const { t, exactTime } = useLanguage();
  const { state, status, reason, nextAt, attempts } = delivery;
  const why = reason === null ? '' : ` ${t(`webhooks-reason-${reason}`, { status: String(status ?? '') })}`;
  const next = nextAt === null || attempts === 0 ? '' : ` ${t('webhooks-next', { time: exactTime(nextAt) })}`;
  return `${t(`webhooks-delivery-${state}`)}${why}${next}`;
}
