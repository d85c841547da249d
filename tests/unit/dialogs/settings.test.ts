import { describe, expect, it } from 'vitest';
import { IDLE_STATE, readDialogState } from '../../../src/dialogs/state.ts';
import type { Turn } from './talk.ts';
import { FIRE, MEMBER, minutesLater, NOTICE, STAFF, STAFF_MEMBER, step, talk } from './talk.ts';

const AT_FIRE = { ...MEMBER, alerts: [FIRE] };
const STOPPED = { ...AT_FIRE, contactState: 'stopped' as const };

describe('at any time', () => {
  it.each([
    ['menu', ['menu', 'menu-more']],
    ['/menu', ['menu', 'menu-more']],
    ['MENU', ['menu', 'menu-more']],
    ['/start', ['welcome-back', 'menu', 'menu-more']],
    ['trợ giúp', ['help']],
    ['TRO GIUP', ['help']],
    ['/help', ['help']],
    ['ngôn ngữ', ['language-ask']],
    ['ngon ngu', ['language-ask']],
    ['/language@binhyen_bot', ['language-ask']],
    ['nhà tôi', ['household']],
    ['nha toi', ['household']],
    ['/household', ['household']],
    ['tin mới', ['alert-again']],
    ['tin moi', ['alert-again']],
    ['/alerts', ['alert-again']],
    ['xóa tôi', ['erase-confirm']],
    ['xoá tôi', ['erase-confirm']],
    ['xoa toi', ['erase-confirm']],
    ['/erase', ['erase-confirm']],
    ['/foo', ['not-understood']],
  ])('"%s"', (text, says) => {
    talk(AT_FIRE, [{ text, says, commands: [] }]);
  });

  it.each(['dừng', 'Dừng!', 'dung', 'DUNG', '/stop', '/dung', 'stop'])('"%s" stops', (text) => {
    talk(AT_FIRE, [
      { text, says: [], commands: [{ kind: 'stop' }] },
      { outcome: { kind: 'stopped' }, says: ['stopped'] },
    ]);
  });

  it.each(['Đúng', 'đúng', 'Dũng', 'dùng', 'dựng'])('"%s" is another word', (text) => {
    const { commands } = talk(AT_FIRE, [{ text }]);
    expect(commands).toMatchObject([{ kind: 'record_reply', content: { text } }]);
  });

  it('reminds of emergency numbers and of what police never do', () => {
    const { seen, says } = talk(AT_FIRE, [{ text: 'trợ giúp' }]);
    for (const part of ['113', '114', '115', '112', '111', 'OTP', 'link', '0262 3812 345'])
      expect(seen).toContain(part);
    expect(says[0]).toMatchObject({ choices: [{ payload: `a:${FIRE.number}:HELP` }] });
  });

  it('lists who is in the household, and its code', () => {
    const { seen } = talk(MEMBER, [{ text: 'nhà tôi' }]);
    for (const part of ["H'Lan Êban (ông/bà)", 'Y Bhăng Mlô', 'H7K2M9', '12 Y Jút', 'Buôn Alê A'])
      expect(seen).toContain(part);
  });

  it('changes the language, by a press or by typing', () => {
    const turns: Turn[] = [
      { text: 'ngôn ngữ' },
      { text: 'English', commands: [{ kind: 'set_language', language: 'en' }] },
    ];
    const { seen } = talk(MEMBER, [
      ...turns,
      { outcome: { kind: 'language_set', language: 'en' }, says: ['language-set'] },
    ]);
    expect(seen).toBe('From now on we write in English.');
    talk(MEMBER, [{ text: 'ngôn ngữ' }, { text: '1', commands: [{ kind: 'set_language', language: 'vi' }] }]);
    talk(STAFF, [{ press: 'lang:en', says: ['language-set'], commands: [] }]);
  });

  it('shows an alert again with its buttons and the answer given', () => {
    talk(MEMBER, [{ text: 'tin mới', says: ['alerts-none'] }]);
    const context = { ...MEMBER, alerts: [NOTICE, { ...FIRE, myReply: 'SAFE' as const }] };
    const { seen, says } = talk(context, [
      { text: 'tin mới', says: ['alerts-list'] },
      { text: '2', says: ['alert-again'] },
    ]);
    expect(seen).toContain('RA NGOÀI NGAY');
    expect(seen).toContain('Nhà tôi an toàn');
    expect(says[0]).toMatchObject({ choices: [{ payload: `a:${FIRE.number}:SAFE` }, {}, {}] });
    const ended = { ...MEMBER, alerts: [{ ...FIRE, state: 'resolved' as const }] };
    talk(ended, [{ text: 'tin mới', says: ['alert-again-closed'] }]);
    talk(ended, [{ press: 'alert:BMT-2026-9999', says: ['reply-not-yours'] }]);
  });

  it('answers kindly what cannot be used', () => {
    talk(AT_FIRE, [{ input: { kind: 'other', what: 'sticker' }, says: ['kind-unusable'], commands: [] }]);
    talk(MEMBER, [{ text: 'trời hôm nay đẹp', says: ['not-understood'] }]);
    talk(MEMBER, [{ text: '   ', says: ['kind-unusable'] }]);
    talk(MEMBER, [{ press: 'no-such-thing', says: ['button-stale'] }]);
    talk(MEMBER, [{ press: 'consent:yes', says: ['button-stale'], commands: [] }]);
    talk(STAFF, [{ text: 'xin chào', says: ['not-understood'] }]);
  });
});

