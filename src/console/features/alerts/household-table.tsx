import type { AlertHousehold } from '../../../contracts/alert-page.ts';
import type { useHouseholds } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { type Column, RowTable } from '../../ui/row-table.tsx';
import { SITUATION_TONES } from './alert-figures.ts';
import classes from './alerts.module.css';

interface HouseholdTableProps {
  households: ReturnType<typeof useHouseholds>;
  rows: readonly AlertHousehold[];
}

/** One row for each household, by group. */
export function HouseholdTable({ households, rows }: HouseholdTableProps) {
  const { t } = useLanguage();
  const channels = (row: AlertHousehold) => row.channels.map((channel) => t(`channel-${channel}`)).join(', ');
  const label = (row: AlertHousehold) => row.label ?? t('household-hidden');
  const columns: readonly Column<AlertHousehold>[] = [
    {
      key: 'group',
      title: t('alert-group'),
      cell: ({ groupName }) => groupName,
    },
    {
      key: 'label',
      title: t('household'),
      cell: (row) => <strong title={label(row)}>{label(row)}</strong>,
    },
    {
      key: 'members',
      title: t('household-members'),
      cell: ({ members }) => <span title={members.join(', ')}>{members.join(', ')}</span>,
    },
    {
      key: 'situation',
      title: t('household-situation'),
      width: 168,
      cell: ({ situation }) => <SituationWord situation={situation} />,
    },
    { key: 'channels', title: t('household-channels'), width: 144, cell: channels },
  ];
  return (
    <RowTable
      label={t('alert-view-households')}
      columns={columns}
      rows={rows}
      rowKey={({ householdId }) => householdId}
      isUrgent={({ situation }) => situation === 'help'}
      phoneRowHeight={72}
      phoneRow={(row) => (
        <>
          <span className={classes.spread}>
            <strong className={classes.oneLine}>{label(row)}</strong>
            <SituationWord situation={row.situation} />
          </span>
          <span className={classes.dim}>{[row.groupName, ...row.members].join(' · ')}</span>
          <span className={classes.dim}>{channels(row)}</span>
        </>
      )}
      total={households.firstPage?.total}
      hasMore={households.hasMore}
      isLoadingMore={households.isLoadingMore}
      isChanging={households.isChanging}
      isOld={households.isOld}
      onMore={households.loadMore}
      onReload={households.reload}
    />
  );
}

function SituationWord({ situation }: Pick<AlertHousehold, 'situation'>) {
  const { t } = useLanguage();
  return (
    <span className={classes.situation}>
      <span style={{ background: `var(--by-tone-${SITUATION_TONES[situation]})` }} aria-hidden="true" />
      {t(`situation-${situation}`)}
    </span>
  );
}
