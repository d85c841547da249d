import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';

const settled = async (promise: Promise<void>): Promise<boolean> => {
  const pending = Symbol('pending');
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
};

describe('sleep', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lasts as long as it was asked to', async () => {
    const sleep = systemClock.sleep(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(await settled(sleep)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await settled(sleep)).toBe(true);
  });

  it('ends at once when the signal aborts, and leaves no timer behind', async () => {
    const ending = new AbortController();
    const sleep = systemClock.sleep(60_000, ending.signal);
    expect(vi.getTimerCount()).toBe(1);
    ending.abort();
    await sleep;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin when the signal has aborted before', async () => {
    await systemClock.sleep(60_000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no listener on a signal that lives as long as the process', async () => {
    const lasting = new AbortController();
    for (let nap = 0; nap < 20; nap++) {
      const sleep = systemClock.sleep(10, lasting.signal);
      expect(getEventListeners(lasting.signal, 'abort')).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(10);
      await sleep;
    }
    expect(getEventListeners(lasting.signal, 'abort')).toEqual([]);
  });
});

describe('time', () => {
  it('only grows', () => {
    const moments = Array.from({ length: 1_000 }, systemClock.monotonicMs);
    expect(moments.toSorted((a, b) => a - b)).toEqual(moments);
  });
});
