import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { approvalsQuery } from '../../api/approvals.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { ApprovalView } from './approval-view.tsx';

const route = getRouteApi('/console/approvals/$alertId');

/** One alert that waits for a second person. */
export function Page() {
  const { t } = useLanguage();
  const { alertId } = route.useParams();
  const approvals = useQuery(approvalsQuery);
  /** What was decided here stays on the screen when it has left the list. */
  const [outcome, setOutcome] = useState<string | null>(null);
  const back = (
    <LinkButton to="/approvals" variant="default" size="md">
      {t('approval-back')}
    </LinkButton>
  );
  return (
    <PageFrame title={t('approval-title')} width="narrow">
      {outcome !== null ? (
        <Empty action={back}>{outcome}</Empty>
      ) : (
        <QueryView query={approvals}>
          {(waiting) => {
            const approval = waiting.find((one) => one.alertId === alertId);
            return approval === undefined ? (
              <Empty action={back}>{t('approval-gone')}</Empty>
            ) : (
              <ApprovalView approval={approval} onDecided={setOutcome} />
            );
          }}
        </QueryView>
      )}
    </PageFrame>
  );
}
