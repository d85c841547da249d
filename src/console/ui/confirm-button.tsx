import { Button, type ButtonProps, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { useLanguage } from './language.tsx';

interface ConfirmButtonProps extends Omit<ButtonProps, 'onClick'> {
  children: ReactNode;
  /** What will happen, as a question or a sentence. */
  question: string;
  /** The word on the button that does it; it names the act, not "OK". */
  confirm: string;
  onConfirm: () => void;
}

/** A button for what cannot be undone: asks once, and the safe answer has the focus. */
export function ConfirmButton({ question, confirm, onConfirm, children, ...button }: ConfirmButtonProps) {
  const { t } = useLanguage();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {children}
      </Button>
      {opened && (
        <Dialog onClose={close} title={children} centered>
          <Stack>
            <Text>{question}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={close} data-autofocus>
                {t('cancel')}
              </Button>
              <Button
                color="red"
                onClick={() => {
                  close();
                  onConfirm();
                }}
              >
                {confirm}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
