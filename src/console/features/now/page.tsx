import { Skeleton } from '@mantine/core';
import type { Now } from '../../../contracts/now.ts';
import { useNow } from '../../api/now.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DutyCard } from '../duty/duty-card.tsx';
import { BellSwitch } from './bell-switch.tsx';
import { HelpList } from './help-list.tsx';
import { LaneList } from './lane-list.tsx';
import classes from './now.module.css';
import { OpenAlerts } from './open-alerts.tsx';

/** What the officer on duty must see: calls for help, open alerts, whether messages leave, who is on duty. */
export function Page() {
  const { t } = useLanguage();
  const may = useMay();
  return (
    <PageFrame title={t('now-title')} actions={may('see_replies') && <BellSwitch />}>
      <QueryView query={useNow()} loading={<NowLoading />}>
        {(now) => <NowView now={now} />}
      </QueryView>
    </PageFrame>
  );
}

function NowView({ now }: { now: Now }) {
  const may = useMay();
  return (
    <>
      {may('see_replies') && <HelpList help={now.help} />}
      <div className={classes.columns}>
        <OpenAlerts alerts={now.alerts} />
        <div className={classes.side}>
          <DutyCard now={now} />
          <LaneList lanes={now.lanes} />
        </div>
      </div>
    </>
  );
}

function NowLoading() {
  const { t } = useLanguage();
  return (
    <div className={classes.side} role="status" aria-label={t('loading')}>
      <Skeleton height={106} radius={12} />
      <div className={classes.columns}>
        <Skeleton height={420} radius={12} />
        <div className={classes.side}>
          <Skeleton height={200} radius={12} />
          <Skeleton height={200} radius={12} />
        </div>
      </div>
    </div>
  );
}
