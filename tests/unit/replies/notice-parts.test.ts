import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeParts } from '../../../src/replies/notice-parts.ts';
import type { ReplyContent } from '../../../src/replies/reply.ts';

const wordsOf = (content: ReplyContent | null) => {
  if (content?.kind === 'text') return content.text;
  return content?.kind === 'photo' ? content.caption : '';
};
const withoutSpaces = (text: string) => text.replace(/\s+/gu, '');

describe('what a household said, as notices', () => {
  it.each<ReplyContent | null>([
    null,
    { kind: 'text', text: 'cứu với' },
    { kind: 'photo', fileId: 'f', caption: '' },
    { kind: 'voice', fileId: 'v', seconds: 3 },
    { kind: 'place', latitude: 12, longitude: 108 },
  ])('is one notice as a rule: %o', (content) => expect(noticeParts(content)).toEqual([content]));

  it('is several where it is long, with every word and the photo once', () => {
    const long = fc.array(fc.constantFrom('cứu', 'với', '🔥', '\n', 'a'.repeat(900), '🔥'.repeat(900)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(long, fc.boolean(), (words, isPhoto) => {
        const text = words.join(' ');
        const content: ReplyContent = isPhoto
          ? { kind: 'photo', fileId: 'f', caption: text }
          : { kind: 'text', text };
        const parts = noticeParts(content);
        expect(parts.filter((part) => part?.kind === 'photo')).toHaveLength(isPhoto ? 1 : 0);
        expect(withoutSpaces(parts.map(wordsOf).join(''))).toBe(withoutSpaces(text));
        for (const [index, part] of parts.entries()) {
          expect(wordsOf(part).length).toBeLessThanOrEqual(isPhoto && index === 0 ? 700 : 1_500);
          expect(wordsOf(part)).not.toMatch(/[\uD800-\uDBFF]$/);
        }
      }),
    );
  });
});
