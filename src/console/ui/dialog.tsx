import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from './focus.ts';
import { useLanguage } from './language.tsx';
import { useEscape } from './use-escape.ts';

type DialogProps = Omit<ModalProps, 'opened' | 'closeButtonProps' | 'closeOnEscape'>;

/** A window that is open as long as it is drawn. Afterwards the focus is on what opened it. */
export function Dialog({ children, onClose, ...modal }: DialogProps) {
  const { t } = useLanguage();
  useFocusBack();
  useEscape(true, onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('close') }}
      {...modal}
    >
      {children}
    </Modal>
  );
}
