import { Skeleton, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { z } from 'zod';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import { situationSchema } from '../../../contracts/words.ts';
import { useAlert } from '../../api/alerts.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { usePageSearch } from '../../ui/use-page-search.ts';
import { AlertActions } from './alert-actions.tsx';
import { AlertFacts } from './alert-facts.tsx';
import classes from './alerts.module.css';
import { HouseholdsTab } from './households-tab.tsx';
import { LedgerTab } from './ledger-tab.tsx';
import { Overview } from './overview.tsx';
import { RemindersLine } from './reminders-line.tsx';

const route = getRouteApi('/console/alerts/$alertId');

const VIEWS = ['overview', 'households', 'ledger'] as const;
const viewSchema = z.enum(VIEWS);
const searchSchema = z.object({
  view: viewSchema.default('overview').catch('overview'),
  group: z.uuid().optional().catch(undefined),
  situation: situationSchema.optional().catch(undefined),
});

/** One alert, live: how far it has come, who answered, who is silent, every delivery. */
export function Page() {
  const { alertId } = route.useParams();
  const { t } = useLanguage();
  const query = useAlert(alertId);
  const title = query.data?.alert.number ?? t('alert-page-title');
  return (
    <PageFrame title={title} actions={query.data && <AlertActions page={query.data} />}>
      <QueryView query={query} loading={<PageSkeleton />}>
        {(page) => <AlertView page={page} />}
      </QueryView>
    </PageFrame>
  );
}

function AlertView({ page }: { page: AlertPage }) {
  const { t, number } = useLanguage();
  const may = useMay();
  const [search, setSearch] = usePageSearch(searchSchema);
  const { alert } = page;
  const maySeeHouseholds = may('see_silent');
  const view = search.view === 'households' && !maySeeHouseholds ? 'overview' : search.view;

  return (
    <>
      <AlertFacts page={page} />
      <RemindersLine page={page} />
      <Tabs
        value={view}
        onChange={(value) => setSearch({ view: viewSchema.catch('overview').parse(value) })}
        keepMounted={false}
        classNames={{ panel: classes.panel, list: classes.tabs }}
      >
        <div className={classes.tabLine}>
          <Tabs.List aria-label={t('alert-page-views')}>
            <Tabs.Tab value="overview">{t('alert-view-overview')}</Tabs.Tab>
            {maySeeHouseholds && <Tabs.Tab value="households">{t('alert-view-households')}</Tabs.Tab>}
            <Tabs.Tab value="ledger">{t('alert-view-ledger')}</Tabs.Tab>
          </Tabs.List>
          {may('see_replies') && (
            <LinkButton
              className={classes.repliesLink}
              to="/replies"
              search={{ alert: alert.id }}
              variant={alert.helpWaiting > 0 ? 'filled' : 'subtle'}
              color={alert.helpWaiting > 0 ? 'red' : 'teal'}
              size="compact-sm"
            >
              {alert.helpWaiting > 0
                ? t('alert-replies-help', { count: number(alert.helpWaiting) })
                : t('alert-replies')}
            </LinkButton>
          )}
        </div>
        <Tabs.Panel value="overview">
          <Overview
            page={page}
            onHouseholds={
              maySeeHouseholds
                ? (of) => setSearch({ view: 'households', group: of.groupId, situation: of.situation })
                : null
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="households">
          <HouseholdsTab
            alert={alert}
            groupId={search.group}
            situation={search.situation}
            onChange={setSearch}
          />
        </Tabs.Panel>
        <Tabs.Panel value="ledger">
          <LedgerTab page={page} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function PageSkeleton() {
  const { t } = useLanguage();
  return (
    <div className={classes.skeleton} role="status" aria-label={t('loading')}>
      <Skeleton height={74} radius={12} />
      <Skeleton height={40} radius={8} />
      <Skeleton height={104} radius={12} />
      <Skeleton height={390} radius={12} />
    </div>
  );
}
