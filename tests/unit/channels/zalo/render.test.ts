import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markPayload, readPayload } from '../../../../src/channels/zalo/payload.ts';
import {
  type Rendering,
  renderButtons,
  renderFile,
  renderImage,
  renderInfoRequest,
  renderNumbered,
  splitMessage,
  splitText,
} from '../../../../src/channels/zalo/render.ts';

const SAFE = { label: 'An toàn', payload: 'a:7Q2M:SAFE' };
const HELP = { label: 'Cần giúp', payload: 'a:7Q2M:HELP' };
const invalid = (reason: string): Rendering => ({ kind: 'invalid', reason });
const NFD = 'Cháy ở chợ'.normalize('NFD');

describe('a message with buttons', () => {
  it('carries marked payloads that are not shown', () => {
    expect(renderButtons(NFD, [SAFE, HELP])).toEqual({
      kind: 'rendered',
      message: {
        text: 'Cháy ở chợ'.normalize('NFC'),
        attachment: {
          type: 'template',
          payload: {
            template_type: 'button',
            buttons: [
              { title: 'An toàn', type: 'oa.query.hide', payload: '#a:7Q2M:SAFE' },
              { title: 'Cần giúp', type: 'oa.query.hide', payload: '#a:7Q2M:HELP' },
            ],
          },
        },
      },
    });
  });

  it('is a text alone without buttons', () => {
    expect(renderButtons('a', [])).toEqual({ kind: 'rendered', message: { text: 'a' } });
  });

  it.each<[string, Rendering]>([
    ['zalo_text_empty', renderButtons(' \n', [])],
    ['zalo_text_too_long', renderButtons('x'.repeat(2_001), [])],
    [
      'zalo_too_many_buttons',
      renderButtons(
        'a',
        Array.from({ length: 6 }, () => SAFE),
      ),
    ],
    ['zalo_button_title', renderButtons('a', [{ ...SAFE, label: ' ' }])],
    ['zalo_button_title', renderButtons('a', [{ ...SAFE, label: 'x'.repeat(101) }])],
    ['zalo_button_payload', renderButtons('a', [{ ...SAFE, payload: '' }])],
    ['zalo_button_payload', renderButtons('a', [{ ...SAFE, payload: 'cứu:tôi' }])],
    ['zalo_button_payload', renderButtons('a', [{ ...SAFE, payload: `a:${'x'.repeat(63)}` }])],
    ['zalo_text_empty', renderNumbered('', [SAFE])],
    ['zalo_text_too_long', renderNumbered('x'.repeat(1_995), [SAFE])],
    ['zalo_text_too_long', renderImage({ url: 'https://a' }, 'x'.repeat(2_001))],
    ['zalo_request_title', renderInfoRequest({ title: 'x'.repeat(101), subtitle: '', imageUrl: '' })],
    ['zalo_request_subtitle', renderInfoRequest({ title: '', subtitle: 'x'.repeat(501), imageUrl: '' })],
  ])('is refused here: %s', (reason, rendering) => {
    expect(rendering).toEqual(invalid(reason));
  });

  it.each([
    renderButtons('x'.repeat(2_000), []),
    // Longer in NFD, and not once it is composed.
    renderButtons('ở'.repeat(2_000).normalize('NFD'), []),
    renderButtons(
      'a',
      Array.from({ length: 5 }, () => ({ ...SAFE, label: 'x'.repeat(100) })),
    ),
    renderButtons('a', [{ ...SAFE, payload: `a:${'x'.repeat(62)}` }]),
  ])('is taken when it just fits', (rendering) => {
    expect(rendering.kind).toBe('rendered');
  });
});

