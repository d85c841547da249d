import { Button, Modal } from '@mantine/core';
import type { Now } from '../../../contracts/now.ts';
import { useTakeOver } from '../../api/duty.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './duty.module.css';
import { OpenMatters } from './open-matters.tsx';
import { personWords } from './person-words.ts';

interface SheetProps {
  now: Now;
  opened: boolean;
  onClose: () => void;
}

/** What is open and what the one before left, then: I am on duty. */
export function TakeOverSheet({ now, opened, onClose }: SheetProps) {
  const { t } = useLanguage();
  const notify = useNotify();
  const { mutate, isPending, error, reset } = useTakeOver();
  const { current, previous } = now.duty;

  function close(): void {
    reset();
    onClose();
  }

  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('duty-take-over')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.sheet}>
        {current !== null && (
          <p className={classes.who}>{t('duty-ends-other', { name: personWords(current.by) })}</p>
        )}
        {current === null && previous?.note != null && previous.note !== '' && (
          <p className={classes.note}>
            <span className={classes.noteTitle}>{t('duty-note-of', { name: personWords(previous.by) })}</span>
            {previous.note}
          </p>
        )}
        <OpenMatters now={now} />
        <FailureLine error={error} />
        <div className={classes.sheetButtons}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button
            data-autofocus
            loading={isPending}
            onClick={() =>
              mutate(undefined, {
                onSuccess: () => {
                  close();
                  notify.done(t('duty-taken'));
                },
              })
            }
          >
            {t('duty-take-over-now')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
