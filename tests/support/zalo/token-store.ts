import type { StoredTokens, TokenPair, ZaloTokenStore } from '../../../src/channels/zalo/token-store.ts';

export interface MemoryTokenStore extends ZaloTokenStore {
  stored: StoredTokens | null;
  /** The end of the claim that runs, on the store's clock. */
  claimUntil: number;
  clock: { nowMs: number };
}

/** The tokens of one OA in memory, with a clock that a test sets. `pause` is awaited around each step. */
export function createMemoryTokenStore(
  first: TokenPair | null,
  pause: () => Promise<void> = () => Promise.resolve(),
): MemoryTokenStore {
  const store: MemoryTokenStore = {
    stored: first === null ? null : { version: 1, pair: first, lostReason: null },
    claimUntil: 0,
    clock: { nowMs: 0 },
    async read() {
      await pause();
      return store.stored;
    },
    async claimRefresh(version, leaseMs) {
      await pause();
      if (store.stored?.version !== version) return 'stale';
      if (store.claimUntil > store.clock.nowMs) return 'held';
      store.claimUntil = store.clock.nowMs + leaseMs;
      return 'claimed';
    },
    async giveUp(version) {
      await pause();
      if (store.stored?.version === version) store.claimUntil = 0;
    },
    async save(version, pair) {
      await pause();
      if ((store.stored?.version ?? 0) !== version) return 'stale';
      store.stored = { version: version + 1, pair, lostReason: null };
      store.claimUntil = 0;
      await pause();
      return 'saved';
    },
    async markLost(version, reason) {
      await pause();
      if (store.stored?.version !== version) return 'stale';
      store.stored = { ...store.stored, lostReason: reason };
      store.claimUntil = 0;
      return 'marked';
    },
  };
  return store;
}
