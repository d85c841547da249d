import { describe, expect, it } from 'vitest';
import type { ChannelNotice } from '../../../src/channels/channel.ts';
import { BOT_PAUSE_MS, createHandleNotices, usefulNotices } from '../../../src/dialogs/handle-notices.ts';
import type { NoticeStore, StoredNotice } from '../../../src/dialogs/notice-ports.ts';

const UNTIL = new Date('2026-11-25T04:00:00Z');
const echo = (id: string, late = false) => ({
  id,
  contactPointId: 'chat',
  laneId: 'lane',
  late,
  content: { kind: 'echo' as const, messageId: 'm1', text: 'Nước lên' },
});
const takeover = (id: string): StoredNotice => ({ ...echo(id), content: { kind: 'human_takeover' } });
const APPROVED = {
  kind: 'template_status',
  templateExternalId: '300001',
  status: 'approved',
  reason: null,
} as const;
const decided = (id: string, more: { content: typeof APPROVED | null }): StoredNotice => ({
  id,
  contactPointId: null,
  channelAccountId: 'account',
  sequence: '7',
  laneId: 'lane',
  late: false,
  ...more,
});

/** What is done with these notices: which are finished, whom officers are told about. */
async function play(
  waiting: readonly StoredNotice[],
  store: Partial<NoticeStore> = {},
): Promise<{ finished: string[]; told: string[]; pausedMs: number[]; audited: unknown[] }> {
  const finished: string[] = [];
  const audited: unknown[] = [];
  const told: string[] = [];
  const pausedMs: number[] = [];
  const notices: NoticeStore = {
    store: async () => 0,
    take: async () => waiting,
    finish: async (ids) => void finished.push(...ids),
    settle: async () => 'nothing',
    pauseBot: async (_chat, ms) => {
      pausedMs.push(ms);
      return { began: pausedMs.length === 1, until: UNTIL };
    },
    householdOf: async () => ({ policeUnitId: 'unit', label: 'nhà cuối dốc' }),
    ...store,
  };
  await createHandleNotices({
    notices,
    replies: {
      officerContacts: async () => [
        { id: 'officer 1', sameAccount: true },
        { id: 'officer 2', sameAccount: false },
      ],
    },
    answers: {
      add: async ({ contactPointId, message }) => {
        told.push(`${contactPointId}: ${message.text}`);
        return 'answer';
      },
    },
    channelTemplates: { noteStatus: async (_account, { sequence }) => sequence === '7' },
    audit: {
      append: async ({ action, subject, detail }) => void audited.push({ action, subject, detail }),
    },
    composer: { takeover: ({ household }) => ({ text: household, buttons: [] }) },
  })();
  return { finished, told, pausedMs, audited };
}

describe('what is kept of the notices of a page', () => {
  it('is what something is made of, of chats', () => {
    const notice = (content: ChannelNotice['content'], chatExternalId: string | null = 'u1') => ({
      externalId: 'e',
      sequence: '1',
      chatExternalId,
      content,
    });
    const kept = usefulNotices([
      notice(APPROVED, null),
      notice({ kind: 'echo', messageId: 'm', text: 'a' }),
      notice({ kind: 'human_takeover', messageId: null, staffExternalId: 's' }),
      notice({ kind: 'echo', messageId: 'm', text: 'a' }, null),
      notice({ kind: 'seen', messageIds: ['m'] }),
      notice({ kind: 'ignored', what: 'x' }),
    ]);
    expect(kept.map(({ content }) => content.kind)).toEqual(['template_status', 'echo', 'human_takeover']);
  });
});

describe('an echo', () => {
  it('is finished when it settled something, or there is nothing to settle', async () => {
    expect((await play([echo('a')], { settle: async () => 'settled' })).finished).toEqual(['a']);
    expect((await play([echo('a')])).finished).toEqual(['a']);
  });

  it('waits while the answer to a send may still come, and not for ever', async () => {
    const notYet: Partial<NoticeStore> = { settle: async () => 'not_yet' };
    expect((await play([echo('a'), echo('b', true)], notYet)).finished).toEqual(['b']);
  });

  it('that cannot be opened does not stay', async () => {
    expect((await play([{ ...echo('a'), content: null }])).finished).toEqual(['a']);
  });
});

describe('staff that takes a chat over', () => {
  it('pauses the bot for an hour from each message, and officers are told once', async () => {
    const { finished, told, pausedMs } = await play([takeover('a'), takeover('b')]);
    expect(finished).toEqual(['a', 'b']);
    expect(pausedMs).toEqual([BOT_PAUSE_MS, BOT_PAUSE_MS]);
    expect(told).toEqual(['officer 1: nhà cuối dốc', 'officer 2: nhà cuối dốc']);
  });

  it('of a chat of no household tells nobody', async () => {
    expect((await play([takeover('a')], { householdOf: async () => null })).told).toEqual([]);
  });
});

describe('what the platform says of a template', () => {
  it('is finished, and in the audit log when it changed something', async () => {
    const old = { ...decided('b', { content: APPROVED }), sequence: '6' };
    const played = await play([decided('a', { content: APPROVED }), old, decided('c', { content: null })]);
    expect(played.finished).toEqual(['a', 'b', 'c']);
    expect(played.audited).toEqual([
      {
        action: 'zalo.template_status',
        subject: 'account:account',
        detail: { template: '300001', status: 'approved' },
      },
    ]);
    expect(played.told).toEqual([]);
  });
});
