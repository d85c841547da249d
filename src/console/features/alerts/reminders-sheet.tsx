import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import type { RemindersAnswer } from '../../../contracts/alert-running.ts';
import { useReminders } from '../../api/alerts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './alerts.module.css';

const MINUTE_MS = 60_000;
/** Of one alert, those that were sent included. */
const ROUNDS_AT_MOST = 3;
const EVERY_MINUTES = ['10', '15', '30', '60', '120', '360', '720'] as const;

/** Asks the silent again, in rounds, instead of those that were set before. */
export function RemindersSheet({
  page: { alert, reminders },
  onClose,
}: {
  page: AlertPage;
  onClose: () => void;
}) {
  const { t, span } = useLanguage();
  const notify = useNotify();
  const words = useReminderWords();
  const left = ROUNDS_AT_MOST - (reminders?.roundsSent ?? 0);
  const { mutate, isPending, error } = useReminders(alert.id);
  const [rounds, setRounds] = useState<string>('1');
  const [everyMinutes, setEveryMinutes] = useState<string>('30');
  const [refused, setRefused] = useState<string | null>(null);

  function set(): void {
    mutate(
      { rounds: Number(rounds), everyMs: Number(everyMinutes) * MINUTE_MS },
      {
        onSuccess: (answer) => {
          if (answer.kind !== 'reminders_set') {
            setRefused(words(answer));
            return;
          }
          onClose();
          notify.done(words(answer));
        },
      },
    );
  }

  return (
    <Dialog onClose={onClose} title={`${t('act-reminders')}: ${alert.number}`}>
      <div className={classes.sheet}>
        <p>{t('reminders-means')}</p>
        {left <= 0 ? (
          <p>{t('reminders-used-up', { count: ROUNDS_AT_MOST })}</p>
        ) : (
          <>
            <Select
              label={t('reminders-rounds')}
              allowDeselect={false}
              data={Array.from({ length: left }, (_, index) => ({
                value: String(index + 1),
                label: t('reminders-rounds-count', { count: index + 1 }),
              }))}
              value={rounds}
              onChange={(value) => setRounds(value ?? '1')}
            />
            <Select
              label={t('reminders-every')}
              allowDeselect={false}
              data={EVERY_MINUTES.map((value) => ({ value, label: span(Number(value) * 60) }))}
              value={everyMinutes}
              onChange={(value) => setEveryMinutes(value ?? '30')}
            />
          </>
        )}
        {refused !== null && <p role="alert">{refused}</p>}
        <FailureLine error={error} />
        <div className={classes.sheetButtons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          {left > 0 && (
            <Button loading={isPending} onClick={set}>
              {t('reminders-confirm')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

export function useReminderWords(): (answer: RemindersAnswer) => string {
  const { t, number, clock } = useLanguage();
  return (answer) => {
    switch (answer.kind) {
      case 'reminders_set':
        return answer.nextAt === null
          ? t('reminders-ended')
          : t('reminders-set', { silent: number(answer.silent), time: clock(answer.nextAt) });
      case 'too_many_rounds':
        return t('reminders-too-many', { left: number(answer.left) });
      case 'alert_not_open':
        return t('act-not-open', { state: t(`alert-state-${answer.state}`) });
      case 'forbidden':
        return t('problem-forbidden');
    }
  };
}
