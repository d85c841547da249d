import { describe, expect, it } from 'vitest';
import { LINK_CONSENT_VERSION } from '../../../src/dialogs/chats.ts';
import type { CommandOutcome } from '../../../src/dialogs/dialog.ts';
import type { Turn } from './talk.ts';
import { FIRE, MEMBER, minutesLater, STAFF, STAFF_MEMBER, STRANGER, TWO_WAYS, talk } from './talk.ts';

const CODE = 'MNK23456';
const FOUND: CommandOutcome = {
  kind: 'code_link',
  code: CODE,
  memberId: 'm1',
  householdId: 'h1',
  groupName: 'Buôn Alê A',
  policeUnitName: 'Công an phường Buôn Ma Thuột',
};
const OF_NEIGHBOUR: CommandOutcome = { ...FOUND, memberId: 'm2' };
const ELSEWHERE: CommandOutcome = { ...FOUND, memberId: 'm9', householdId: 'h9' };
const FIND = [{ kind: 'find_code' as const, code: CODE }];
const LINK = [{ kind: 'link_chat' as const, code: CODE, consentVersion: LINK_CONSENT_VERSION }];
const STOPPED = { ...MEMBER, contactState: 'stopped' as const };
const AT_FIRE = { ...MEMBER, alerts: [FIRE] };

describe('asking for a code', () => {
  it.each(['liên kết', 'Liên kết!', 'lien ket', 'LIEN KET', 'link', '/link', '/lienket'])('"%s"', (text) => {
    const { seen } = talk(MEMBER, [
      { text, says: [], commands: [{ kind: 'make_link_code' }] },
      { outcome: { kind: 'link_code', code: CODE, minutes: 15 }, says: ['link-code'] },
    ]);
    for (const part of [CODE, '15 phút', 'Zalo hoặc Telegram', 'đừng đưa cho người khác'])
      expect(seen).toContain(part);
  });

  it('is offered below who is in the household, and to who has stopped', () => {
    talk(MEMBER, [{ text: 'nhà tôi' }, { text: '1', commands: [{ kind: 'make_link_code' }] }]);
    talk(STOPPED, [{ text: 'liên kết', commands: [{ kind: 'make_link_code' }] }]);
  });

  it('is nothing for who is not a member', () => {
    talk(STRANGER, [{ text: 'liên kết', says: ['link-not-member'], commands: [] }]);
    talk(STAFF, [{ text: 'liên kết', says: ['link-not-member'], commands: [] }]);
    talk(STAFF_MEMBER, [{ text: 'liên kết', commands: [{ kind: 'make_link_code' }] }]);
  });
});