describe('other messages', () => {
  it('have numbered lines in the place of buttons', () => {
    expect(renderNumbered('Cháy ở chợ.\n', [SAFE, HELP])).toEqual({
      kind: 'rendered',
      message: { text: 'Cháy ở chợ.\n\n1. An toàn\n2. Cần giúp' },
    });
    const placed = [
      { ...SAFE, place: 4 },
      { ...HELP, place: null },
    ];
    expect(renderNumbered('Cháy ở chợ.', placed)).toEqual({
      kind: 'rendered',
      message: { text: 'Cháy ở chợ.\n\n4. An toàn\n• Cần giúp' },
    });
  });

  it.each<[string, Rendering, object]>([
    [
      'an image that was uploaded',
      renderImage({ attachmentId: 'att' }, NFD),
      {
        text: 'Cháy ở chợ'.normalize('NFC'),
        attachment: {
          type: 'template',
          payload: { template_type: 'media', elements: [{ media_type: 'image', attachment_id: 'att' }] },
        },
      },
    ],
    [
      'an image by its link, without words',
      renderImage({ url: 'https://a/b.jpg' }, ''),
      {
        attachment: {
          type: 'template',
          payload: { template_type: 'media', elements: [{ media_type: 'image', url: 'https://a/b.jpg' }] },
        },
      },
    ],
    [
      'a gif',
      renderImage({ attachmentId: 'att' }, '', { width: 3, height: 2 }),
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'media',
            elements: [{ media_type: 'gif', attachment_id: 'att', width: 3, height: 2 }],
          },
        },
      },
    ],
    ['a file', renderFile('tok'), { attachment: { type: 'file', payload: { token: 'tok' } } }],
    [
      'a question for name and phone',
      renderInfoRequest({ title: 'T', subtitle: 'S', imageUrl: 'https://a/b.png' }),
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'request_user_info',
            elements: [{ title: 'T', subtitle: 'S', image_url: 'https://a/b.png' }],
          },
        },
      },
    ],
  ])('%s', (_, rendering, message) => {
    expect(rendering).toEqual({ kind: 'rendered', message });
  });
});

describe('a payload', () => {
  it.each([
    ['a:7Q2M:SAFE', '#a:7Q2M:SAFE'],
    ['resume', '#resume:'],
    ['a:', null],
    [':a', '#:a'],
    ['a b:c', null],
    ['#a:b', null],
    ['', null],
    [':', null],
  ])('%s goes out as %s', (payload, marked) => {
    expect(markPayload(payload, 64)).toBe(marked);
  });

  it.each([
    ['#a:7Q2M:SAFE', 'a:7Q2M:SAFE'],
    [' #lang:vi\n', 'lang:vi'],
    ['#resume:', 'resume'],
  ])('%j comes back as %s', (text, payload) => {
    expect(readPayload(text, 64)).toBe(payload);
  });

  it.each([
    '#cứu',
    '#SOS',
    '#help!',
    '#1',
    '#',
    '#:',
    'a:b',
    '# a:b',
    '#cứu:tôi',
    '##a:b',
    `#a:${'x'.repeat(63)}`,
  ])('%j was typed by a person', (text) => {
    expect(readPayload(text, 64)).toBeNull();
  });

  it('comes back as it went out', () => {
    const letters = 'abXY019_.:~/+=-';
    const payload = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(payload, (one) => {
        const marked = markPayload(one, 64);
        if (marked !== null) expect(readPayload(marked, 64)).toBe(one);
      }),
    );
  });
});

describe('splitText', () => {
  it.each<[string, string, number, string[]]>([
    ['short', 'Một câu.', 20, ['Một câu.']],
    ['empty', '  ', 20, []],
    ['paragraphs first', 'Câu một. Hai.\n\nCâu ba. Bốn.', 20, ['Câu một. Hai.', 'Câu ba. Bốn.']],
    ['then sentences', 'Câu một dài. Câu hai dài. Ba', 20, ['Câu một dài.', 'Câu hai dài. Ba']],
    ['then words', 'một hai ba bốn năm sáu', 12, ['một hai ba', 'bốn năm sáu']],
    ['never inside a character', 'aaa👍🏽bb', 5, ['aaa', '👍🏽b', 'b']],
    ['composed first', 'ở'.repeat(3).normalize('NFD'), 3, ['ởởở'.normalize('NFC')]],
  ])('%s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  it('cuts at 1,900, below what Zalo takes', () => {
    const parts = splitText('Bà con chú ý. '.repeat(400));
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(1_900);
    expect(parts.every((part) => part.endsWith('.'))).toBe(true);
  });

  it('loses only white space and keeps every part whole and within the limit', () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '\n', '\n\n', '. ', '! ')))
      .map((all) => all.join('').normalize('NFC'));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (whole, limit) => {
        const parts = splitText(whole, limit);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(Buffer.from(part).toString()).toBe(part);
        }
        expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
      }),
      { numRuns: 300 },
    );
  });

  it('puts media with the first part and buttons under the last', () => {
    const media = { kind: 'photo', fileId: 'https://a/b.jpg' } as const;
    expect(splitMessage({ text: 'Câu một dài. Câu hai.', buttons: [SAFE], media }, 13)).toEqual([
      { text: 'Câu một dài.', buttons: [], media },
      { text: 'Câu hai.', buttons: [SAFE] },
    ]);
  });
});
