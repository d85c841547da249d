import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalView } from '../../../contracts/alert-approvals.ts';
import { useLanguage } from '../../ui/language.tsx';

interface ReturnDialogProps {
  when: ApprovalView['when'];
  opened: boolean;
  onClose: () => void;
  onReturn: (comment: string) => void;
}

const COMMENT_LENGTH = { min: 3, max: 1_000 };

/** Why it is given back: the author reads it. */
export function ReturnDialog({ when, opened, onClose, onReturn }: ReturnDialogProps) {
  const { t } = useLanguage();
  const [comment, setComment] = useState('');
  const trimmed = comment.trim();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(`return-${when}`)}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed.length >= COMMENT_LENGTH.min) onReturn(trimmed);
        }}
      >
        <Stack>
          <Textarea
            size="md"
            autosize
            minRows={3}
            required
            data-autofocus
            label={t(`return-comment-${when}`)}
            maxLength={COMMENT_LENGTH.max}
            value={comment}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" size="md" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" size="md" color="red" disabled={trimmed.length < COMMENT_LENGTH.min}>
              {t(`return-${when}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
