import { useEffect, useLayoutEffect, useState } from 'react';

/** Where the keyboard goes on when what had the focus is gone, or busy: browsers take the focus from what is disabled. */
let next: HTMLElement | null = null;

const isNowhere = () => document.activeElement === null || document.activeElement === document.body;

function focus(element: HTMLElement | undefined | null): void {
  element?.focus({ preventScroll: true });
}

/** The window on top, else the heading of the page. */
function focusWhatIsThere(): void {
  const windows = document.querySelectorAll<HTMLElement>('[role="dialog"]');
  focus(windows[windows.length - 1] ?? document.querySelector<HTMLElement>('main h1'));
}

/** What has the focus, as far as it outlives a window: of a menu, which goes away with its items, the button. */
function openerOf(): HTMLElement {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return document.body;
  const menu = active.closest('[role="menu"]');
  return document.getElementById(menu?.getAttribute('aria-labelledby') ?? '') ?? active;
}

/** For a window: when it is there no more, the focus is where it was before. */
export function useFocusBack(): void {
  const [opener] = useState(openerOf);
  useLayoutEffect(
    () => () => {
      next = opener;
    },
    [opener],
  );
}

/** Menus and lists of choices give the focus back by themselves, a moment after they went away. */
const AFTER_OTHERS_MS = 50;

/** Keeps the focus from falling to nowhere: it returns as soon as what is to have it can. */
export function useFocusKept(): void {
  useEffect(() => {
    let held: Element | null = null;
    const hold = ({ target }: FocusEvent) => {
      held = target instanceof Element ? target : null;
    };
    // Who clicks beside everything wants the focus to be nowhere; what is taken away loses it against their will.
    const letGo = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (held === target && held?.isConnected === true) held = null;
      });
    document.addEventListener('focusin', hold);
    document.addEventListener('focusout', letGo);

    // Told before the browser draws again, which is when it takes the focus away from what is disabled.
    const observer = new MutationObserver((changes) => {
      const busy = changes.find(({ target }) => target === document.activeElement)?.target;
      if (busy instanceof HTMLElement && busy.matches(':disabled')) next = busy;
      if (next === null && held?.isConnected === false) {
        held = null;
        window.setTimeout(() => isNowhere() && focusWhatIsThere(), AFTER_OTHERS_MS);
      }
      if (next === null || (next.isConnected && next.matches(':disabled'))) return;
      const wanted = next;
      next = null;
      if (!isNowhere()) return;
      focus(wanted);
      if (isNowhere()) focusWhatIsThere();
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', hold);
      document.removeEventListener('focusout', letGo);
    };
  }, []);
}

/** For what takes the place of a form: who sent it goes on from there. A `ref`. */
export function focusWhenShown(element: HTMLElement | null): void {
  focus(element);
}
