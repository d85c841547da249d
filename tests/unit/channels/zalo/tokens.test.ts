import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZALO_OAUTH } from '../../../../src/channels/zalo/limits.ts';
import { createOAuth, type OAuth } from '../../../../src/channels/zalo/oauth.ts';
import { createTokens, type TokensOptions } from '../../../../src/channels/zalo/tokens.ts';
import { createTransport, type Transport } from '../../../../src/channels/zalo/transport.ts';
import { type RotatingOAuth, startRotatingOAuth } from '../../../support/zalo/rotating-oauth.ts';
import { createMemoryTokenStore, type MemoryTokenStore } from '../../../support/zalo/token-store.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 20);
const never = () => new AbortController().signal;

let server: RotatingOAuth;
let transport: Transport;
let oauth: OAuth;
let store: MemoryTokenStore;
let losses: string[];

beforeAll(async () => {
  server = await startRotatingOAuth();
  transport = createTransport(server.url, 4);
  oauth = createOAuth({ transport, appId: '360846524940903967', appSecret: 'planted-app-secret' });
});

afterAll(async () => {
  await transport.close();
  await server.close();
});

beforeEach(() => {
  server.faults = [];
  server.refreshes = 0;
  server.requests = [];
  server.delayMs = () => 0;
  store = createMemoryTokenStore({ ...server.reset(), expiresAtMs: NOW + 25 * HOUR_MS });
  losses = [];
});

function manager(overrides: Partial<TokensOptions> = {}) {
  return createTokens({
    store,
    oauth,
    now: () => NOW,
    pollMs: 1,
    onConsentNeeded: (reason) => losses.push(reason),
    ...overrides,
  });
}

/** As if the access token ended in so many milliseconds. */
function endsIn(ms: number): void {
  if (store.stored) store.stored = { ...store.stored, pair: { ...store.stored.pair, expiresAtMs: NOW + ms } };
}

const validToken = () => ({ kind: 'token', accessToken: server.valid.accessToken });
const storedRefreshToken = () => store.stored?.pair.refreshToken;

describe('current', () => {
  it('uses the stored token without asking anybody', async () => {
    const tokens = manager();
    expect(await tokens.current(never())).toEqual({ ...validToken(), version: 1 });
    expect(await tokens.current(never())).toEqual({ ...validToken(), version: 1 });
    expect(server.requests).toHaveLength(0);
  });

  it('refreshes what is about to end, and stores the pair before it is used', async () => {
    endsIn(ZALO_OAUTH.unusableBeforeEndMs);
    expect(await manager().current(never())).toEqual({ ...validToken(), version: 2 });
    expect(store.stored).toEqual({
      version: 2,
      pair: { ...server.valid, expiresAtMs: NOW + 25 * HOUR_MS },
      lostReason: null,
    });
    expect(server.requests).toEqual([
      {
        path: '/v4/oa/access_token',
        secretKey: 'planted-app-secret',
        form: {
          grant_type: 'refresh_token',
          refresh_token: expect.any(String),
          app_id: '360846524940903967',
        },
      },
    ]);
  });

  it('asks once for many callers', async () => {
    endsIn(0);
    server.delayMs = () => 10;
    const tokens = manager();
    const results = await Promise.all(Array.from({ length: 20 }, () => tokens.current(never())));
    for (const result of results) expect(result).toMatchObject(validToken());
    expect(server.refreshes).toBe(1);
  });

  it('needs a consent before the first', async () => {
    store.stored = null;
    expect(await manager().current(never())).toEqual({
      kind: 'consent_needed',
      reason: 'zalo_not_connected',
    });
  });

  it('does not cut a refresh off when its caller gives up', async () => {
    endsIn(0);
    server.delayMs = () => 30;
    const tokens = manager();
    const stop = new AbortController();
    const waiting = tokens.current(stop.signal);
    setTimeout(() => stop.abort(), 5);
    expect(await waiting).toEqual({ kind: 'temporary', reason: 'aborted' });
    await tokens.settled();
    expect(storedRefreshToken()).toBe(server.valid.refreshToken);
  });
});

