import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { drillScoreQuery } from '../../api/drills.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import { DrillScoreView } from './drill-score-view.tsx';

const route = getRouteApi('/console/drills/$alertId');

/** How a drill went, beside the one before. */
export function Page() {
  const { t } = useLanguage();
  const { alertId } = route.useParams();
  const score = useQuery(drillScoreQuery(alertId));
  return (
    <PageFrame
      title={t('drill-score-title')}
      width="narrow"
      actions={
        <LinkButton to="/drills" variant="default" size="md">
          {t('drill-back')}
        </LinkButton>
      }
    >
      <DrillMark wide />
      <QueryView query={score}>
        {(answer) =>
          answer.kind === 'scored' ? (
            <DrillScoreView score={answer} />
          ) : (
            <Empty>{t(`drill-score-${answer.kind}`)}</Empty>
          )
        }
      </QueryView>
    </PageFrame>
  );
}
