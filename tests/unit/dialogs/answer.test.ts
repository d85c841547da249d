import { describe, expect, it } from 'vitest';
import type { ReplyCode } from '../../../src/alerts/alert.ts';
import { REPLY_CODES } from '../../../src/alerts/alert.ts';
import type { Command, CommandOutcome } from '../../../src/dialogs/dialog.ts';
import { IDLE_STATE } from '../../../src/dialogs/state.ts';
import type { ReplyContent } from '../../../src/replies/reply.ts';
import { replyPayload } from '../../../src/replies/reply.ts';
import type { Turn } from './talk.ts';
import { alert, FIRE, MEMBER, minutesLater, NOTICE, STRANGER, talk } from './talk.ts';

const AT_FIRE = { ...MEMBER, alerts: [FIRE] };
const AT_BOTH = { ...MEMBER, alerts: [NOTICE, FIRE] };
const ENDED = { ...MEMBER, alerts: [{ ...FIRE, state: 'resolved' as const }] };

function record(number: string, code: ReplyCode | null, text?: string): Command[] {
  const content: ReplyContent | null = text === undefined ? null : { kind: 'text', text };
  return [{ kind: 'record_reply', alertNumber: number, code, content }];
}

function recorded(
  code: ReplyCode | null,
  change: Partial<Extract<CommandOutcome, { kind: 'reply_recorded' }>> = {},
): Turn {
  const outcome: CommandOutcome = {
    kind: 'reply_recorded',
    number: FIRE.number,
    code,
    changed: false,
    contentKind: code === null ? 'text' : null,
    forwarded: false,
    dutyPhone: '0262 3812 345',
    ...change,
  };
  return { outcome };
}

describe('answering the newest open alert', () => {
  it.each<[string, Command[]]>([
    ['1', record(FIRE.number, 'SAFE')],
    ['2.', record(FIRE.number, 'HELP')],
    ['số 3', record(FIRE.number, 'ACK')],
    ['Nhà tôi an toàn', record(FIRE.number, 'SAFE')],
    ['nha toi an toan', record(FIRE.number, 'SAFE')],
    ['đã đọc', record(FIRE.number, 'ACK')],
    ['cứu với', record(FIRE.number, 'HELP')],
    ['help', record(FIRE.number, 'HELP')],
    ['Có 3 người, cứu với', record(FIRE.number, 'HELP', 'Có 3 người, cứu với')],
    ['không đi được', record(FIRE.number, 'HELP')],
    ['không an toàn', record(FIRE.number, null, 'không an toàn')],
    ['tôi có thấy', record(FIRE.number, null, 'tôi có thấy')],
    ['khói bay sang đường Y Jút', record(FIRE.number, null, 'khói bay sang đường Y Jút')],
    ['0912345678', record(FIRE.number, null, '0912345678')],
  ])('"%s"', (text, commands) => {
    talk(AT_FIRE, [{ text, commands, says: [] }]);
  });

  it.each<ReplyContent>([
    { kind: 'photo', fileId: 'f', caption: 'cháy' },
    { kind: 'voice', fileId: 'v', seconds: 8 },
    { kind: 'place', latitude: 12.67, longitude: 108.04 },
  ])('$kind', (content) => {
    const commands: Command[] = [{ kind: 'record_reply', alertNumber: FIRE.number, code: null, content }];
    talk(AT_FIRE, [{ input: content, commands }]);
    talk(MEMBER, [{ input: content, says: ['content-no-alert'], commands: [] }]);
  });

  it('takes a press on any alert, and leaves the decision to the audience', () => {
    for (const code of REPLY_CODES) {
      talk(ENDED, [
        { press: replyPayload('BMT-2025-0001', code), commands: record('BMT-2025-0001', code), says: [] },
      ]);
    }
    talk(STRANGER, [{ press: replyPayload(FIRE.number, 'SAFE'), commands: [], says: ['reply-not-yours'] }]);
    talk(AT_FIRE, [{ press: 'a:BMT-2026-0147:NONSENSE', commands: [], says: ['button-stale'] }]);
    talk(AT_FIRE, [{ text: '9', commands: [], says: ['number-unknown'] }]);
  });

  it('takes words to the newest one, an answer to the newest that offers it', () => {
    talk(AT_BOTH, [{ text: 'mấy giờ họp', commands: record(NOTICE.number, null, 'mấy giờ họp') }]);
    talk(AT_BOTH, [{ text: '1', commands: record(NOTICE.number, 'JOIN') }]);
    talk(AT_BOTH, [{ text: 'đã đọc', commands: record(NOTICE.number, 'ACK') }]);
    talk(AT_BOTH, [{ text: 'an toàn', commands: record(FIRE.number, 'SAFE') }]);
    talk(AT_BOTH, [{ text: 'cứu với', commands: record(FIRE.number, 'HELP') }]);
    talk({ ...MEMBER, alerts: [NOTICE] }, [{ text: 'cứu với', commands: record(NOTICE.number, 'HELP') }]);
    talk({ ...MEMBER, alerts: [NOTICE] }, [
      { text: 'không đi được', commands: record(NOTICE.number, null, 'không đi được') },
    ]);
  });

  it('takes a call for help to the officers even when the alert has ended; after days it names the numbers', () => {
    talk(ENDED, [{ text: 'cứu với', commands: record(FIRE.number, 'HELP') }]);
    const old = alert(FIRE.number, ['SAFE'], { state: 'expired', sentAt: minutesLater(-60 * 24 * 4) });
    talk({ ...MEMBER, alerts: [old] }, [{ text: 'cứu với', commands: [], says: ['emergency'] }]);
    const { seen } = talk(MEMBER, [{ text: 'help', commands: [], says: ['emergency'] }]);
    expect(seen).toContain('0262 3812 345');
    talk(ENDED, [{ text: 'an toàn', commands: [], says: ['not-understood'] }]);
  });
});

