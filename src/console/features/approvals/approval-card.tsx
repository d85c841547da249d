import type { ApprovalView } from '../../../contracts/alert-approvals.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PlainLink } from '../../ui/links.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import classes from './approvals.module.css';
import { DueTime } from './due-time.tsx';

/** One line of the list, and the way to its page. */
export function ApprovalCard({ approval }: { approval: ApprovalView }) {
  const { t } = useLanguage();
  const { alertId, number, content, messages, authorOffice, households, dueAt, when } = approval;
  return (
    <PlainLink to="/approvals/$alertId" params={{ alertId }} className={classes.card}>
      <span className={classes.head}>
        <span className={classes.what}>{t(`category-${approval.category}`)}</span>
        {approval.drill && <DrillMark />}
      </span>
      <span className={classes.excerpt}>{content?.texts.vi ?? messages[0]?.text}</span>
      <span className={classes.meta}>
        <span>{t('approval-households', { count: households })}</span>
        <span>{t('approval-by', { number, office: authorOffice })}</span>
        <DueTime dueAt={dueAt} when={when} />
      </span>
    </PlainLink>
  );
}
