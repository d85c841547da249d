import { describe, expect, it } from 'vitest';
import { createSealer, parseKeyring, SealError } from '../../../src/db/sealing.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
const first = createSealer({ current: 'k1', keys: new Map([['k1', key(1)]]) });
const rotated = createSealer({
  current: 'k2',
  keys: new Map([
    ['k2', key(2)],
    ['k1', key(1)],
  ]),
});

describe('sealing', () => {
  it.each(["H'Lan Êban", '', '🔥'.repeat(2_000)])('opens what it sealed', (text) => {
    expect(first.open('row', first.seal('row', text))).toBe(text);
  });

  it('never seals a text the same way twice, and hides it', () => {
    const sealed = [first.seal('row', 'Nhà 12'), first.seal('row', 'Nhà 12')];
    expect(new Set(sealed).size).toBe(2);
    expect(sealed.join()).not.toContain('Nhà');
  });

  const sealed = first.seal('row', 'words');
  it.each([
    { name: 'moved to another row', row: 'other', value: sealed },
    { name: 'altered', row: 'row', value: `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}` },
    { name: 'cut', row: 'row', value: sealed.slice(0, 24) },
    { name: 'of an unknown key', row: 'row', value: sealed.replace('k1.', 'k9.') },
    { name: 'empty', row: 'row', value: '' },
    { name: 'not sealed at all', row: 'row', value: 'words' },
  ])('refuses a value that is $name', ({ row, value }) => {
    expect(() => first.open(row, value)).toThrow(SealError);
  });

  it('reads old values after a rotation and writes with the new key', () => {
    expect(rotated.open('row', sealed)).toBe('words');
    expect(rotated.seal('row', 'words')).toMatch(/^k2\./);
    expect(() => first.open('row', rotated.seal('row', 'words'))).toThrow(SealError);
  });

  it('digests equal texts equally, and differently with another key', () => {
    expect(first.digest('H7K2M9')).toBe(first.digest('H7K2M9'));
    expect(first.digest('H7K2M9')).not.toBe(rotated.digest('H7K2M9'));
  });

  it('needs the key it should seal with', () => {
    expect(() => createSealer({ current: 'k2', keys: new Map([['k1', key(1)]]) })).toThrow(SealError);
  });
});

describe('DATA_KEY', () => {
  const hex = (digit: string) => digit.repeat(64);

  it('names the current key first', () => {
    const keyring = parseKeyring(`new:${hex('a')}, old:${hex('B')}`);
    expect(keyring?.current).toBe('new');
    expect([...(keyring?.keys.keys() ?? [])]).toEqual(['new', 'old']);
  });

  it.each([
    '',
    'new',
    `new:${'a'.repeat(63)}`,
    `new:${'g'.repeat(64)}`,
    `:${'a'.repeat(64)}`,
    `a.b:${'a'.repeat(64)}`,
  ])('refuses %j', (value) => {
    expect(parseKeyring(value)).toBeNull();
  });
});
