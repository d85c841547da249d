import { useCallback, useEffect } from 'react';
import type { ConsoleEvent } from '../../../contracts/events.ts';
import { useConsoleEvents } from '../../api/live.ts';
import { useHelpWaiting } from '../../api/now.ts';
import { ring, wakeBellOnFirstTouch } from '../../ui/bell.ts';
import { useTitleBadge } from '../../ui/page-title.ts';

/** As long as somebody waits, the bell sounds again: whoever was out of the room hears it, too. */
const AGAIN_MS = 60_000;

/** On every page: a new call for help sounds, and the title of the window says how many wait. Draws nothing. */
export function HelpWatch() {
  const waiting = useHelpWaiting();
  useTitleBadge(waiting);

  useEffect(() => {
    const end = new AbortController();
    wakeBellOnFirstTouch(end.signal);
    return () => end.abort();
  }, []);

  useConsoleEvents(
    useCallback((event: ConsoleEvent) => {
      if (event.kind === 'reply' && event.help && event.fresh) ring();
    }, []),
  );

  const isWaiting = waiting > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(ring, AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting]);

  return null;
}
