import { Select } from '@mantine/core';
import { useState } from 'react';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import { deliveryStateSchema } from '../../../contracts/words.ts';
import { type LedgerView, useLedger } from '../../api/alerts.ts';
import { pageAddress } from '../../api/paged-rows.ts';
import { DownloadButton } from '../../ui/download-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import classes from './alerts.module.css';
import { LedgerTable } from './ledger-table.tsx';

const NO_FILTER: LedgerView = { state: undefined, messageId: undefined, channelAccountId: undefined };

/** Every delivery of the alert with what became of it and why. */
export function LedgerTab({ page }: { page: AlertPage }) {
  const { t, language } = useLanguage();
  const [view, setView] = useState(NO_FILTER);
  const ledger = useLedger(page.alert.id, view);
  const file = (format: 'xlsx' | 'csv') => ({
    address: pageAddress(`/api/alerts/${page.alert.id}/ledger/export`, { ...view, format, language }, null),
    name: `${page.alert.number}-ledger.${format}`,
  });

  return (
    <div className={classes.tab}>
      <div className={classes.tools}>
        <Select
          aria-label={t('ledger-state')}
          placeholder={t('ledger-state-all')}
          clearable
          data={deliveryStateSchema.options.map((value) => ({ value, label: t(`delivery-state-${value}`) }))}
          value={view.state ?? null}
          onChange={(state) => setView({ ...view, state: state ?? undefined })}
        />
        <Select
          aria-label={t('ledger-message')}
          placeholder={t('ledger-message-all')}
          clearable
          data={page.messages.map(({ id, seq, kind }) => ({
            value: id,
            label: `${seq}. ${t(`message-kind-${kind}`)}`,
          }))}
          value={view.messageId ?? null}
          onChange={(messageId) => setView({ ...view, messageId: messageId ?? undefined })}
        />
        <Select
          aria-label={t('deliveries-lane')}
          placeholder={t('ledger-lane-all')}
          clearable
          data={page.lanes.map((lane) => ({
            value: lane.channelAccountId,
            label: `${t(`channel-${lane.channel}`)} · ${lane.name}`,
          }))}
          value={view.channelAccountId ?? null}
          onChange={(account) => setView({ ...view, channelAccountId: account ?? undefined })}
        />
        <div className={classes.toolButtons}>
          <DownloadButton file={file('xlsx')}>XLSX</DownloadButton>
          <DownloadButton file={file('csv')}>CSV</DownloadButton>
        </div>
      </div>
      <LedgerFound ledger={ledger} />
    </div>
  );
}

function LedgerFound({ ledger }: { ledger: ReturnType<typeof useLedger> }) {
  const { t } = useLanguage();
  if (ledger.rows === undefined) {
    return ledger.error === null ? (
      <Loading rows={10} height={42} />
    ) : (
      <Failed error={ledger.error} onRetry={ledger.reload} />
    );
  }
  if (ledger.rows.length === 0) return <Empty>{t('ledger-none')}</Empty>;
  return <LedgerTable ledger={ledger} rows={ledger.rows} />;
}
