import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Now } from '../../../contracts/now.ts';
import { useHandOver } from '../../api/duty.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './duty.module.css';
import { OpenMatters } from './open-matters.tsx';

interface SheetProps {
  now: Now;
  opened: boolean;
  onClose: () => void;
}

const NOTE_LIMIT = 2_000;

/** Ends the own shift with what the next one must know. */
export function HandOverSheet({ now, opened, onClose }: SheetProps) {
  const { t } = useLanguage();
  const notify = useNotify();
  const [note, setNote] = useState('');
  const { mutate, isPending, error, reset } = useHandOver();

  function close(): void {
    reset();
    onClose();
  }

  function handOver(): void {
    mutate(
      { note },
      {
        onSuccess: () => {
          setNote('');
          close();
          notify.done(t('duty-handed-over'));
        },
      },
    );
  }

  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('duty-hand-over')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.sheet}>
        <OpenMatters now={now} />
        <Textarea
          data-autofocus
          label={t('duty-note')}
          description={t('duty-note-what')}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={NOTE_LIMIT}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <FailureLine error={error} />
        <div className={classes.sheetButtons}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button loading={isPending} onClick={handOver}>
            {t('duty-hand-over-now')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
