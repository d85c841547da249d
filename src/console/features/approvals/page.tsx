import { useQuery } from '@tanstack/react-query';
import { approvalsQuery } from '../../api/approvals.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { ApprovalCard } from './approval-card.tsx';
import classes from './approvals.module.css';

/** Alerts that wait for a second person, the most urgent first. */
export function Page() {
  const { t } = useLanguage();
  const approvals = useQuery(approvalsQuery);
  return (
    <PageFrame title={t('approvals-title')} width="narrow">
      <QueryView query={approvals}>
        {(waiting) =>
          waiting.length === 0 ? (
            <Empty>{t('approvals-none')}</Empty>
          ) : (
            <ul className={classes.list}>
              {waiting.map((approval) => (
                <li key={approval.alertId}>
                  <ApprovalCard approval={approval} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </PageFrame>
  );
}
