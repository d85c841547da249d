import { expect, it } from 'vitest';
import { openAnswer, serialiseAnswer } from '../../../src/db/sealed-json.ts';
import { createSealer } from '../../../src/db/sealing.ts';

const sealer = createSealer({ current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) });

it('an answer keeps the numbers of its choices while it waits', () => {
  const message = {
    text: 'Ông/bà cần gì?',
    buttons: [
      { label: 'Ngôn ngữ', payload: 'menu:language', place: 4 },
      { label: 'Hủy', payload: 'cancel', place: null },
      { label: 'Menu', payload: 'menu:main' },
    ],
  };
  expect(openAnswer(sealer, 'id', sealer.seal('id', serialiseAnswer(message)))).toEqual(message);
});
