import { describe, expect, it } from 'vitest';
import { mergeNotices } from '../../../src/deliveries/notice.ts';

const notice = (text: string) => ({ text, buttons: [] });

describe('merging notices', () => {
  it.each([
    { name: 'the same text', first: notice('a'), second: notice('a'), merged: notice('a') },
    { name: 'what it ends with', first: notice('a\n\nb'), second: notice('b'), merged: notice('a\n\nb') },
    {
      name: 'what it begins with',
      first: notice('b\n\na'),
      second: notice('b'),
      merged: notice('b\n\na\n\nb'),
    },
    { name: 'a part of a word', first: notice('ab'), second: notice('b'), merged: notice('ab\n\nb') },
    { name: 'two texts', first: notice('a'), second: notice('b'), merged: notice('a\n\nb') },
    {
      name: 'a photo',
      first: notice('a'),
      second: { ...notice('b'), media: { kind: 'photo', fileId: 'f' } },
    },
    { name: 'a button', first: { text: 'a', buttons: [{ label: 'x', payload: 'x' }] }, second: notice('b') },
    {
      name: 'just short enough',
      first: notice('a'.repeat(949)),
      second: notice('b'.repeat(949)),
      fits: true,
    },
    { name: 'too long', first: notice('a'.repeat(949)), second: notice('b'.repeat(950)) },
  ] as const)('$name', ({ first, second, ...expected }) => {
    const result = mergeNotices(first, second);
    if ('merged' in expected) expect(result).toEqual(expected.merged);
    else expect(result !== null).toBe('fits' in expected);
  });
});
