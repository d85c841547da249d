import { describe, expect, it } from 'vitest';
import { createKeptReads } from '../../../src/db/kept-reads.ts';

/** Reading takes `costMs` of a clock that the test moves; each reading gives the next number. */
function createWorld(options: { costMs?: number; heaviest?: number; weight?: number } = {}) {
  let nowMs = 0;
  const reads: string[] = [];
  const state = { fails: false };
  const get = createKeptReads({
    async read(key) {
      reads.push(key);
      const value = reads.length;
      await Promise.resolve();
      nowMs += options.costMs ?? 0;
      if (state.fails) throw new Error('away');
      return value;
    },
    weigh: () => options.weight ?? 1,
    heaviest: options.heaviest ?? 100,
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
  });
  return {
    reads,
    state,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** What is answered, and what the next one would get once every reading is done. */
    async ask(stamp: string, key = 'a') {
      const { value } = await get(key, stamp);
      await new Promise((resolve) => setImmediate(resolve));
      return value;
    },
    askAtOnce: (stamp: string, count: number) =>
      Promise.all(Array.from({ length: count }, () => get('a', stamp))).then((all) =>
        all.map(({ value }) => value),
      ),
  };
}

describe('kept reads', () => {
  it('however many ask at once, it is read once', async () => {
    const world = createWorld();
    expect(await world.askAtOnce('x', 5)).toEqual([1, 1, 1, 1, 1]);
    expect(world.reads).toHaveLength(1);
  });

  it.each([
    ['young and the same: the kept one', 1_000, 'x', 1, 1],
    ['young and changed: the kept one', 1_000, 'y', 1, 1],
    ['changed: the kept one, and it is read again', 3_000, 'y', 1, 2],
    ['the same: the kept one, for half a minute', 29_000, 'x', 1, 1],
    ['the same and old: the kept one, and it is read again', 31_000, 'x', 1, 2],
    ['changed and old: who asks waits', 11_000, 'y', 2, 2],
  ])('%s', async (_name, passedMs, stamp, value, reads) => {
    const world = createWorld();
    await world.ask('x');
    world.pass(passedMs);
    expect([await world.ask(stamp), world.reads.length]).toEqual([value, reads]);
  });

  it('what costs much rests longer', async () => {
    const world = createWorld({ costMs: 1_000 });
    await world.ask('x');
    world.pass(9_000);
    expect([await world.ask('y'), world.reads.length]).toEqual([1, 1]);
    world.pass(2_000);
    expect([await world.ask('y'), world.reads.length]).toEqual([1, 2]);
  });

  it('a reading that fails leaves the kept one, and a first one is told and tried again', async () => {
    const world = createWorld();
    world.state.fails = true;
    await expect(world.ask('x')).rejects.toThrow('away');
    world.state.fails = false;
    expect(await world.ask('x')).toBe(2);
    world.state.fails = true;
    world.pass(3_000);
    expect(await world.ask('y')).toBe(2);
    world.state.fails = false;
    expect(await world.ask('y')).toBe(2);
    expect(await world.ask('y')).toBe(4);
  });

  it('no more is kept than may be; what nobody asked for longest goes first', async () => {
    const world = createWorld({ heaviest: 20, weight: 10 });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await world.ask('x', key);
    expect(world.reads).toEqual(['a', 'b', 'c', 'b']);
  });
});
