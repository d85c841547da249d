import { describe, expect, it } from 'vitest';
import type { InboundMessage, PullResult } from '../../../src/channels/channel.ts';
import { createPollAccount } from '../../../src/dialogs/poll-account.ts';
import type { InboundStore, PollStore } from '../../../src/dialogs/ports.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { createSimulatedClock } from '../../support/simulated-clock.ts';

/** A minute of polling; returns when the platform was asked. */
async function pollForAMinute(answer: (sleep: (ms: number) => Promise<void>) => Promise<PullResult>) {
  const clock = createSimulatedClock();
  const end = new AbortController();
  const askedMs: number[] = [];
  const inbound: InboundStore = {
    store: async () => 0,
    take: async () => null,
    open: () => {
      throw new Error('nothing is handled here');
    },
    finish: async () => true,
    recordFailure: async () => 'again',
  };
  const polling: PollStore = {
    lease: async () => ({ kind: 'leased', offset: '0' }),
    advance: async () => true,
    release: async () => {},
  };
  const poller = createPollAccount({
    channelAccountId: 'account',
    inTransaction: (work) => work({ inbound, polling }),
    puller: {
      pull: (_offset, _seconds, signal) => {
        askedMs.push(clock.monotonicMs());
        return answer((ms) => clock.sleep(ms, signal));
      },
    },
    parseInbound: (): { kind: 'parsed'; messages: InboundMessage[] } => ({ kind: 'parsed', messages: [] }),
    hints: { inbound: async () => {} },
    owner: 'test',
    clock,
    logger: silentLogger,
  });
  const running = poller.run(end.signal);
  const minute = clock.sleep(60_000).then(() => end.abort());
  await clock.run(Promise.all([running, minute]), 120_000);
  return askedMs;
}

describe('polling', () => {
  it('asks again at once when there may be more, or when the server has held an empty answer back', async () => {
    const held = await pollForAMinute(async (sleep) => {
      await sleep(5_000);
      return { kind: 'updates', updates: [], nextOffset: '0' };
    });
    expect(held).toEqual(Array.from({ length: 12 }, (_, index) => index * 5_000));
    const busy = await pollForAMinute(async (sleep) => {
      await sleep(100);
      return { kind: 'updates', updates: [1], nextOffset: '2' };
    });
    expect(busy.length).toBe(600);
  });

  it('does not hammer a server that answers at once that there is nothing', async () => {
    const asked = await pollForAMinute(async () => ({ kind: 'updates', updates: [], nextOffset: '0' }));
    expect(asked.length).toBeLessThanOrEqual(202);
    expect(asked.length).toBeGreaterThan(190);
  });
});
