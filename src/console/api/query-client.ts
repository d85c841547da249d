import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal } from './request.ts';
import { SESSION_KEY } from './session.ts';

/**
 * The service is often on this machine, so the browser's "offline" decides nothing. Nothing is tried again behind the
 * user's back: simulator pages poll, console pages ask again when the event stream says so or comes back.
 */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: true },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

  /** Any answer may be the first to tell that the session has ended; the gate then shows the sign-in. */
  function noticeSignOut(error: Error): void {
    if (isRefusal(error, 'signed_out')) void client.invalidateQueries({ queryKey: SESSION_KEY });
  }
  return client;
}
