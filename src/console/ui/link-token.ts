import { useEffect, useState } from 'react';
import { oneTimeTokenSchema } from '../../contracts/session.ts';

let taken: string | null = null;

/**
 * Takes what a one-time link carries behind the `#` out of the address, so that it stays in no history. Once, before the
 * router reads the address: one that changes later would end a navigation that is on its way.
 */
export function takeLinkToken(): void {
  const parsed = oneTimeTokenSchema.safeParse(window.location.hash.slice(1));
  if (!parsed.success) return;
  taken = parsed.data;
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search);
}

/** The token of the link by which somebody came to this page; null where there is none. For the first page only. */
export function useLinkToken(): string | null {
  const [token] = useState(() => taken);
  useEffect(() => {
    taken = null;
  }, []);
  return token;
}
