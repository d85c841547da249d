import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useAlertGroups } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Loading } from '../../ui/states.tsx';
import classes from './alerts.module.css';
import { CurvesPanel } from './curves-panel.tsx';
import { DeliveryFigures } from './delivery-figures.tsx';
import { GroupMap } from './group-map.tsx';
import { GroupTable } from './group-table.tsx';
import type { HouseholdsOf } from './households-of.ts';
import { SituationStrip } from './situation-strip.tsx';
import { Timeline } from './timeline.tsx';

interface OverviewProps {
  page: AlertPage;
  /** Leads to the list of households; null for who may not read it. */
  onHouseholds: ((of: HouseholdsOf) => void) | null;
}

/** Everything about an alert at a glance; each figure has its own place, so that nothing moves while it runs. */
export function Overview({ page, onHouseholds }: OverviewProps) {
  const { t } = useLanguage();
  const groups = useAlertGroups(page.alert.id);
  const hasMap = groups.data?.groups.some(({ place }) => place !== null) === true;
  return (
    <div className={classes.overview}>
      <SituationStrip groups={groups} onHouseholds={onHouseholds} />
      <div className={classes.pair}>
        <CurvesPanel page={page} />
        <DeliveryFigures page={page} />
      </div>
      <Section title={t('alert-groups-title')}>
        <QueryView query={groups} loading={<Loading rows={6} height={34} />}>
          {(data) => <GroupTable groups={data.groups} onHouseholds={onHouseholds} />}
        </QueryView>
      </Section>
      <div className={hasMap ? classes.pair : undefined}>
        {hasMap && groups.data !== undefined && (
          <Section title={t('map-title')}>
            <GroupMap groups={groups.data.groups} />
          </Section>
        )}
        <Timeline messages={page.messages} />
      </div>
    </div>
  );
}
