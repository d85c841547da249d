import { describe, expect, it } from 'vitest';
import { RETENTION, RETENTION_NAMES, type RetentionName } from '../../../config/retention.ts';
import { createForgetOld } from '../../../src/deliveries/forget-old.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

const BATCH_MS = 40;

/** A store with so many rows past their time; each batch takes a while. */
function createWorld(left: Partial<Record<RetentionName, number>>, failing: readonly RetentionName[] = []) {
  let nowMs = 0;
  const calls: { rule: RetentionName; keepMs: number; limit: number; atMs: number }[] = [];
  const forgetOld = createForgetOld({
    clock: { now: () => new Date(nowMs), monotonicMs: () => nowMs, sleep: async () => {} },
    logger: silentLogger,
    store: {
      async forget(rule, keepMs, limit) {
        calls.push({ rule, keepMs, limit, atMs: nowMs });
        if (failing.includes(rule)) throw new Error('no');
        const rows = Math.min(limit, left[rule] ?? 0);
        left[rule] = (left[rule] ?? 0) - rows;
        if (rows > 0) nowMs += BATCH_MS;
        return rows;
      },
    },
  });
  return {
    calls,
    left,
    /** Seconds between rounds, as on the sweeper's beat. */
    async rounds(count: number) {
      for (let round = 0; round < count; round++) {
        nowMs = Math.ceil((nowMs + 1) / 1_000) * 1_000;
        await forgetOld();
      }
    },
  };
}

describe('a round of forgetting', () => {
  it('applies each rule with its own time, in small batches', async () => {
    const world = createWorld({});
    await world.rounds(1);
    expect(world.calls.map(({ rule, keepMs }) => [rule, keepMs])).toEqual(
      RETENTION_NAMES.map((name) => [name, RETENTION[name].keepMs]),
    );
    expect(Math.max(...world.calls.map(({ limit }) => limit))).toBeLessThanOrEqual(1_000);
  });

  it('knows every rule', () => {
    expect([...RETENTION_NAMES].sort()).toEqual(Object.keys(RETENTION).sort());
  });

  it('takes a fraction of a beat, and the next one goes on', async () => {
    const world = createWorld({ answers: 20_000 });
    await world.rounds(1);
    const first = world.calls.at(-1)?.atMs ?? 0;
    expect(first - 1_000).toBeLessThan(250);
    expect(world.left.answers).toBeGreaterThan(0);
    await world.rounds(30);
    expect(world.left.answers).toBe(0);
  });

  it('lets every rule have its turn while one is long', async () => {
    const world = createWorld({ inboundEvents: 1_000_000, tips: 3 });
    await world.rounds(2);
    expect(world.left.tips).toBe(0);
  });

  it('looks again minutes after it found nothing', async () => {
    const world = createWorld({});
    await world.rounds(300);
    expect(world.calls).toHaveLength(RETENTION_NAMES.length);
    await world.rounds(600);
    expect(world.calls).toHaveLength(2 * RETENTION_NAMES.length);
  });

  it('goes on with the others when one fails, and does not try that each second', async () => {
    const world = createWorld({ tips: 1 }, ['inboundEvents']);
    await world.rounds(60);
    expect(world.left.tips).toBe(0);
    expect(world.calls.filter(({ rule }) => rule === 'inboundEvents')).toHaveLength(1);
  });
});
