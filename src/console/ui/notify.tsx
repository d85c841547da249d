import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { failureOf } from '../api/request.ts';
import { failureText } from './failure-text.ts';
import { useLanguage } from './language.tsx';

const DONE_MS = 5_000;
/** Long enough to be read twice. */
const FAILED_MS = 15_000;

export interface Notify {
  /** It was done. */
  done: (words: string) => void;
  /** It was not done, and why. For what has no form to write it under. */
  failed: (error: unknown) => void;
}

/** Short notices in the corner; they are read out by screen readers. */
export function useNotify(): Notify {
  const { t } = useLanguage();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('close') };
    return {
      done: (message) => {
        notifications.show({ message, color: 'teal', autoClose: DONE_MS, closeButtonProps });
      },
      failed: (error) => {
        const message = failureText(failureOf(error), t);
        notifications.show({ message, color: 'red', autoClose: FAILED_MS, role: 'alert', closeButtonProps });
      },
    };
  }, [t]);
}
