import { describe, expect, it } from 'vitest';
import { createBatcher } from '../../../src/shared/batcher.ts';

/** A write that ends when it is told to. */
function heldWrites() {
  const begun: { items: readonly number[]; end(error?: Error): void }[] = [];
  const write = (items: readonly number[]) =>
    new Promise<void>((resolve, reject) => {
      begun.push({ items, end: (error) => (error ? reject(error) : resolve()) });
    });
  return { begun, write };
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('batcher', () => {
  it('writes the first at once and what comes in meanwhile together', async () => {
    const { begun, write } = heldWrites();
    const add = createBatcher(write, 1);
    const done: number[] = [];
    for (const item of [1, 2, 3]) void add(item).then(() => done.push(item));
    expect(begun.map(({ items }) => items)).toEqual([[1]]);
    begun[0]?.end();
    await settled();
    expect(done).toEqual([1]);
    expect(begun.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    begun[1]?.end();
    await settled();
    expect(done).toEqual([1, 2, 3]);
  });

  it('runs as many writes at once as it may', async () => {
    const { begun, write } = heldWrites();
    const add = createBatcher(write, 2);
    for (const item of [1, 2, 3, 4]) void add(item);
    expect(begun.map(({ items }) => items)).toEqual([[1], [2]]);
    begun[1]?.end();
    await settled();
    expect(begun.map(({ items }) => items)).toEqual([[1], [2], [3, 4]]);
  });

  it('writes each alone when together they fail, and fails the bad one only', async () => {
    const seen: (readonly number[])[] = [];
    const add = createBatcher<number>(async (items) => {
      seen.push(items);
      if (items.includes(3)) throw new Error('bad');
    }, 1);
    const results = await Promise.allSettled([1, 2, 3, 4].map(add));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
    await expect(add(5)).resolves.toBeUndefined();
  });
});
