import { setTimeout as sleep } from 'node:timers/promises';
import { abortReason } from './deadline.ts';
import { ZALO_OAUTH } from './limits.ts';
import type { Grant, GrantResult, OAuth } from './oauth.ts';
import type { StoredTokens, TokenPair, ZaloTokenStore } from './token-store.ts';

/** What there is to put into a request. No case but `token` holds a token. */
export type TokenResult =
  | { kind: 'token'; accessToken: string; version: number }
  /** An administrator of the OA must consent again. */
  | { kind: 'consent_needed'; reason: string }
  | { kind: 'misconfigured'; reason: string }
  | { kind: 'temporary'; reason: string };

export interface ZaloTokens {
  /** The token to use now. Refreshes only what would end within a minute. */
  current(signal: AbortSignal): Promise<TokenResult>;
  /** After Zalo refused the token of `version`: the one that another has put in its place, or a refreshed one. */
  afterRefusal(version: number, signal: AbortSignal): Promise<TokenResult>;
  /** Refreshes hours before the end. For a schedule, every few minutes, also for accounts that send nothing. */
  refreshIfDue(signal: AbortSignal): Promise<TokenResult>;
  /** Stores the pair of a consent, over whatever was there. Throws when the store does, again and again. */
  adopt(grant: Grant): Promise<void>;
  /** Resolves when no refresh is under way: to be awaited before the process ends, or a pair may be lost. */
  settled(): Promise<void>;
}

export interface TokensOptions {
  store: ZaloTokenStore;
  oauth: OAuth;
  now?: () => number;
  /** Called once for each loss that this process found. */
  onConsentNeeded?: (reason: string) => void;
  /** How often a claim of another process is looked at. */
  pollMs?: number;
}

const POLL_MS = 100;
const SAVE_TRIES = 5;
const FIRST_SAVE_PAUSE_MS = 50;

/**
 * The tokens of one OA in this process. Any number of processes may share a store: one of them refreshes, the others wait
 * for its pair. A refresh is never cut off by the caller that needed it, and its pair is stored before anybody uses it.
 */