describe('a person who has stopped', () => {
  it('is told so, and how to resume', () => {
    talk(STOPPED, [{ text: 'an toàn', says: ['stopped-notice'], commands: [] }]);
    talk(STOPPED, [{ text: 'menu', says: ['stopped-notice'] }]);
    talk(STOPPED, [
      { input: { kind: 'photo', fileId: 'f', caption: '' }, says: ['stopped-notice'], commands: [] },
    ]);
    talk(STOPPED, [{ text: '/start', says: ['stopped-notice'] }]);
  });

  it.each<Turn>([{ text: 'tiếp tục' }, { text: 'tiep tuc' }, { text: '/resume' }, { press: 'resume' }])(
    'resumes: %o',
    (turn) => {
      talk(STOPPED, [
        { ...turn, commands: [{ kind: 'resume' }] },
        { outcome: { kind: 'resumed' }, context: AT_FIRE, says: ['resumed'] },
      ]);
      talk(STOPPED, [{ outcome: { kind: 'stopped' } }, { text: '1', commands: [{ kind: 'resume' }] }]);
    },
  );

  it('is still heard when calling for help, and may still press a button', () => {
    talk(STOPPED, [
      {
        text: 'cứu với',
        commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: 'HELP', content: null }],
      },
    ]);
    talk({ ...STOPPED, alerts: [] }, [{ text: 'cứu với', says: ['emergency'] }]);
    const press = `a:${FIRE.number}:SAFE`;
    talk(STOPPED, [
      { press, commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: 'SAFE', content: null }] },
    ]);
  });

  it('is asked again where nothing was stopped, and officers are told what they miss', () => {
    talk(MEMBER, [{ press: 'resume', says: ['resume-nothing'], commands: [] }]);
    talk(STAFF, [{ text: 'dừng', says: ['stop-staff'], commands: [] }]);
    expect(talk(STAFF_MEMBER, [{ outcome: { kind: 'stopped' } }]).seen).toContain('Cần giúp');
  });
});

describe('taking the consent back at the platform', () => {
  it('erases a member without asking, and nobody else', () => {
    talk(AT_FIRE, [
      { input: { kind: 'withdrawn' }, says: [], commands: [{ kind: 'erase_me' }] },
      { outcome: { kind: 'erased' }, says: ['erased'], dialog: 'idle' },
    ]);
    talk(STAFF, [{ input: { kind: 'withdrawn' }, says: [], commands: [] }]);
  });
});

describe('being erased', () => {
  const asked = talk(AT_FIRE, [{ text: 'xóa tôi', says: ['erase-confirm'], dialog: 'erase_confirm' }]);

  it('says what is kept, and asks first', () => {
    for (const part of ['tên', 'câu trả lời', 'đồng ý']) expect(asked.seen).toContain(part);
  });

  it.each<Turn>([{ press: 'erase:yes' }, { text: '1' }, { text: 'đồng ý' }, { text: 'Xóa dữ liệu của tôi' }])(
    '%o',
    (turn) => {
      const turns: Turn[] = [
        { ...turn, commands: [{ kind: 'erase_me' }] },
        { outcome: { kind: 'erased' }, says: ['erased'], dialog: 'idle' },
      ];
      talk(AT_FIRE, turns, asked.state);
    },
  );

  it.each<Turn>([{ press: 'erase:no' }, { text: '2' }, { text: 'không' }, { text: 'hủy' }])('%o', (turn) => {
    talk(AT_FIRE, [{ ...turn, commands: [], says: ['erase-kept'], dialog: 'idle' }], asked.state);
  });

  it('does nothing on an unclear word, an old button, or after hours', () => {
    talk(AT_FIRE, [{ text: 'hmm', commands: [], says: ['erase-confirm'] }], asked.state);
    talk(AT_FIRE, [{ press: 'erase:yes', commands: [], says: ['erase-confirm'] }]);
    talk({ ...MEMBER, now: minutesLater(121) }, [{ text: '1', commands: [] }], asked.state);
    talk(STAFF, [{ text: 'xóa tôi', commands: [], says: ['erase-staff'] }]);
  });

  it('lets a call for help through', () => {
    talk(
      AT_FIRE,
      [
        {
          text: 'cứu với',
          commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: 'HELP', content: null }],
        },
      ],
      asked.state,
    );
  });
});

describe('the stored state', () => {
  it.each([
    null,
    undefined,
    'x',
    7,
    {},
    { version: 0 },
    { ...IDLE_STATE, version: 2 },
    { ...IDLE_STATE, dialog: { kind: 'gone' } },
  ])('falls back to the idle one: %o', (stored) => expect(readDialogState(stored)).toEqual(IDLE_STATE));

  it('is read as it was written', () => {
    const { state } = step(IDLE_STATE, { kind: 'text', text: 'menu' }, MEMBER);
    expect(readDialogState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });
});
