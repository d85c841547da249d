import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplyCode } from '../../../src/alerts/alert.ts';
import { REPLY_CODES } from '../../../src/alerts/alert.ts';
import { createTranslator } from '../../../src/locales/locales.ts';
import { classifyReply, readReply } from '../../../src/replies/classify-reply.ts';
import { asksForHelp } from '../../../src/replies/reply.ts';
import { fold } from '../../../src/shared/fold.ts';

const t = createTranslator();

const CERTAIN: readonly (readonly [ReplyCode, readonly string[]])[] = [
  [
    'ACK',
    [
      'Đã đọc',
      'da doc',
      'ĐÃ ĐỌC!',
      'dạ đã đọc ạ',
      'tôi đã xem',
      'ok',
      'Okay',
      'got it',
      '👍',
      'Em đã nhận được tin, cảm ơn.',
    ],
  ],
  [
    'SAFE',
    [
      'an toàn',
      'Nhà tôi an toàn',
      'nha toi an toan',
      'cả nhà an toàn rồi',
      'Gia đình em vẫn an toàn ạ',
      'an toàn, không cần giúp',
      'không sao',
      'ko sao',
      'we are safe',
      "we're safe, thanks",
      "I'm safe",
    ],
  ],
  [
    'HELP',
    [
      'cứu',
      'cứu với',
      'CUU VOI',
      'Cần giúp',
      'can giup',
      'help',
      'Help!',
      'help me please',
      'SOS',
      '🆘',
      'Cứu tôi với, tôi không ra được',
      'nhà tôi an toàn nhưng bà Sáu cần giúp',
      'nước ngập 2 mét, xin cứu nhà tôi',
      'Tôi đang mắc kẹt trên mái nhà',
      'we need help',
      'không ra được cần giúp',
      'My mother is trapped',
    ],
  ],
  [
    'STUCK',
    ['Không đi được', 'khong di duoc', 'nhà tôi ko đi dc', 'an toàn, nhưng không ra được', 'we are stuck'],
  ],
  ['MOVED', ['Đã sơ tán', 'nhà tôi đã sơ tán', 'so tan roi', 'we have moved']],
  ['SEEN', ['Tôi có thấy', 'co thay', 'I saw this']],
  ['TIP', ['Báo tin kín', 'bao tin']],
  ['VICTIM', ['Tôi đã bị lừa', 'bi lua', 'I was scammed']],
  ['ASK', ['Hỏi cán bộ', 'toi muon hoi']],
  ['OK', ['Đã kiểm tra, ổn', 'Checked, all fine']],
  ['DONE', ['Đã làm', 'xong rồi', 'done']],
  ['LATER', ['Chưa làm được', 'not yet']],
  ['JOIN', ['Tôi tham gia', 'nhà tôi sẽ tham gia', 'I will join']],
  ['NO', ['Không tham gia', 'tôi không tham gia được', 'I will not join']],
  ['IS_TRUE', ['Tin này có thật?', 'tin này có thật không', 'is this true?']],
];

const UNCERTAIN = [
  '',
  ' ',
  '...',
  'không',
  'chưa',
  'no',
  'không an toàn',
  'Không an toàn!',
  'chưa an toàn',
  'nhà tôi chưa an toàn đâu',
  'ko an toan',
  'not safe',
  'we are not safe',
  'an toàn không',
  'an toàn chưa?',
  'An toàn?',
  'are we safe?',
  'không cần giúp',
  'khong can giup',
  'chưa cần giúp',
  'đừng cứu tôi',
  'khỏi cần giúp',
  'không ai cần giúp',
  'hết cần giúp',
  'không có ai cần giúp',
  "I don't need help",
  'we do not need any help',
  'no help',
  'Cần giúp? Không.',
  'ai cần giúp không?',
  'nếu cần giúp thì gọi ai',
  'cần giúp thao tác trên VNeID',
  'I need help with the form',
  'giúp tôi hỏi giờ làm căn cước',
  'xe cứu hỏa đã đến',
  'đội cứu hộ tới chưa',
  'nghiên cứu',
  'mong bà con an toàn',
  'an toàn, mà con tôi mất tích',
  'chỗ nào an toàn',
  'an toàn giao thông',
  'nhà bên cạnh an toàn',
  'không thấy',
  'chưa đọc',
  'chưa sơ tán',
  'sẽ sơ tán',
  'không bị lừa',
  'đọc không được',
  'safe or not',
  'Không sao lại cúp điện',
  'not done',
  'không rõ',
  'not ok',
];

describe('classifyReply', () => {
  for (const [code, texts] of CERTAIN) {
    it.each(texts)(`reads ${code} in "%s"`, (text) => expect(classifyReply(text)).toBe(code));
  }

  it.each(UNCERTAIN)('leaves "%s" to a person', (text) => expect(classifyReply(text)).toBeNull());

  it('reads what stands on every button, in both languages, with and without marks', () => {
    for (const code of REPLY_CODES) {
      for (const language of ['vi', 'en'] as const) {
        const label = t(language, `reply-${code}`);
        expect([label, classifyReply(label)]).toEqual([label, code]);
        if (code !== 'IS_TRUE') expect([label, classifyReply(fold(label))]).toEqual([label, code]);
      }
    }
  });

  it('keeps the words of a call for help, and no words where the answer is all', () => {
    expect(readReply('cứu với')).toEqual({ code: 'HELP', bare: true });
    expect(readReply('Nhà tôi ở hẻm 12, có 3 người, cứu với')).toEqual({ code: 'HELP', bare: false });
    expect(readReply('Nhà tôi an toàn, cảm ơn')).toEqual({ code: 'SAFE', bare: true });
  });

  it('never turns a negated answer into that answer', () => {
    const negation = fc.constantFrom('không', 'ko', 'chưa', 'khong', 'chẳng', 'không hề', 'not');
    const answer = fc.constantFrom(
      'an toàn',
      'cần giúp',
      'cần cứu',
      'an toan',
      'can giup',
      'mắc kẹt',
      'safe',
      'đã đọc',
      'đã sơ tán',
    );
    const subject = fc.constantFrom('', 'nhà tôi ', 'Gia đình em ', 'we are ', 'chúng tôi vẫn ');
    const end = fc.constantFrom('', '.', '!', ' ạ', ' đâu', ' nhé', ', cảm ơn');
    fc.assert(
      fc.property(subject, negation, answer, end, (who, not, what, tail) => {
        expect(classifyReply(`${who}${not} ${what}${tail}`)).toBeNull();
      }),
    );
  });

  it('never throws, and a question is never an all-clear', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const code = classifyReply(`${text}?`);
        expect(code === null || code === 'IS_TRUE' || asksForHelp(code)).toBe(true);
      }),
    );
  });
});
