import { useQuery } from '@tanstack/react-query';
import { drillsQuery } from '../../api/drills.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import { DrillCard } from './drill-card.tsx';
import classes from './drills.module.css';

/** Drills of the unit, and the way to a new one. */
export function Page() {
  const { t } = useLanguage();
  const may = useMay();
  const drills = useQuery(drillsQuery);
  return (
    <PageFrame
      title={t('drills-title')}
      intro={t('drills-intro')}
      actions={
        may('compose_alert') && (
          <LinkButton to="/compose" search={{ drill: true }} size="md">
            {t('drill-compose')}
          </LinkButton>
        )
      }
    >
      <DrillMark wide />
      <QueryView query={drills}>
        {(all) =>
          all.length === 0 ? (
            <Empty>{t('drills-none')}</Empty>
          ) : (
            <ul className={classes.list}>
              {all.map((drill) => (
                <li key={drill.id}>
                  <DrillCard drill={drill} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </PageFrame>
  );
}
