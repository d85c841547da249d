import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonKeepingLargeIds } from '../../../../src/channels/telegram/index.ts';

describe('parseJsonKeepingLargeIds', () => {
  it.each<[string, unknown]>([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id":-1009007199254740993}', { id: '-1009007199254740993' }],
    ['[1000000000000000,999999999999999]', ['1000000000000000', 999999999999999]],
    ['{"text":"số 12345678901234567890"}', { text: 'số 12345678901234567890' }],
    [
      String.raw`{"text":"\" 12345678901234567890 \\","id":12345678901234567890}`,
      { text: '" 12345678901234567890 \\', id: '12345678901234567890' },
    ],
    ['{"12345678901234567890":1}', { '12345678901234567890': 1 }],
    [
      '{"latitude":12.6796012345678901234,"tiny":1234567890123456789e-20}',
      { latitude: 12.67960123456789, tiny: 0.012345678901234568 },
    ],
    ['9007199254740993', '9007199254740993'],
    ['{"date":1795400000,"ok":true,"no":null}', { date: 1795400000, ok: true, no: null }],
  ])('%s', (text, expected) => {
    expect(parseJsonKeepingLargeIds(text)).toEqual(expected);
  });

  it.each(['', '{', '{"id":0000000000000000001}', '"1234567890123456', '[1234567890123456.]'])(
    'refuses what is not JSON: %s',
    (text) => {
      expect(() => parseJsonKeepingLargeIds(text)).toThrow(SyntaxError);
    },
  );

  type Tree = null | boolean | number | bigint | string | Tree[] | { [key: string]: Tree };
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: 'binary' }),
      fc.bigInt({ min: 10n ** 15n }).map(String),
      fc.constantFrom('"', '\\', '\\"9007199254740993', null, true),
      fc.array(tie('tree')),
      fc.dictionary(fc.string(), tie('tree'), { noNullPrototype: true }),
    ),
  }));

  const write = (node: Tree): string => {
    if (typeof node === 'bigint') return node.toString();
    if (Array.isArray(node)) return `[${node.map(write).join(' , ')}]`;
    if (typeof node === 'object' && node !== null) {
      return `{${Object.entries(node)
        .map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`)
        .join(',')}}`;
    }
    return JSON.stringify(node);
  };
  const digits = (written: string) => (/^-?\d{16,}$/.test(written) ? written : JSON.parse(written));
  const expected = (node: Tree): unknown => {
    if (typeof node === 'bigint' || typeof node === 'number') return digits(write(node));
    if (Array.isArray(node)) return node.map(expected);
    if (typeof node === 'object' && node !== null) {
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, expected(value)]));
    }
    return node;
  };

  it('changes long integers, and nothing else, into their digits', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(parseJsonKeepingLargeIds(write(node))).toEqual(expected(node));
      }),
      { numRuns: 500 },
    );
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const accepts = (parse: (text: string) => unknown, text: string) => {
      try {
        parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const noise = fc.string({
      unit: fc.constantFrom(...Array.from('{}[]":,\\-.e1234567890123456789')),
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, (text) => {
        expect(accepts(parseJsonKeepingLargeIds, text)).toBe(accepts(JSON.parse, text));
      }),
      { numRuns: 1_000 },
    );
  });
});
