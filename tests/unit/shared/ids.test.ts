import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET, newCode, newId } from '../../../src/shared/ids.ts';

describe('newId', () => {
  it('is a UUIDv7 of this moment', () => {
    const before = Date.now();
    const id = newId();
    const after = Date.now();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(madeAt).toBeGreaterThanOrEqual(before);
    expect(madeAt).toBeLessThanOrEqual(after);
  });

  it('sorts as it was made, without a pair of the same', () => {
    const ids = Array.from({ length: 5_000 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('newCode', () => {
  it('has no sign that is taken for another one', () => {
    expect(CODE_ALPHABET).toHaveLength(31);
    expect(new Set(CODE_ALPHABET).size).toBe(31);
    for (const sign of '01OIL') expect(CODE_ALPHABET).not.toContain(sign);
    expect(CODE_ALPHABET).toMatch(/^[A-Z0-9]+$/);
  });

  it.each([1, 4, 6, 8])('of %i signs uses all of the alphabet and nothing else', (length) => {
    const codes = Array.from({ length: 2_000 }, () => newCode(length));
    const used = new Set(codes.flatMap((code) => [...code]));
    expect([...used].toSorted().join('')).toBe(CODE_ALPHABET);
    expect(new Set(codes.map((code) => code.length))).toEqual(new Set([length]));
  });
});
