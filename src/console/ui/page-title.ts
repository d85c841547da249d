import { useEffect, useRef } from 'react';

const NAME = 'Bình Yên';

/** The title of the window, e.g. "Kênh gửi tin – Bình Yên". */
export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – ${NAME}`;
  }, [title]);
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
