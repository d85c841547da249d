import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Within this many pixels of the end, a reader counts as following. */
const NEAR_PX = 48;

/** Keeps a scrolled box at its newest line while its reader is there, and leaves a reader of older lines in peace. */
export function useStickToBottom() {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [isAway, setIsAway] = useState(false);

  const toBottom = useCallback(() => {
    follows.current = true;
    setIsAway(false);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    const inner = content.current;
    if (element === null || inner === null) return;
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      setIsAway(!follows.current);
    };
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { box, content, isAway, toBottom };
}