describe('after a call for help under an alert that has ended', () => {
  const ended = (change: Parameters<typeof alert>[2] = {}) => ({
    ...MEMBER,
    alerts: [alert(FIRE.number, FIRE.replyCodes, { state: 'resolved', myReply: 'HELP', ...change })],
  });
  const helped = talk(ended(), [{ ...recorded('HELP'), dialog: 'details' }]);

  it.each([
    ['asked for it', helped.state],
    ['hours later', IDLE_STATE],
  ])('words, a place and the all-clear belong to it: %s', (_, state) => {
    const place = { kind: 'place' as const, latitude: 12.7, longitude: 108.1 };
    const command = { kind: 'record_reply' as const, alertNumber: FIRE.number, code: null, content: place };
    talk(ended(), [{ text: 'trên mái nhà', commands: record(FIRE.number, null, 'trên mái nhà') }], state);
    talk(ended(), [{ input: place, commands: [command] }], state);
    talk(ended(), [{ text: 'an toàn', commands: record(FIRE.number, 'SAFE') }], state);
  });

  it('a newer open alert does not take them while we ask, and does when we do not', () => {
    const both = { ...MEMBER, alerts: [NOTICE, ...ended().alerts] };
    talk(both, [{ text: 'trên mái', commands: record(FIRE.number, null, 'trên mái') }], helped.state);
    talk(both, [{ text: 'mấy giờ họp', commands: record(NOTICE.number, null, 'mấy giờ họp') }]);
  });

  it('not after an answer that asks for no help, nor for ever', () => {
    const nothing = [{ text: 'trên mái nhà', commands: [], says: ['not-understood'] }];
    talk(ended({ myReply: 'SAFE' }), nothing, helped.state);
    talk(ended({ myReply: null }), nothing);
    talk(ended({ sentAt: minutesLater(-60 * 24 * 4) }), nothing);
  });
});

