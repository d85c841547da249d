import { afterAll, afterEach, beforeAll } from 'vitest';
import { openQueueBackend, type QueueBackend, type QueueTarget } from '../../src/queue/backend.ts';
import { newId } from '../../src/shared/ids.ts';
import { type Logger, silentLogger } from '../../src/shared/logger.ts';

/** A store of queues that belongs to the suite. */
export interface QueueStore {
  target: QueueTarget;
  /** Everything that is in the store, as text. */
  dump(): Promise<string>;
  /** Loses every job and schedule. */
  empty(): Promise<void>;
  /** Nobody can reach the store, and connections that were open are broken. */
  goAway(): Promise<void>;
  /** Does nothing when it is there. */
  comeBack(): Promise<void>;
  dispose(): Promise<void>;
}

/** One store for the suite, emptied after each test; every backend that a test opens is closed after it. */
export function useQueueStore(create: () => Promise<QueueStore>): {
  store(): QueueStore;
  open(logger?: Logger): Promise<QueueBackend>;
} {
  let made: QueueStore | undefined;
  const backends: QueueBackend[] = [];
  const store = () => {
    if (!made) throw new Error('the store is made before the first test');
    return made;
  };

  beforeAll(async () => {
    made = await create();
  });
  afterEach(async () => {
    await store().comeBack();
    await Promise.all(backends.splice(0).map((backend) => backend.close({ timeoutMs: 0 })));
    await store().empty();
  });
  afterAll(() => store().dispose());

  return {
    store,
    async open(logger = silentLogger) {
      const backend = await openQueueBackend(store().target, { logger });
      backends.push(backend);
      return backend;
    },
  };
}

/** The payload of a hint for some lane. */
export const lane = () => ({ v: 1 as const, laneId: newId() });

/** A promise that the test settles. */
export function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
