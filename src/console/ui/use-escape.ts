import { useWindowEvent } from '@mantine/hooks';
import { useEffect, useState } from 'react';

/** Windows that are open, the one on top last. */
const open: object[] = [];

/** Escape closes the window on top, and leaves those below it open; an open list of choices takes it first. */
export function useEscape(isOpen: boolean, close: () => void): void {
  const [self] = useState(() => ({}));
  useEffect(() => {
    if (!isOpen) return undefined;
    open.push(self);
    return () => void open.splice(open.indexOf(self), 1);
  }, [isOpen, self]);
  useWindowEvent(
    'keydown',
    ({ key, isComposing, target }) => {
      if (key !== 'Escape' || isComposing || open.at(-1) !== self) return;
      // Said by the library of a field whose list is open.
      const isTaken =
        target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true';
      if (!isTaken) close();
    },
    { capture: true },
  );
}
