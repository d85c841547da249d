import { useQuery } from '@tanstack/react-query';
import type { ApprovalView as Approval } from '../../../contracts/alert-approvals.ts';
import { groupTreeQuery } from '../../api/groups.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import { keyed } from '../alert-parts/findings.ts';
import { FindingsList } from '../alert-parts/findings-list.tsx';
import { ForecastView } from '../alert-parts/forecast-view.tsx';
import { PhoneRow } from '../alert-parts/phone-row.tsx';
import { groupNames } from '../compose/area-selection.ts';
import classes from './approval-view.module.css';
import { ContentFacts } from './content-facts.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DueTime } from './due-time.tsx';

interface ApprovalViewProps {
  approval: Approval;
  /** With a sentence about what was decided. */
  onDecided: (words: string) => void;
}

/** All that an approver has to know: the texts as they will be sent, to whom, how far, and what was found in them. */
export function ApprovalView({ approval, onDecided }: ApprovalViewProps) {
  const { t, dateTime } = useLanguage();
  const { unit } = useSession();
  const tree = useQuery(groupTreeQuery);
  const { content, number, when, breakGlassReason } = approval;
  const names = tree.data === undefined ? new Map<string, string>() : groupNames(tree.data);
  const known = content?.groupIds.flatMap((id) => names.get(id) ?? []) ?? [];
  return (
    <>
      {approval.drill && <DrillMark wide />}
      <Section
        title={t('approval-what', { category: t(`category-${approval.category}`), number })}
        intro={t('approval-by-office', {
          office: approval.authorOffice,
          time: dateTime(approval.submittedAt),
        })}
      >
        <ul className={classes.facts}>
          {content !== null && <li>{t(`compose-severity-${content.severity}`)}</li>}
          <li>
            <DueTime dueAt={approval.dueAt} when={when} />
          </li>
          {approval.reasons.map((reason) => (
            <li key={reason}>{t(`approval-reason-${reason}`)}</li>
          ))}
          {content !== null && <ContentFacts content={content} />}
        </ul>
        {when === 'after' && (
          <p className={classes.glass}>
            {t('approval-glass', { reason: breakGlassReason ?? t('approval-glass-no-reason') })}
          </p>
        )}
      </Section>
      <Section title={t('preview-title')}>
        <PhoneRow messages={approval.messages} unitName={unit.name} />
      </Section>
      <Section title={t('approval-audience')}>
        <ForecastView {...approval} />
        {content !== null && (
          <p className={classes.groups}>
            {known.length === content.groupIds.length
              ? known.join(', ')
              : t('approval-groups', { count: content.groupIds.length })}
          </p>
        )}
      </Section>
      {when === 'before' && (
        <Section title={t('findings-title')}>
          <FindingsList findings={keyed(approval.findings)} />
        </Section>
      )}
      <DecisionBar approval={approval} onDecided={onDecided} />
    </>
  );
}
