import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows kept ready above and below what is seen, so that quick scrolling shows no gaps. */
const OVERSCAN = 6;

export interface RowWindow {
  /** First row to draw, and the one after the last. */
  from: number;
  to: number;
}

/**
 * Whether the end of the rows is nearer to what is seen than `ahead` rows. Asked of the box itself: after a jump to the
 * top the window of `useRowWindow` is that of before for a moment.
 */
export function isNearEnd(box: HTMLElement | null, rowHeight: number, count: number, ahead: number): boolean {
  return box !== null && (box.scrollTop + box.clientHeight) / rowHeight + ahead >= count;
}

/** Which rows of a scrolled box of equal rows need to be drawn. `rowHeight` in CSS pixels. */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  rowHeight: number,
  count: number,
): RowWindow {
  const [seen, setSeen] = useState<RowWindow>({ from: 0, to: 20 });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const from = Math.floor(element.scrollTop / rowHeight);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight);
      setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, rowHeight]);

  return {
    from: Math.max(0, Math.min(seen.from, count) - OVERSCAN),
    to: Math.min(count, seen.to + OVERSCAN),
  };
}
