import { describe, expect, it } from 'vitest';
import { createRateLimits, TELEGRAM_BUDGETS } from '../../../src/simulator/telegram/rate-limits.ts';

describe('budget of a bot', () => {
  it('accepts 30 in any one second and no more', () => {
    const limits = createRateLimits(TELEGRAM_BUDGETS);
    const sendAt = (nowMs: number, chat: number) => limits.take('1', `c${chat}`, nowMs);
    for (let i = 0; i < 30; i++) expect(sendAt(i * 10, i)).toBe(0);
    expect(sendAt(300, 30)).toBe(700);
    expect(sendAt(999, 31)).toBe(1);
    expect(sendAt(1000, 32)).toBe(0);
    expect(sendAt(1000, 33)).toBe(10);
    expect(sendAt(1010, 34)).toBe(0);
  });

  it('is separate for each bot', () => {
    const limits = createRateLimits({ ...TELEGRAM_BUDGETS, botPerSecond: 1 });
    expect(limits.take('1', 'a', 0)).toBe(0);
    expect(limits.take('2', 'b', 0)).toBe(0);
    expect(limits.take('1', 'c', 0)).toBe(1000);
  });

  it('takes nothing from the bot when the chat is over its own', () => {
    const limits = createRateLimits({ botPerSecond: 2, chatPerSecond: 1, chatBurst: 1 });
    expect(limits.take('1', 'a', 0)).toBe(0);
    for (let i = 0; i < 5; i++) expect(limits.take('1', 'a', 0)).toBe(1000);
    expect(limits.take('1', 'b', 0)).toBe(0);
  });
});

describe('budget of a chat', () => {
  it.each([
    {
      name: 'a burst of three, then one a second',
      at: [0, 0, 0, 0, 999, 1000, 1001],
      accepted: [1, 1, 1, 0, 0, 1, 0],
    },
    { name: 'one a second for ever', at: [0, 1000, 2000, 3000, 4000, 5000], accepted: [1, 1, 1, 1, 1, 1] },
    { name: 'the burst comes back in quiet', at: [0, 0, 0, 2000, 2000, 2000], accepted: [1, 1, 1, 1, 1, 0] },
  ])('$name', ({ at, accepted }) => {
    const limits = createRateLimits(TELEGRAM_BUDGETS);
    expect(at.map((nowMs) => (limits.take('1', 'a', nowMs) === 0 ? 1 : 0))).toEqual(accepted);
  });

  it('can be switched off', () => {
    const limits = createRateLimits({ botPerSecond: Infinity, chatPerSecond: Infinity, chatBurst: 1 });
    const waits = Array.from({ length: 1000 }, () => limits.take('1', 'a', 0));
    expect(new Set(waits)).toEqual(new Set([0]));
  });
});
