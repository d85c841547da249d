import type { LedgerRow } from '../../../contracts/alert-page.ts';
import type { useLedger } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { type Column, RowTable } from '../../ui/row-table.tsx';
import classes from './alerts.module.css';
import { reasonWords } from './reason-words.ts';

const STATE_TONES: Readonly<Record<LedgerRow['state'], string>> = {
  pending: 'waiting',
  sending: 'seen',
  sent: 'good',
  unreachable: 'quiet',
  rejected: 'bad',
  gave_up: 'bad',
  unknown: 'talk',
  unknown_final: 'talk',
  cancelled: 'quiet',
};

interface LedgerTableProps {
  ledger: ReturnType<typeof useLedger>;
  rows: readonly LedgerRow[];
}

/** One row for each delivery: to whom, by which way, what became of it and why. */
export function LedgerTable({ ledger, rows }: LedgerTableProps) {
  const { t, number, exactTime } = useLanguage();
  const label = (row: LedgerRow) => row.label ?? t('household-hidden');
  const way = (row: LedgerRow) => `${t(`channel-${row.channel}`)} · ${row.account}`;
  const columns: readonly Column<LedgerRow>[] = [
    { key: 'seq', title: t('ledger-seq'), width: 52, align: 'end', cell: ({ seq }) => number(seq) },
    {
      key: 'label',
      title: t('household'),
      cell: (row) => <strong>{label(row)}</strong>,
    },
    { key: 'way', title: t('deliveries-lane'), cell: way },
    {
      key: 'state',
      title: t('ledger-state'),
      width: 168,
      cell: ({ state }) => <DeliveryState state={state} />,
    },
    {
      key: 'reason',
      title: t('ledger-reason'),
      cell: (row) => <Reason row={row} />,
    },
    {
      key: 'attempts',
      title: t('ledger-attempts'),
      width: 86,
      align: 'end',
      cell: ({ attempts, repeats }) => (attempts + repeats === 0 ? '' : number(attempts + repeats)),
    },
    {
      key: 'at',
      title: t('ledger-at'),
      width: 194,
      align: 'end',
      cell: (row) => exactTime(row.sentAt ?? row.updatedAt),
    },
  ];
  return (
    <RowTable
      label={t('alert-view-ledger')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      phoneRowHeight={88}
      phoneRow={(row) => (
        <>
          <span className={classes.spread}>
            <strong className={classes.oneLine}>{label(row)}</strong>
            <DeliveryState state={row.state} />
          </span>
          <span className={classes.dim}>
            {t('ledger-seq')} {row.seq} · {way(row)}
          </span>
          <span className={classes.dim}>
            {exactTime(row.sentAt ?? row.updatedAt)} <Reason row={row} />
          </span>
        </>
      )}
      hasMore={ledger.hasMore}
      isLoadingMore={ledger.isLoadingMore}
      isChanging={ledger.isChanging}
      isOld={ledger.isOld}
      onMore={ledger.loadMore}
      onReload={ledger.reload}
    />
  );
}

function DeliveryState({ state }: Pick<LedgerRow, 'state'>) {
  const { t } = useLanguage();
  return (
    <span className={classes.situation}>
      <span style={{ background: `var(--by-tone-${STATE_TONES[state]})` }} aria-hidden="true" />
      {t(`delivery-state-${state}`)}
    </span>
  );
}

/** In words; the platform's own code is shown to who points at it. */
function Reason({ row }: { row: LedgerRow }) {
  const { t, clock } = useLanguage();
  const parts = [
    row.reason === null ? null : reasonWords(row.reason, t),
    row.notBefore !== null && row.state === 'pending'
      ? t('ledger-not-before', { time: clock(row.notBefore) })
      : null,
    row.repeats > 0 ? t('ledger-repeated', { count: row.repeats }) : null,
  ];
  return <span title={row.reason ?? undefined}>{parts.filter((part) => part !== null).join(' · ')}</span>;
}