describe('typing the code in the other chat', () => {
  const ASKED: Turn[] = [
    { text: 'mnk2 3456', says: ['greeting'] },
    { text: 'MNK2-3456', commands: FIND },
    { outcome: FOUND, says: ['link-confirm'], dialog: 'link_confirm' },
  ];

  it.each<Turn>([{ press: 'link:yes' }, { text: '1' }, { text: 'đồng ý' }, { text: 'co' }])(
    'a stranger agrees: %o',
    (turn) => {
      const { seen } = talk(STRANGER, [
        ...ASKED,
        { ...turn, says: [], commands: LINK },
        {
          outcome: { kind: 'chat_linked', merged: false },
          context: TWO_WAYS,
          says: ['linked'],
          dialog: 'idle',
        },
      ]);
      expect(seen).toContain("H'Lan Êban");
      expect(seen).toContain('2 nơi');
    },
  );

  it.each<Turn>([{ press: 'link:no' }, { text: '2' }, { text: 'không' }, { text: 'hủy' }, { text: 'dừng' }])(
    'a stranger does not: %o',
    (turn) => {
      talk(STRANGER, [...ASKED, { ...turn, says: ['link-declined'], commands: [], dialog: 'idle' }]);
    },
  );

  it('tells a stranger where the code leads, and no name', () => {
    const { seen } = talk(STRANGER, ASKED);
    expect(seen).toContain('Buôn Alê A');
    expect(seen).not.toContain('Lan');
  });

  it('asks again on an unclear word, hears a call for help, and forgets after hours', () => {
    const { state } = talk(STRANGER, ASKED);
    talk(STRANGER, [{ text: 'ai đó', says: ['choose-one', 'link-confirm'], commands: [] }], state);
    talk(STRANGER, [{ text: 'cứu với', says: ['emergency', 'greeting'] }], state);
    talk({ ...STRANGER, now: minutesLater(121) }, [{ press: 'link:yes', commands: [] }], state);
    talk(STRANGER, [{ press: 'link:yes', says: ['greeting'], commands: [] }]);
  });

  it('a staff chat becomes a household’s too, as by joining', () => {
    talk(STAFF, [{ text: CODE, commands: FIND }, { outcome: FOUND }, { text: '1', commands: LINK }]);
  });

  it('another member of the household is told what becomes of the name', () => {
    const { seen } = talk(MEMBER, [
      { text: CODE, commands: FIND },
      { outcome: OF_NEIGHBOUR, says: ['link-confirm-merge'] },
      { text: '1', commands: LINK },
      { outcome: { kind: 'chat_linked', merged: true }, context: TWO_WAYS, says: ['linked'] },
    ]);
    expect(seen).toContain('Tên ghi riêng ở chat này đã được xóa');
  });

  it('another household is refused, and told how to leave', () => {
    const { seen } = talk(MEMBER, [
      { text: CODE, commands: FIND },
      { outcome: ELSEWHERE, says: ['link-other-household'], commands: [], dialog: 'idle' },
    ]);
    expect(seen).toContain('xóa tôi');
    talk(MEMBER, [{ outcome: { kind: 'link_other_household' }, says: ['link-other-household'] }]);
  });

  it('the very chat it came from is told to use the other one', () => {
    talk(MEMBER, [{ text: CODE }, { outcome: FOUND, says: ['link-same-chat'], commands: [] }]);
    talk(MEMBER, [{ outcome: { kind: 'chat_linked_before' }, says: ['link-same-chat'] }]);
  });

  it('an open alert and its numbers come first where no code is typed', () => {
    talk(AT_FIRE, [{ text: '1', commands: [expect.objectContaining({ kind: 'record_reply' })] }]);
  });

  it('wrong codes are counted with all others, and pause the chat', () => {
    const over: Turn[] = [{ text: CODE }, { outcome: { kind: 'link_code_over' }, says: ['link-code-over'] }];
    const unknown: Turn[] = [{ text: '7K3PQ2' }, { outcome: { kind: 'code_unknown' } }];
    const { state } = talk(STRANGER, [
      ...over,
      ...unknown,
      ...over,
      ...unknown,
      { text: CODE },
      { outcome: { kind: 'link_code_over' }, says: ['code-paused'] },
    ]);
    talk(STRANGER, [{ text: CODE, says: ['code-paused'], commands: [] }], state);
    talk({ ...STRANGER, now: minutesLater(11) }, [{ text: CODE, commands: FIND }], state);
  });
});

describe('where to be asked first', () => {
  it.each(['nơi nhận', 'noi nhan', 'chọn nơi nhận', 'preferred app', '/noinhan'])('"%s"', (text) => {
    const { says, seen } = talk(TWO_WAYS, [
      { text, says: ['prefer-ask'] },
      { text: '2', commands: [{ kind: 'prefer_chat', contactPointId: 'c2' }] },
      { outcome: { kind: 'chat_preferred', channel: 'zalo' }, says: ['preferred'] },
    ]);
    expect(says).toHaveLength(1);
    expect(seen).toContain('Zalo');
  });

  it('shows which chat it is, and which one is first', () => {
    const { state } = talk(TWO_WAYS, [{ text: 'nơi nhận' }]);
    expect(state.lastChoices.map(({ label }) => label)).toEqual(['telegram o day', 'zalo']);
    talk(TWO_WAYS, [{ text: 'nhà tôi' }, { text: '2', says: ['prefer-ask'] }]);
  });

  it('is no question while there is one chat, and none for a stranger', () => {
    talk(MEMBER, [
      { text: 'nơi nhận', says: ['prefer-only-one'] },
      { text: '1', commands: [{ kind: 'make_link_code' }] },
    ]);
    talk(STRANGER, [{ text: 'nơi nhận', says: ['greeting'], commands: [] }]);
    talk(STRANGER, [{ press: 'prefer:c2', says: ['greeting'], commands: [] }]);
  });

  it('takes no chat of somebody else', () => {
    talk(MEMBER, [
      { press: 'prefer:c9', commands: [{ kind: 'prefer_chat', contactPointId: 'c9' }] },
      { outcome: { kind: 'chat_not_yours' }, says: ['button-stale'] },
    ]);
  });
});
