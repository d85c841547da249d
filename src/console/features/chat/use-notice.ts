import { useEffect, useRef, useState } from 'react';
import type { SimulatorChat } from '../../../contracts/simulator.ts';

/** As long as a phone shows it. */
const SHOWN_MS = 4_000;

/** The text of a notice that has just come; null again after a few seconds. What was there before stays unseen. */
export function useNotice(notice: SimulatorChat['notice'] | undefined): string | null {
  const seenAt = useRef<string | null | undefined>(undefined);
  const [text, setText] = useState<string | null>(null);
  const at = notice?.at ?? null;
  const isLoaded = notice !== undefined;
  const words = notice?.text ?? null;

  useEffect(() => {
    if (!isLoaded) return;
    const isFirst = seenAt.current === undefined;
    const isNew = seenAt.current !== at;
    seenAt.current = at;
    if (!isFirst && isNew) setText(words);
  }, [isLoaded, at, words]);

  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => setText(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return text;
}
