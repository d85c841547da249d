import { Select } from '@mantine/core';
import { z } from 'zod';
import { alertStateSchema, categorySchema } from '../../../contracts/words.ts';
import { useAlerts } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { usePageSearch } from '../../ui/use-page-search.ts';
import { AlertTable } from './alert-table.tsx';
import classes from './alerts.module.css';

const searchSchema = z.object({
  state: alertStateSchema.optional().catch(undefined),
  category: categorySchema.optional().catch(undefined),
  drill: z.enum(['true', 'false']).optional().catch(undefined),
});

/** Drafts have pages of their own. */
const STATES = alertStateSchema.exclude(['draft']).options;

/** All alerts of the unit, newest first. */
export function Page() {
  const { t } = useLanguage();
  const [search, setSearch] = usePageSearch(searchSchema);
  const alerts = useAlerts({ state: search.state, category: search.category, drill: search.drill });

  return (
    <PageFrame title={t('alerts-title')}>
      <div className={classes.filters}>
        <Select
          label={t('alerts-filter-state')}
          placeholder={t('filter-all')}
          clearable
          data={STATES.map((value) => ({ value, label: t(`alert-state-${value}`) }))}
          value={search.state ?? null}
          onChange={(value) => setSearch({ state: value ?? undefined })}
        />
        <Select
          label={t('alerts-filter-category')}
          placeholder={t('filter-all')}
          clearable
          searchable
          data={categorySchema.options.map((value) => ({ value, label: t(`category-${value}`) }))}
          value={search.category ?? null}
          onChange={(value) => setSearch({ category: value ?? undefined })}
        />
        <Select
          label={t('alerts-filter-drill')}
          placeholder={t('filter-all')}
          clearable
          data={[
            { value: 'false', label: t('alerts-real') },
            { value: 'true', label: t('alerts-drill') },
          ]}
          value={search.drill ?? null}
          onChange={(value) => setSearch({ drill: value ?? undefined })}
        />
      </div>
      <AlertsFound alerts={alerts} isFiltered={Object.values(search).some((value) => value !== undefined)} />
    </PageFrame>
  );
}

function AlertsFound({ alerts, isFiltered }: { alerts: ReturnType<typeof useAlerts>; isFiltered: boolean }) {
  const { t } = useLanguage();
  if (alerts.rows === undefined) {
    return alerts.error === null ? (
      <Loading rows={8} height={42} />
    ) : (
      <Failed error={alerts.error} onRetry={alerts.reload} />
    );
  }
  if (alerts.rows.length === 0) return <Empty>{t(isFiltered ? 'alerts-none-found' : 'alerts-none')}</Empty>;
  return <AlertTable alerts={alerts} rows={alerts.rows} />;
}
