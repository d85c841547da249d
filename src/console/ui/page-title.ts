import { useEffect, useRef } from 'react';

const NAME = 'Bình Yên';

/** The title of the window, e.g. "Kênh gửi tin – Bình Yên". */
export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – ${NAME}`;
  }, [title]);
}

let pagesShown = 0;

/** For the heading of a page: who came by a link hears its name and goes on from there with the keyboard. */
export function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pagesShown += 1;
    // The first page keeps the focus where the browser or the page put it.
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
