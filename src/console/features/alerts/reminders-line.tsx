import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useReminders } from '../../api/alerts.ts';
import { useMay } from '../../api/session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { isOpen } from './alert-actions.tsx';
import classes from './alerts.module.css';
import { useReminderWords } from './reminders-sheet.tsx';

/** The rounds of reminders that are to come, and the way to end them. */
export function RemindersLine({ page: { alert, reminders } }: { page: AlertPage }) {
  const { t, clock, span } = useLanguage();
  const may = useMay();
  const notify = useNotify();
  const words = useReminderWords();
  const { mutate, isPending } = useReminders(alert.id);
  if (reminders === null || reminders.roundsLeft === 0 || !isOpen(alert)) return null;
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
      {may('compose_alert') && (
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
