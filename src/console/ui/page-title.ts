import { useEffect, useRef } from 'react';

const NAME = 'Bình Yên';

let shownTitle = NAME;
let shownBadge = 0;

function write(): void {
  document.title = shownBadge > 0 ? `(${shownBadge}) ${shownTitle}` : shownTitle;
}

/** The title of the window, e.g. "Kênh gửi tin – Bình Yên". */
export function useWindowTitle(title: string): void {
  useEffect(() => {
    shownTitle = `${title} – ${NAME}`;
    write();
  }, [title]);
}

/** How many things wait for a person, before the title of whatever page is open: "(3) Kênh gửi tin – Bình Yên". */
export function useTitleBadge(count: number): void {
  useEffect(() => {
    shownBadge = count;
    write();
    return () => {
      shownBadge = 0;
      write();
    };
  }, [count]);
}

let firstHeading: HTMLElement | null = null;

/** For the heading of a page: who came by a link hears its name and goes on from there with the keyboard. */
export function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    firstHeading ??= heading.current;
    // The first page leaves the focus where the browser or the page put it.
    if (heading.current !== firstHeading) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
