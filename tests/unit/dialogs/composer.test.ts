import { describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import { TELEGRAM_BUDGET } from '../../../config/channels.ts';
import { type AlertMessageKind, alertNumber, REPLY_CODES } from '../../../src/alerts/alert.ts';
import type { AlertProgress, TextComposer } from '../../../src/alerts/ports.ts';
import { readReplyPayload } from '../../../src/dialogs/answer.ts';
import { createComposer } from '../../../src/dialogs/composer.ts';
import { createTranslator } from '../../../src/locales/locales.ts';
import { replyPayload } from '../../../src/replies/reply.ts';

const t = createTranslator();
const composer = createComposer({ translate: t, demo: false });
const demoComposer = createComposer({ translate: t, demo: true });

const KINDS: readonly AlertMessageKind[] = ['initial', 'update', 'correction', 'reminder', 'closure'];
const FOLLOW_UPS = KINDS.filter((kind) => kind !== 'initial');
const LANGUAGES = ['vi', 'en'] as const;
const ORDER = 'RA NGOÀI NGAY: đang cháy ở hẻm 12 Y Jút.';
const ONLY_VIETNAMESE = t('en', 'alert-only-vietnamese');
const AT = new Date('2026-11-23T13:14:00Z');

const categoryOf = (code: string) => {
  const category = ALERT_CATEGORIES.find((one) => one.code === code);
  if (!category) throw new Error(`no category ${code}`);
  return category;
};
const FIRE = categoryOf('fire_explosion');

function input(change: Partial<Parameters<TextComposer['compose']>[0]> = {}) {
  return {
    kind: 'initial' as const,
    category: FIRE,
    text: `${ORDER}\nGọi 114. Tránh đường cho xe cứu hỏa.`,
    number: 'BMT-2026-0147',
    verificationCode: '7K3P',
    unitName: 'Công an phường Buôn Ma Thuột',
    dutyPhone: '0262 3812 345',
    at: AT,
    replyCodes: FIRE.replyCodes,
    ...change,
  };
}

describe('the words of an alert', () => {
  it('begin with what to do', () => {
    for (const language of LANGUAGES) {
      const [first] = composer.compose(input())[language].text.split('\n');
      expect(first).toBe(`🔥 ${ORDER}`);
    }
  });

  it.each(FOLLOW_UPS)('of a message of kind %s say first what it is, then what to do', (kind) => {
    for (const language of LANGUAGES) {
      const [first, second] = composer.compose(input({ kind }))[language].text.split('\n');
      expect(first).toBe(`🔥 ${t(language, `alert-header-${kind}`)}`);
      expect(second).toBe(ORDER);
    }
  });

  it('give each kind a header of its own', () => {
    for (const language of LANGUAGES) {
      const headers = FOLLOW_UPS.map((kind) => t(language, `alert-header-${kind}`));
      expect(new Set(headers).size).toBe(headers.length);
    }
  });

  it.each(KINDS)('end, for %s, with who sent it, when, how to check it and whom to call', (kind) => {
    const texts = composer.compose(input({ kind }));
    for (const language of LANGUAGES) {
      const footer = texts[language].text.split('\n—')[1] ?? '';
      for (const fact of [
        'Công an phường Buôn Ma Thuột',
        // People in Vietnam read Vietnam's clock, whatever the machine's is.
        '20:14, 23/11/2026',
        'BMT-2026-0147',
        '7K3P',
        '0262 3812 345',
        'OTP',
      ]) {
        expect(footer).toContain(fact);
      }
    }
  });

  it('tell readers of English that the text is in Vietnamese only, and nobody else', () => {
    for (const kind of KINDS) {
      const { vi, en } = composer.compose(input({ kind }));
      expect(en.text.split('\n')).toContain(ONLY_VIETNAMESE);
      expect(vi.text).not.toContain(ONLY_VIETNAMESE);
      expect(en.text.indexOf(ONLY_VIETNAMESE)).toBeGreaterThan(en.text.indexOf(ORDER));
    }
  });

  it('keep the officer’s first line to tell alerts apart', () => {
    expect(composer.compose(input({ text: `\n  ${ORDER}  \nGọi 114.` })).headline.trim()).toBe(ORDER);
    expect(composer.compose(input({ text: '' })).headline).toBe('');
  });
});

describe('the buttons of an alert', () => {
  it('are at most three, in the order of the category, with short labels', () => {
    for (const category of ALERT_CATEGORIES) {
      const texts = composer.compose(input({ category, replyCodes: category.replyCodes }));
      for (const language of LANGUAGES) {
        const { buttons } = texts[language];
        expect(buttons.length).toBeGreaterThan(0);
        expect(buttons.length).toBeLessThanOrEqual(3);
        expect(buttons.map(({ payload }) => readReplyPayload(payload)?.code)).toEqual(
          category.replyCodes.slice(0, 3),
        );
        for (const { label } of buttons) {
          expect(label.trim()).not.toBe('');
          expect(label.length).toBeLessThanOrEqual(TELEGRAM_BUDGET.buttonTextLength);
        }
      }
    }
    expect(composer.compose(input({ replyCodes: REPLY_CODES })).vi.buttons).toHaveLength(3);
    expect(composer.compose(input({ replyCodes: [] })).vi.buttons).toEqual([]);
  });

  it('fit what Telegram carries back, for the longest number and code, and can be read again', () => {
    // The longest unit code is six letters (src/areas/add-unit.ts); a unit does not raise a million alerts a year.
    const number = alertNumber('ABCDEF', 9999, 1_000_000);
    for (const code of REPLY_CODES) {
      const payload = replyPayload(number, code);
      expect(Buffer.byteLength(payload, 'utf8')).toBeLessThanOrEqual(TELEGRAM_BUDGET.buttonPayloadBytes);
      expect(readReplyPayload(payload)).toEqual({ number, code });
    }
  });
});

describe('a demo', () => {
  const progress: AlertProgress = {
    number: 'BMT-2026-0147',
    state: 'sending',
    category: 'fire_explosion',
    drill: false,
    households: 200,
    sent: 120,
    pending: 60,
    unreachable: 10,
    unknown: 4,
    failed: 3,
    cancelled: 3,
    read: 7,
    safe: 50,
    help: 2,
    words: 5,
    paused: false,
    startsAt: null,
  };
  const textsOf = (which: typeof composer) => [
    ...KINDS.flatMap((kind) =>
      LANGUAGES.map((language) => [language, which.compose(input({ kind }))[language].text] as const),
    ),
    ...[false, true].flatMap((last) =>
      LANGUAGES.map((language) => [language, which.board(progress, language, last, AT)] as const),
    ),
    ...(['help', 'words'] as const).map(
      (kind) =>
        [
          'vi',
          which.notice({
            kind,
            alertNumber: 'BMT-2026-0147',
            household: '12 Y Jút',
            groupName: 'Buôn Alê A',
            at: AT,
            code: kind === 'help' ? 'HELP' : null,
            content: { kind: 'text', text: 'Nước lên mái' },
          }).text,
        ] as const,
    ),
  ];

  it('says on every text that it is one, before anything else', () => {
    for (const [language, text] of textsOf(demoComposer)) {
      expect(text.split('\n')[0]).toBe(t(language, 'demo-mark'));
    }
  });

  it('changes nothing else, and nothing else says so', () => {
    const real = textsOf(composer);
    expect(textsOf(demoComposer).map(([, text]) => text.split('\n').slice(1).join('\n'))).toEqual(
      real.map(([, text]) => text),
    );
    for (const [, text] of real)
      for (const language of LANGUAGES) expect(text).not.toContain(t(language, 'demo-mark'));
  });

  it('shows every figure of the board', () => {
    for (const last of [false, true]) {
      const board = composer.board(progress, 'vi', last, AT);
      for (const figure of [200, 120, 60, 10, 4, 7, 50, 2, 5])
        expect(board).toMatch(new RegExp(`: ${figure}\\b`));
      expect(board).toContain('BMT-2026-0147');
    }
  });
});

describe('the note of a repeat', () => {
  it('fits into the room that is kept free for it', () => {
    for (const language of LANGUAGES) {
      const note = composer.repeatNotes[language];
      expect(note.trim()).not.toBe('');
      // Put above the text with an empty line between (src/db/message-texts.ts).
      expect(`${note}\n\n`.length).toBeLessThanOrEqual(composer.longestNote);
    }
    expect(composer.longestNote).toBeLessThan(TELEGRAM_BUDGET.textLength / 10);
  });
});

describe('the commands menu', () => {
  it('holds what anyone may do, and nothing of officers', () => {
    for (const language of LANGUAGES) {
      const commands = composer.commands(language);
      expect(commands.map(({ command }) => command)).not.toContain('canhbao');
      expect(commands.map(({ command }) => command)).not.toContain('tinhhinh');
      for (const { command, description } of commands) {
        // https://core.telegram.org/bots/api#botcommand
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(description.length).toBeGreaterThan(0);
        expect(description.length).toBeLessThanOrEqual(256);
      }
    }
  });
});
