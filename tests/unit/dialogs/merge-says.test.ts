import { describe, expect, it } from 'vitest';
import { mergeSays, type RenderedSay } from '../../../src/dialogs/merge-says.ts';

const say = (text: string, options: { buttons?: number; alone?: boolean } = {}): RenderedSay => ({
  message: {
    text,
    buttons: Array.from({ length: options.buttons ?? 0 }, (_, index) => ({
      label: `${index}`,
      payload: `${index}`,
    })),
  },
  alone: options.alone ?? false,
});

describe('what one event makes us say', () => {
  it.each<[string, RenderedSay[], string[]]>([
    ['nothing', [], []],
    ['notice and question become one', [say('a'), say('b', { buttons: 2 })], ['a\n\nb']],
    ['buttons end a message', [say('a', { buttons: 1 }), say('b')], ['a', 'b']],
    [
      'what stands alone stays alone',
      [say('a'), say('b', { alone: true }), say('c'), say('d')],
      ['a', 'b', 'c\n\nd'],
    ],
    [
      'not beyond what a channel takes',
      [say('a'.repeat(1_500)), say('b'.repeat(600))],
      ['a'.repeat(1_500), 'b'.repeat(600)],
    ],
  ])('%s', (_name, says, texts) => {
    expect(mergeSays(says).map(({ text }) => text)).toEqual(texts);
  });

  it('keeps the buttons of the last', () => {
    expect(mergeSays([say('a'), say('b', { buttons: 3 })])[0]?.buttons).toHaveLength(3);
  });
});
