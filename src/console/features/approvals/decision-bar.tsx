import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ApprovalAnswer, ApprovalDecision, ApprovalView } from '../../../contracts/alert-approvals.ts';
import { useDecide } from '../../api/approvals.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './decision-bar.module.css';
import { ReturnDialog } from './return-dialog.tsx';

interface DecisionBarProps {
  approval: ApprovalView;
  onDecided: (words: string) => void;
}

/** Approve, or give back with a comment. Approving is one tap: everything that it means stands on the screen. */
export function DecisionBar({ approval, onDecided }: DecisionBarProps) {
  const { t } = useLanguage();
  const { alertId, drill, when, households, mayDecide } = approval;
  const decide = useDecide(alertId);
  const [isReturning, { open, close }] = useDisclosure(false);
  const refusal =
    decide.data?.kind === 'empty_audience' || decide.data?.kind === 'forbidden' ? decide.data.kind : null;

  function send(decision: ApprovalDecision): void {
    decide.mutate(decision, {
      onSuccess: (answer) => {
        close();
        const words = outcomeWords(answer);
        if (words !== null) onDecided(words);
      },
    });
  }

  /** Null where it waits on. */
  function outcomeWords(answer: ApprovalAnswer): string | null {
    switch (answer.kind) {
      case 'approved':
        return t(`approved-${answer.when}`, { number: answer.number, count: answer.households });
      case 'returned':
        return t(`returned-${answer.when}`, { number: answer.number });
      case 'own_alert':
      case 'already_decided':
        return t(`approval-${answer.kind}`, { number: answer.number });
      case 'empty_audience':
      case 'forbidden':
        return null;
    }
  }

  if (!mayDecide) return <p className={classes.note}>{t('approval-not-yours')}</p>;
  const approveKey = drill ? `approve-drill-${when}` : `approve-${when}`;
  return (
    <div className={classes.bar}>
      <FailureLine error={decide.error} />
      {refusal !== null && (
        <p className={classes.refusal} role="alert">
          {t(`approval-refused-${refusal}`)}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" size="lg" onClick={open} disabled={decide.isPending}>
          {t(`return-${when}`)}
        </Button>
        <Button
          size="lg"
          className={classes.approve ?? ''}
          classNames={{ label: classes.approveLabel ?? '' }}
          color={drill ? 'violet' : 'teal'}
          loading={decide.isPending}
          onClick={() => send({ decision: 'approve' })}
        >
          {t(approveKey, { count: households })}
        </Button>
      </div>
      <ReturnDialog
        when={when}
        opened={isReturning}
        onClose={close}
        onReturn={(comment) => send({ decision: 'return', comment })}
      />
    </div>
  );
}
