import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shorten } from '../../../src/dialogs/shorten.ts';

it('cuts only what is too long, between two characters', () => {
  expect(shorten('cứu với', 7)).toBe('cứu với');
  expect(shorten('cứu với', 6)).toBe('cứu v…');
  expect(shorten('cứu với', 5)).toBe('cứu…');
  expect(shorten('e\u0302\u0306e\u0302\u0306', 5)).toBe('e\u0302\u0306…');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, longest) => {
      const short = shorten(text, longest);
      expect(short.length).toBeLessThanOrEqual(longest);
      expect(text.startsWith(short.replace(/…$/u, ''))).toBe(true);
    }),
  );
});