describe('what a household hears', () => {
  it.each(REPLY_CODES)('after %s', (code) => {
    const more = code === 'HELP' || code === 'STUCK' ? ['help-details'] : [];
    const { seen } = talk(AT_FIRE, [{ ...recorded(code), says: [`reply-recorded-${code}`, ...more] }]);
    expect(seen).toContain(FIRE.number);
  });

  it('names time and phone after HELP, and whether an officer has it', () => {
    const there = talk(AT_FIRE, [recorded('HELP', { forwarded: true })]).seen;
    expect(there).toContain('20:14, 23/11/2026');
    expect(there).toContain('0262 3812 345');
    expect(there).toContain('Đã chuyển ngay');
    expect(talk(AT_FIRE, [recorded('HELP')]).seen).toContain('CHƯA có cán bộ');
  });

  it('says when an answer was changed, when an alert has ended, when it is not theirs', () => {
    expect(talk(AT_FIRE, [recorded('SAFE', { changed: true })]).seen).toContain('Đã đổi câu trả lời');
    const outcome: CommandOutcome = { kind: 'reply_closed', number: FIRE.number, state: 'cancelled' };
    const closed = talk(ENDED, [{ outcome, says: ['reply-closed'] }]).seen;
    expect(closed).toContain('đã bị dừng');
    expect(closed).toContain('0262 3812 345');
    talk(AT_FIRE, [{ outcome: { kind: 'reply_not_yours' }, says: ['reply-not-yours'] }]);
    talk(AT_FIRE, [{ ...recorded(null, { contentKind: 'photo' }), says: ['reply-content'] }]);
  });
});

describe('after a call for help', () => {
  const helped = talk(AT_BOTH, [
    { press: replyPayload(FIRE.number, 'HELP') },
    { ...recorded('HELP'), dialog: 'details' },
  ]);

  it.each(['3', 'trên mái nhà, 3 người', '1', 'không đi lại được'])('"%s" belongs to it', (text) => {
    talk(AT_BOTH, [{ text, commands: record(FIRE.number, null, text) }], helped.state);
  });

  it('a place and a voice belong to it', () => {
    const content: ReplyContent = { kind: 'place', latitude: 12, longitude: 108 };
    talk(
      AT_BOTH,
      [
        {
          input: content,
          commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: null, content }],
        },
      ],
      helped.state,
    );
  });

  it('"an toàn" takes it back and ends the questions', () => {
    const safe = talk(
      AT_BOTH,
      [
        { text: 'an toàn rồi', commands: record(FIRE.number, 'SAFE') },
        { ...recorded('SAFE', { changed: true }), dialog: 'idle' },
      ],
      helped.state,
    );
    talk(AT_BOTH, [{ text: '1', commands: record(NOTICE.number, 'JOIN') }], safe.state);
  });

  it('words go to the newest alert again once this one is over or hours have passed', () => {
    const over = { ...MEMBER, alerts: [NOTICE, { ...FIRE, state: 'resolved' as const }] };
    talk(over, [{ text: 'mấy giờ', commands: record(NOTICE.number, null, 'mấy giờ') }], helped.state);
    const later = { ...AT_BOTH, now: minutesLater(121) };
    talk(later, [{ text: 'mấy giờ', commands: record(NOTICE.number, null, 'mấy giờ') }], helped.state);
  });

  it('goes on for a person who had stopped', () => {
    const stopped = { ...AT_FIRE, contactState: 'stopped' as const };
    talk(stopped, [
      { text: 'cứu với', commands: record(FIRE.number, 'HELP') },
      { ...recorded('HELP'), dialog: 'details' },
      { text: 'có 2 người', commands: record(FIRE.number, null, 'có 2 người') },
    ]);
  });
});

describe('a number', () => {
  const menu = talk(AT_FIRE, [{ text: 'menu' }]);

  it('picks from the menu that was shown last', () => {
    talk(AT_FIRE, [{ text: '2', says: ['household'] }], menu.state);
    talk(AT_FIRE, [{ text: '4', says: ['language-ask'] }], menu.state);
  });

  it('answers an alert that came after the menu', () => {
    const newer = { ...FIRE, sentAt: minutesLater(1) };
    talk(
      { ...AT_FIRE, alerts: [newer], now: minutesLater(2) },
      [{ text: '2', commands: record(FIRE.number, 'HELP') }],
      menu.state,
    );
  });
});
