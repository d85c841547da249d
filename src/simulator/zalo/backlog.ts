import type { Journal } from '../journal.ts';
import type { SignedEvent } from './event-bytes.ts';
import type { JournalEvent } from './journal-events.ts';

/** Events that the webhook does not have yet, kept in the journal: what a host was killed over is told in its next run. */
export interface Backlog {
  /** For what is replayed. */
  restore(event: JournalEvent): void;
  add(event: SignedEvent): void;
  taken(event: SignedEvent): void;
  /** Those of earlier runs, in order, once. */
  takeLeft(): SignedEvent[];
}

export function createBacklog(journal: Pick<Journal<JournalEvent>, 'append'>): Backlog {
  const left = new Map<number, SignedEvent>();
  const numbers = new WeakMap<SignedEvent, number>();
  let last = 0;

  return {
    restore(event) {
      if (event.e === 'taken') left.delete(event.n);
      if (event.e !== 'event') return;
      const { n, name, about, body, headers } = event;
      last = Math.max(last, n);
      const signed = { name, about, body: Buffer.from(body, 'base64'), headers };
      left.set(n, signed);
      numbers.set(signed, n);
    },
    add(event) {
      last += 1;
      numbers.set(event, last);
      const { name, about, body, headers } = event;
      journal.append({ e: 'event', n: last, name, about, body: body.toString('base64'), headers });
    },
    taken(event) {
      const n = numbers.get(event);
      // A repeat of one that is there.
      if (n === undefined) return;
      numbers.delete(event);
      journal.append({ e: 'taken', n });
    },
    takeLeft() {
      const events = [...left.values()];
      left.clear();
      return events;
    },
  };
}
