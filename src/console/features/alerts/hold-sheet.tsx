import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import type { HoldAnswer } from '../../../contracts/alert-running.ts';
import { type HoldAct, useHold } from '../../api/alerts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { FailureLine } from '../../ui/states.tsx';
import type { Translate } from '../../ui/texts.ts';
import classes from './alerts.module.css';

interface HoldSheetProps {
  alert: AlertPage['alert'];
  act: HoldAct;
  onClose: () => void;
}

/** Pause, resume or stop: says what it means and asks; the safe answer has the focus. */
export function HoldSheet({ alert, act, onClose }: HoldSheetProps) {
  const { t, number } = useLanguage();
  const notify = useNotify();
  const { mutate, isPending, error } = useHold(alert.id);
  const [refused, setRefused] = useState<string | null>(null);

  function confirm(): void {
    mutate(act, {
      onSuccess: (answer) => {
        if (answer.kind === 'forbidden' || answer.kind === 'alert_not_open') {
          setRefused(holdWords(answer, t, number));
          return;
        }
        onClose();
        notify.done(holdWords(answer, t, number));
      },
    });
  }

  return (
    <Dialog onClose={onClose} title={`${t(`act-${act}`)}: ${alert.number}`}>
      <div className={classes.sheet}>
        <p>{t(`act-${act}-means`, { pending: alert.progress.pending })}</p>
        {refused !== null && <p role="alert">{refused}</p>}
        <FailureLine error={error} />
        <div className={classes.sheetButtons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color={act === 'stop' ? 'red' : 'teal'} loading={isPending} onClick={confirm}>
            {t(`act-${act}-confirm`)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function holdWords(answer: HoldAnswer, t: Translate, number: (value: number) => string): string {
  switch (answer.kind) {
    case 'alert_stopped':
      return t('hold-stopped', { count: number(answer.notSent) });
    case 'alert_paused':
      return t('hold-paused', { count: number(answer.waiting) });
    case 'already_paused':
      return t('hold-already-paused');
    case 'alert_resumed':
      return t('hold-resumed', { count: number(answer.waiting) });
    case 'not_paused':
      return t('hold-not-paused');
    case 'alert_not_open':
      return t('act-not-open', { state: t(`alert-state-${answer.state}`) });
    case 'forbidden':
      return t('problem-forbidden');
  }
}