describe('refreshIfDue', () => {
  it.each([
    [ZALO_OAUTH.refreshBeforeEndMs, 1],
    [ZALO_OAUTH.refreshBeforeEndMs + 1, 0],
  ])('with %i ms left refreshes %i times', async (left, refreshes) => {
    endsIn(left);
    expect(await manager().refreshIfDue(never())).toMatchObject(validToken());
    expect(server.refreshes).toBe(refreshes);
  });
});

describe('afterRefusal', () => {
  it('refreshes the token that was refused', async () => {
    expect(await manager().afterRefusal(1, never())).toEqual({ ...validToken(), version: 2 });
    expect(server.refreshes).toBe(1);
  });

  it('uses what another process has stored since', async () => {
    const mine = manager();
    await mine.current(never());
    await manager().afterRefusal(1, never());
    expect(await mine.current(never())).toMatchObject({ version: 1 });
    expect(await mine.afterRefusal(1, never())).toEqual({ ...validToken(), version: 2 });
    expect(server.refreshes).toBe(1);
  });
});

describe('recovery', () => {
  it('tries the old refresh token once when the connection is lost before Zalo acted', async () => {
    server.faults = ['cut_before'];
    expect(await manager().afterRefusal(1, never())).toMatchObject(validToken());
    expect(storedRefreshToken()).toBe(server.valid.refreshToken);
    expect(server.requests).toHaveLength(2);
  });

  it('needs a consent when the connection is lost after Zalo acted', async () => {
    server.faults = ['cut_after'];
    const lost = { kind: 'consent_needed', reason: 'zalo_refresh_token_used' };
    const tokens = manager();
    expect(await tokens.afterRefusal(1, never())).toEqual(lost);
    expect(losses).toEqual(['zalo_refresh_token_used']);
    // Known from then on, to all processes, without asking again.
    expect(await tokens.current(never())).toEqual(lost);
    expect(await manager().current(never())).toEqual(lost);
    expect(server.requests).toHaveLength(2);
    expect(losses).toHaveLength(1);
  });

  it('leaves the claim to run out when Zalo does not answer at all', async () => {
    server.faults = ['cut_before', 'cut_before'];
    const tokens = manager();
    const unanswered = { kind: 'temporary', reason: 'zalo_refresh_unanswered' };
    expect(await tokens.afterRefusal(1, never())).toEqual(unanswered);
    expect(store.claimUntil).toBeGreaterThan(store.clock.nowMs);
    store.clock.nowMs += ZALO_OAUTH.claimLeaseMs;
    expect(await tokens.afterRefusal(1, never())).toMatchObject(validToken());
  });

  it.each([
    ['busy', { kind: 'temporary', reason: 'http_503' }],
    ['wrong_secret', { kind: 'misconfigured', reason: 'zalo_app_secret' }],
  ] as const)('lets go of the claim when Zalo is %s', async (fault, result) => {
    server.faults = [fault];
    const tokens = manager();
    expect(await tokens.afterRefusal(1, never())).toEqual(result);
    expect(await tokens.afterRefusal(1, never())).toMatchObject(validToken());
  });

  it('finds the loss that a process left which ended between answer and commit', async () => {
    const killed = manager({
      store: { ...store, claimRefresh: store.claimRefresh, save: () => new Promise(() => {}) },
    });
    const abandoned = killed.afterRefusal(1, AbortSignal.timeout(50));
    expect(await abandoned).toMatchObject({ kind: 'temporary' });
    store.clock.nowMs += ZALO_OAUTH.claimLeaseMs;
    expect(await manager().afterRefusal(1, never())).toEqual({
      kind: 'consent_needed',
      reason: 'zalo_refresh_token_used',
    });
    expect(store.stored).toMatchObject({ version: 1, lostReason: 'zalo_refresh_token_used' });
    expect(losses).toEqual(['zalo_refresh_token_used']);
  });

  it('believes the slow process whose pair comes after the loss was noted', async () => {
    let letSave = () => {};
    const held = new Promise<void>((resolve) => {
      letSave = resolve;
    });
    const slow = manager({
      store: {
        ...store,
        save: async (version, pair) => {
          await held;
          return store.save(version, pair);
        },
      },
    });
    const slowly = slow.afterRefusal(1, never());
    while (server.refreshes === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    store.clock.nowMs += ZALO_OAUTH.claimLeaseMs;
    const other = manager();
    expect(await other.afterRefusal(1, never())).toMatchObject({ kind: 'consent_needed' });
    letSave();
    expect(await slowly).toMatchObject(validToken());
    expect(await other.current(never())).toMatchObject(validToken());
  });

  it('keeps a pair that the store does not take, and saves it before anything else', async () => {
    let broken = 5;
    const tokens = manager({
      store: {
        ...store,
        save: (version, pair) =>
          broken-- > 0 ? Promise.reject(new Error('planted-store-error')) : store.save(version, pair),
      },
    });
    expect(await tokens.afterRefusal(1, never())).toEqual({
      kind: 'temporary',
      reason: 'token_store_failed',
    });
    expect(await tokens.afterRefusal(1, never())).toEqual({ ...validToken(), version: 2 });
    expect(server.refreshes).toBe(1);
  });

  it('is temporary while the store is out of order', async () => {
    const tokens = manager({ store: { ...store, read: () => Promise.reject(new Error('down')) } });
    expect(await tokens.current(never())).toEqual({ kind: 'temporary', reason: 'token_store_failed' });
  });

  it('takes a new consent over a loss', async () => {
    server.faults = ['cut_after'];
    const tokens = manager();
    await tokens.afterRefusal(1, never());
    await tokens.adopt({ ...server.reset(), expiresInMs: 25 * HOUR_MS });
    expect(await tokens.current(never())).toEqual({ ...validToken(), version: 2 });
  });
});

describe('two processes', () => {
  const schedule = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });

  function interleave(steps: readonly number[]): () => Promise<void> {
    let step = 0;
    return async () => {
      for (let turns = steps[step++ % steps.length] ?? 0; turns > 0; turns--)
        await new Promise((resolve) => setImmediate(resolve));
    };
  }

  it('that refresh at once leave exactly one pair, and it works', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        server.refreshes = 0;
        store = createMemoryTokenStore({ ...server.reset(), expiresAtMs: NOW }, interleave(steps));
        const results = await Promise.all([manager().current(never()), manager().current(never())]);
        for (const result of results) expect(result).toEqual({ ...validToken(), version: 2 });
        expect(storedRefreshToken()).toBe(server.valid.refreshToken);
        expect(server.refreshes).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('never leave a dead pair unnoticed when one is killed between answer and commit', async () => {
    let deaths = 0;
    await fc.assert(
      fc.asyncProperty(schedule, fc.boolean(), async (steps, killsFirst) => {
        store = createMemoryTokenStore({ ...server.reset(), expiresAtMs: NOW }, interleave(steps));
        const kill = new AbortController();
        let died = false;
        const dying = manager({
          store: {
            ...store,
            read: () => store.read(),
            claimRefresh: (version, leaseMs) => store.claimRefresh(version, leaseMs),
            save: () => {
              died = true;
              kill.abort();
              // The claim of the dead is left to run out.
              store.clock.nowMs += ZALO_OAUTH.claimLeaseMs;
              return new Promise(() => {});
            },
          },
        });
        const alive = manager();
        const runs = [() => dying.current(kill.signal), () => alive.current(never())];
        const [one, other] = killsFirst ? runs : runs.reverse();
        await Promise.all([one?.(), other?.()].map((run) => Promise.race([run])));
        const result = await alive.current(never());
        if (died) {
          deaths++;
          expect(result).toEqual({ kind: 'consent_needed', reason: 'zalo_refresh_token_used' });
          expect(store.stored?.lostReason).toBe('zalo_refresh_token_used');
        } else {
          expect(result).toMatchObject(validToken());
          expect(storedRefreshToken()).toBe(server.valid.refreshToken);
        }
      }),
      { numRuns: 200 },
    );
    expect(deaths).toBeGreaterThan(20);
    expect(deaths).toBeLessThan(200);
  });
});
