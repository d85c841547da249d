import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useReminders } from '../../api/alerts.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import classes from './alerts.module.css';
import { useReminderWords } from './reminders-sheet.tsx';

/** The rounds of reminders that are to come, and the way to end them. */
export function RemindersLine({ page: { alert, reminders, acts } }: { page: AlertPage }) {
  const { t, clock, span } = useLanguage();
  const notify = useNotify();
  const words = useReminderWords();
  const { mutate, isPending } = useReminders(alert.id);
  if (
    reminders === null ||
    reminders.roundsLeft === 0 ||
    alert.closedAt !== null ||
    alert.state === 'expired'
  )
    return null;
  const { roundsLeft, everyMs, nextAt } = reminders;

  function end(): void {
    mutate(
      { rounds: 0, everyMs },
      { onSuccess: (answer) => notify.done(words(answer)), onError: notify.failed },
    );
  }

  return (
    <div className={classes.reminders}>
      <p>
        {t(alert.paused ? 'reminders-plan-paused' : 'reminders-plan', {
          count: roundsLeft,
          time: clock(nextAt),
          every: span(everyMs / 1_000),
        })}
      </p>
      {acts.includes('reminders') && (
        <ConfirmButton
          size="compact-md"
          loading={isPending}
          question={t('reminders-end-means')}
          confirm={t('reminders-end')}
          onConfirm={end}
        >
          {t('reminders-end')}
        </ConfirmButton>
      )}
    </div>
  );
}
