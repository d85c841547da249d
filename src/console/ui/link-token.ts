import { useEffect, useState } from 'react';
import { oneTimeTokenSchema } from '../../contracts/session.ts';

/**
 * What a one-time link carries behind the `#`: null where there is nothing. It is taken out of the address at once, so
 * that it stays in no history.
 */
export function useLinkToken(): string | null {
  const [token] = useState(() => {
    const parsed = oneTimeTokenSchema.safeParse(window.location.hash.slice(1));
    return parsed.success ? parsed.data : null;
  });
  useEffect(() => {
    if (token !== null) window.history.replaceState(window.history.state, '', window.location.pathname);
  }, [token]);
  return token;
}
