import type { AuditEntry } from '../../../contracts/audit.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { actionWords } from './action-words.ts';
import classes from './audit.module.css';

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const { t, exactTime } = useLanguage();
  return (
    <DataTable
      label={t('nav-audit')}
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('audit-action'),
          isTitle: true,
          cell: ({ action }) => <strong>{actionWords(action, t)}</strong>,
        },
        { head: t('audit-at'), cell: ({ at }) => <span className="by-number">{exactTime(at)}</span> },
        {
          head: t('audit-by'),
          cell: ({ by }) => (by === null ? t('audit-by-service') : (by.name ?? by.office)),
        },
        { head: t('audit-subject'), cell: ({ subject }) => <code className={classes.code}>{subject}</code> },
        { head: t('audit-detail'), cell: ({ detail }) => <Detail detail={detail} /> },
        { head: t('audit-sealed'), cell: ({ sealed }) => t(sealed ? 'audit-sealed-yes' : 'audit-sealed-no') },
      ]}
    />
  );
}

function Detail({ detail }: { detail: AuditEntry['detail'] }) {
  const fields = Object.entries(detail);
  if (fields.length === 0) return '–';
  return (
    <span className={classes.detail}>
      {fields.map(([name, value]) => (
        <code key={name} className={classes.code}>
          {name}: {String(value)}
        </code>
      ))}
    </span>
  );
}
