import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/dialogs/dialog.ts';
import { renderSay } from '../../../src/dialogs/render.ts';
import { IDLE_STATE } from '../../../src/dialogs/state.ts';
import { ALERT_ID, FIRE, MEMBER, STAFF, STAFF_MEMBER, step, t, talk } from './talk.ts';

const AT_FIRE = { ...MEMBER, alerts: [FIRE] };

describe('commands are words, with or without marks, slash and spaces', () => {
  it.each([
    'cảnh báo',
    'canh bao',
    'Cảnh báo',
    'CẢNH BÁO!',
    'soạn cảnh báo',
    'canhbao',
    '#canhbao',
    '/canhbao',
  ])('an officer writes an alert: "%s"', (text) => {
    talk(STAFF, [{ text, says: ['compose-category'], dialog: 'compose_category' }]);
    talk({ ...STAFF_MEMBER, alerts: [FIRE] }, [{ text, says: ['compose-category'], commands: [] }]);
  });

  it.each(['tình hình', 'tinh hinh', 'Tình hình.', 'tinhhinh', '#tinhhinh', '/tinhhinh'])(
    'an officer asks how it stands: "%s"',
    (text) => {
      talk(STAFF, [{ text, commands: [{ kind: 'show_status', alertId: ALERT_ID }], dialog: 'manage' }]);
    },
  );

  it.each([
    ['menu', ['menu', 'menu-more']],
    ['#menu', ['menu', 'menu-more']],
    ['#Menu', ['menu', 'menu-more']],
    ['trogiup', ['help']],
    ['#trogiup', ['help']],
    ['# trợ giúp', ['help']],
    ['ngonngu', ['language-ask']],
    ['nhatoi', ['household']],
    ['tinmoi', ['alert-again']],
    ['xoatoi', ['erase-confirm']],
  ])('anyone: "%s"', (text, says) => {
    talk(AT_FIRE, [{ text, says, commands: [] }]);
  });

  it('"giúp" and "#cứu" are calls for help, not questions how this works', () => {
    for (const text of ['giúp', 'giup', 'giúp với', '#cứu', '#SOS']) {
      talk(AT_FIRE, [
        { text, commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: 'HELP', content: null }] },
      ]);
    }
  });
});

describe('the same words inside a sentence', () => {
  it.each([
    'Nhà tôi có nghe cảnh báo cháy lúc nãy',
    'nha toi o gan cho',
    'canh bao chay o cho',
    'tình hình bên này nhiều khói',
    'dừng xe trước cổng chợ',
    'dung xe truoc cong cho',
    'người ta không dừng lại',
    'tiếp tục mưa to',
    'menu quán phở bị rách',
    'ngôn ngữ của bà con ở đây là Ê Đê',
    'tin mới nghe là cháy chợ',
  ])('go to the police as they are: "%s"', (text) => {
    const content = { kind: 'text' as const, text };
    talk(AT_FIRE, [
      { text, commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: null, content }], says: [] },
    ]);
    talk(MEMBER, [{ text, says: ['not-understood'], commands: [], dialog: 'idle' }]);
    talk(STAFF, [{ text, says: ['not-understood'], commands: [], dialog: 'idle' }]);
  });
});

describe('what an officer is told to type', () => {
  const inputs: [string, Input][] = [
    ['the menu', { kind: 'text', text: 'menu' }],
    ['an alert that goes out', outcome({ kind: 'raised', alertId: ALERT_ID, number: '1', households: 9 })],
    ['the welcome', outcome({ kind: 'staff_linked', name: 'Minh', policeUnitName: 'CA' })],
  ];

  it.each(inputs)('is what the channel has: %s', (_, input) => {
    const seen = (commandsAreWords: boolean, language: 'vi' | 'en') => {
      const { says } = step(IDLE_STATE, input, { ...STAFF, commandsAreWords, language });
      return says.map((say) => renderSay(say, language, t).text).join('\n');
    };
    expect(seen(false, 'vi')).toContain('/tinhhinh');
    expect(seen(true, 'vi')).toContain('gõ “tình hình”');
    expect(seen(true, 'en')).toContain('type “tinh hinh”');
    for (const language of ['vi', 'en'] as const) expect(seen(true, language)).not.toContain('/');
  });
});

function outcome(of: Extract<Input, { kind: 'outcome' }>['outcome']): Input {
  return { kind: 'outcome', outcome: of };
}