export function createTokens(options: TokensOptions): ZaloTokens {
  const { store, oauth, now = Date.now, pollMs = POLL_MS } = options;
  /** Read again after a refusal only: another process's refresh shows as a refusal of this one's token. */
  let cached: StoredTokens | null = null;
  let running: Promise<TokenResult> | null = null;
  /** A granted pair that the store did not take: saved before anything else is tried. */
  let unsaved: { version: number; pair: TokenPair } | null = null;

  const tokenOf = ({ pair, version }: StoredTokens): TokenResult => ({
    kind: 'token',
    accessToken: pair.accessToken,
    version,
  });
  const lost = (reason: string): TokenResult => ({ kind: 'consent_needed', reason });

  async function reread(): Promise<StoredTokens | null> {
    cached = await store.read();
    return cached;
  }

  /** At most one in this process; everybody else waits for it, each as long as its own signal allows. */
  function refresh(known: StoredTokens, signal: AbortSignal): Promise<TokenResult> {
    running ??= refreshOnce(known)
      .catch((): TokenResult => ({ kind: 'temporary', reason: 'token_store_failed' }))
      .finally(() => {
        running = null;
      });
    return orAborted(running, signal);
  }

  async function refreshOnce(known: StoredTokens): Promise<TokenResult> {
    if (unsaved !== null) return keep(unsaved.version, unsaved.pair);
    switch (await store.claimRefresh(known.version, ZALO_OAUTH.claimLeaseMs)) {
      case 'claimed':
        return refreshClaimed(known);
      case 'held':
        return waitForOther(known.version);
      case 'stale':
        return fromStore();
    }
  }

  async function refreshClaimed({ version, pair }: StoredTokens): Promise<TokenResult> {
    const detached = new AbortController().signal;
    let result: GrantResult = await oauth.refresh(pair.refreshToken, detached);
    // Nobody knows whether it was done; if not, the old refresh token still works.
    if (result.kind === 'unknown') result = await oauth.refresh(pair.refreshToken, detached);
    switch (result.kind) {
      case 'granted':
        return keep(version, pairOf(result.grant));
      case 'consent_needed':
        return confirmLoss(version, result.reason);
      case 'unknown':
        // The claim is left to run out: a pause before the next try.
        return { kind: 'temporary', reason: 'zalo_refresh_unanswered' };
      case 'temporary':
      case 'misconfigured':
        await store.giveUp(version);
        return result;
    }
  }

  /** Between Zalo's answer and this commit a crash loses the grant, so nothing else is done in between. */
  async function keep(version: number, pair: TokenPair): Promise<TokenResult> {
    unsaved = { version, pair };
    for (let tries = 1; ; tries++) {
      try {
        await store.save(version, pair);
        break;
      } catch {
        if (tries === SAVE_TRIES) return { kind: 'temporary', reason: 'token_store_failed' };
        await pauseBeforeSave(tries);
      }
    }
    unsaved = null;
    // `stale` too: a consent was given meanwhile, and its pair counts.
    return fromStore();
  }

  /**
   * The refresh token is used up. Either another process was faster and its pair is stored by now, or one ended between
   * Zalo's answer and its commit and the pair is gone.
   */
  async function confirmLoss(version: number, reason: string): Promise<TokenResult> {
    const stored = await reread();
    if (stored !== null && stored.version !== version) return fromStore();
    if ((await store.markLost(version, reason)) === 'stale') return fromStore();
    await reread();
    options.onConsentNeeded?.(reason);
    return lost(reason);
  }

  async function waitForOther(version: number): Promise<TokenResult> {
    const until = performance.now() + ZALO_OAUTH.claimLeaseMs;
    while (performance.now() < until) {
      await sleep(pollMs);
      const stored = await reread();
      if (stored === null || stored.version !== version || stored.lostReason !== null) return fromStore();
      // The other let go, or ended: its claim is free for the next try.
      const claim = await store.claimRefresh(version, ZALO_OAUTH.claimLeaseMs);
      if (claim === 'claimed') return refreshClaimed(stored);
    }
    return { kind: 'temporary', reason: 'zalo_refresh_held' };
  }

  async function fromStore(): Promise<TokenResult> {
    const stored = await reread();
    if (stored === null) return lost('zalo_not_connected');
    return stored.lostReason === null ? tokenOf(stored) : lost(stored.lostReason);
  }

  function pairOf({ accessToken, refreshToken, expiresInMs }: Grant): TokenPair {
    return { accessToken, refreshToken, expiresAtMs: now() + expiresInMs };
  }

  async function tokenUnless(
    mustRefresh: (stored: StoredTokens) => boolean,
    signal: AbortSignal,
    useCache: boolean,
  ): Promise<TokenResult> {
    let stored: StoredTokens | null;
    try {
      const usable = useCache && cached !== null && cached.lostReason === null;
      stored = usable ? cached : await reread();
      // What is about to be refreshed here may have been refreshed elsewhere.
      if (usable && stored !== null && mustRefresh(stored)) stored = await reread();
    } catch {
      return { kind: 'temporary', reason: 'token_store_failed' };
    }
    if (stored === null) return lost('zalo_not_connected');
    if (stored.lostReason !== null) return lost(stored.lostReason);
    return mustRefresh(stored) ? refresh(stored, signal) : tokenOf(stored);
  }

  const endsWithin =
    (ms: number) =>
    ({ pair }: StoredTokens): boolean =>
      pair.expiresAtMs - now() <= ms;

  return {
    current: (signal) => tokenUnless(endsWithin(ZALO_OAUTH.unusableBeforeEndMs), signal, true),
    afterRefusal: (version, signal) => tokenUnless((stored) => stored.version === version, signal, false),
    refreshIfDue: (signal) => tokenUnless(endsWithin(ZALO_OAUTH.refreshBeforeEndMs), signal, false),
    async adopt(grant) {
      const pair = pairOf(grant);
      for (let tries = 1; ; tries++) {
        try {
          const stored = await store.read();
          if ((await store.save(stored?.version ?? 0, pair)) === 'saved') break;
          if (tries === SAVE_TRIES) throw new Error('the tokens change too fast to be replaced');
        } catch (error) {
          if (tries === SAVE_TRIES) throw error;
        }
        await pauseBeforeSave(tries);
      }
      unsaved = null;
      await reread();
    },
    async settled() {
      await running;
    },
  };
}

function pauseBeforeSave(tries: number): Promise<void> {
  return sleep(FIRST_SAVE_PAUSE_MS * 2 ** (tries - 1));
}

/** A caller stops waiting; what it waited for goes on. */
function orAborted(work: Promise<TokenResult>, signal: AbortSignal): Promise<TokenResult> {
  const ended = (): TokenResult => ({ kind: 'temporary', reason: abortReason(signal) });
  if (signal.aborted) return Promise.resolve(ended());
  return new Promise((resolve) => {
    const stop = () => resolve(ended());
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, stop).finally(() => signal.removeEventListener('abort', stop));
  });
}
