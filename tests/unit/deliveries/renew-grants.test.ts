import { beforeEach, describe, expect, it } from 'vitest';
import type { GrantKeeper, GrantState } from '../../../src/channels/channel.ts';
import { createAcceptConsent } from '../../../src/deliveries/accept-consent.ts';
import { createRenewGrants } from '../../../src/deliveries/renew-grants.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

let nowMs: number;
let state: GrantState;
let done: string[];

beforeEach(() => {
  nowMs = 0;
  state = { kind: 'ready' };
  done = [];
});

const grant: GrantKeeper = {
  refreshIfDue: async () => {
    done.push('asked');
    return state;
  },
  connect: async (code, verifier) => {
    done.push(`connect ${code} ${verifier}`);
    return code === 'bad' ? { kind: 'consent_needed', reason: 'zalo_code' } : { kind: 'connected' };
  },
};

describe('grants', () => {
  const round = () =>
    createRenewGrants({
      accounts: async () => [
        { account: { id: 'telegram' }, grant: null },
        { account: { id: 'zalo' }, grant },
      ],
      refuse: async (id, reason) => void done.push(`refuse ${id} ${reason}`),
      restore: async (id) => void done.push(`restore ${id}`),
      clock: { monotonicMs: () => nowMs },
      logger: silentLogger,
    });

  it('are looked at every few minutes, the first time at once', async () => {
    const renew = round();
    await renew();
    await renew();
    expect(done).toEqual(['asked']);
    nowMs += 180_000;
    await renew();
    expect(done).toEqual(['asked', 'asked']);
  });

  it('that only a consent helps refuse their account until there is one', async () => {
    const renew = round();
    state = { kind: 'consent_needed', reason: 'gone' };
    await renew();
    nowMs += 180_000;
    state = { kind: 'temporary', reason: 'busy' };
    await renew();
    nowMs += 180_000;
    state = { kind: 'ready' };
    await renew();
    nowMs += 180_000;
    await renew();
    expect(done.filter((what) => what !== 'asked')).toEqual(['refuse zalo gone', 'restore zalo']);
  });
});

describe('a consent', () => {
  const accept = (code: string, boundId: string | null, asked = true) =>
    createAcceptConsent({
      take: async () => (asked ? { channelAccountId: 'zalo', verifier: 'v' } : null),
      bind: async (_id, other) => (other === 'theirs' ? 'other' : 'bound'),
      grantOf: async () => grant,
      restore: async (id) => void done.push(`restore ${id}`),
    })({ state: 's', code, boundId });

  it('becomes the grant of its account, which may send again', async () => {
    expect(await accept('good', 'ours')).toEqual({ kind: 'connected' });
    expect(done).toEqual(['connect good v', 'restore zalo']);
  });

  it('that nobody asked for, or of another account, exchanges nothing', async () => {
    expect(await accept('good', 'ours', false)).toEqual({ kind: 'link_over' });
    expect(await accept('good', 'theirs')).toEqual({ kind: 'other_account' });
    expect(done).toEqual([]);
  });

  it('that the platform does not take leaves the account as it is', async () => {
    expect(await accept('bad', null)).toEqual({ kind: 'failed', reason: 'zalo_code' });
    expect(done).toEqual(['connect bad v']);
  });
});
