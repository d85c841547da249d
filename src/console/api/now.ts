import { useQuery } from '@tanstack/react-query';
import { nowSchema } from '../../contracts/now.ts';
import { request } from './request.ts';

/** What the clock changes (an alert expires, a wait grows) comes without an event. */
const ANYWAY_MS = 30_000;

/** What the officer on duty must see; kept up to date by the event stream. */
export function useNow() {
  return useQuery({
    queryKey: ['now'],
    queryFn: ({ signal }) => request('/api/now', nowSchema, { signal }),
    refetchInterval: ANYWAY_MS,
    refetchIntervalInBackground: true,
  });
}

/** Calls for help that nobody dealt with: for the menu. */
export function useHelpWaiting(): number {
  return useNow().data?.help.waiting ?? 0;
}
