import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { ConsoleEvent } from '../../contracts/events.ts';
import { createPacer, type Pacer } from './pacer.ts';

/**
 * What is asked for again when something happened. The first word of a query key names what it shows: a page that uses
 * these keys is kept up to date without further work.
 */
export function staleKeys(event: ConsoleEvent): readonly QueryKey[] {
  switch (event.kind) {
    case 'reset':
      return [[]];
    case 'alert':
      return [['now'], ['alerts'], ['alert', event.alertId]];
    case 'reply':
      return [['now'], ['replies'], ['reply'], ['alert', event.alertId]];
    case 'lane':
      return [['now'], ['channels']];
    case 'approval':
      return [['now'], ['approvals'], ['alerts'], ['alert', event.alertId]];
    case 'duty':
      return [['now'], ['duty']];
  }
}

/** A storm of events costs one round of questions a second. */
const REFRESH_MS = 1_000;

/** Asks again for what an event made stale: at once, then at most once a second, and never while an answer is due. */
export function createRefresh(client: QueryClient): {
  refresh: (event: ConsoleEvent) => void;
  end: () => void;
} {
  const pacers = new Map<string, Pacer>();
  return {
    refresh: (event) => {
      for (const queryKey of staleKeys(event)) {
        const name = JSON.stringify(queryKey);
        const pacer = pacers.get(name) ?? createPacer(() => askAgain(client, queryKey), REFRESH_MS);
        pacers.set(name, pacer);
        pacer.ask();
      }
    },
    end: () => {
      for (const pacer of pacers.values()) pacer.end();
    },
  };
}

/** A first answer that is still due may have been read before the event: the client waits for it, and asks once more. */
async function askAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const due = client
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
  await client.invalidateQueries({ queryKey });
  if (due.length > 0) {
    await client.invalidateQueries({ queryKey, predicate: (query) => due.includes(query) });
  }
}
