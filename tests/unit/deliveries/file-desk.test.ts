import { describe, expect, it } from 'vitest';
import type { Channel, FileSent } from '../../../src/channels/channel.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { createFileDesk } from '../../../src/deliveries/file-desk.ts';
import type { ClaimedSend, FileStore } from '../../../src/deliveries/ports.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

const SENT: Outcome = { kind: 'sent', externalMessageId: '1' };
const kept = (fileId: string, expiresAt: Date | null = null) => ({ fileId, expiresAt });
const FILE = { kind: 'photo', type: 'image/jpeg', bytes: Buffer.from('picture') } as const;

/** A platform that answers as told, and what was asked of it. */
function stand(say: (call: string, nth: number) => FileSent | Promise<FileSent>) {
  const calls: string[] = [];
  const notes: string[] = [];
  let nowMs = 1_000_000;
  let file: typeof FILE | null | Error = FILE;
  const answer = (call: string) => say(call, calls.push(call));
  const channel: Channel = {
    id: 'telegram',
    limits: { textLength: 4096, sendTimeoutMs: 1_000 },
    send: async () => {
      calls.push('words');
      return SENT;
    },
    files: {
      refuses: (kind) => (kind === 'voice' ? 'no_sound' : null),
      sendNew: async () => answer('new'),
      sendKept: async (_message, { fileId }) => answer(`kept ${fileId}`),
    },
    parseInbound: () => ({ kind: 'parsed', messages: [] }),
    verifyWebhook: () => 'forged',
  };
  const store: FileStore = {
    read: async () => {
      if (file instanceof Error) throw file;
      return file;
    },
    keep: async (_id, _account, { fileId }) => void notes.push(`keep ${fileId}`),
    refuse: async (_id, _account, reason) => void notes.push(`refuse ${reason}`),
    forget: async (_id, _account, fileId) => void notes.push(`forget ${fileId}`),
  };
  const desk = createFileDesk({
    channel,
    channelAccountId: 'account',
    store,
    clock: { now: () => new Date(nowMs) },
    logger: silentLogger,
  });
  return {
    calls,
    notes,
    desk,
    setFile: (next: typeof FILE | null | Error) => {
      file = next;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    send: (item: ClaimedSend) =>
      desk.send(item, { externalId: item.externalId }, new AbortController().signal),
  };
}

function item(
  contactPointId: string,
  change: Partial<ClaimedSend> = {},
  kind: 'photo' | 'voice' = 'photo',
): ClaimedSend {
  return {
    source: 'delivery',
    id: contactPointId,
    contactPointId,
    externalId: contactPointId,
    editMessageId: null,
    message: { text: 'x', buttons: [], file: { id: 'm', kind } },
    attempts: 0,
    repeats: 0,
    critical: false,
    brief: { severity: 'advisory', kind: 'initial', drill: false, endsAt: new Date(9e12), facts: null },
    lastInboundAt: null,
    ...change,
  };
}
const urgent = (id: string) =>
  item(id, {
    brief: { severity: 'critical', kind: 'initial', drill: false, endsAt: new Date(9e12), facts: null },
  });
const answered = (outcome: Outcome, keeps: ReturnType<typeof kept> | null = null): FileSent => ({
  kind: 'answered',
  outcome,
  kept: keeps,
});

describe('a file on its way to a platform', () => {
  it('goes with the first message, and by its id with all the others', async () => {
    const { send, calls, notes } = stand((call) =>
      call === 'new' ? answered(SENT, kept('f1')) : answered(SENT),
    );
    for (const id of ['a', 'b', 'c'])
      expect(await send(item(id))).toEqual({ kind: 'answered', outcome: SENT });
    expect(calls).toEqual(['new', 'kept f1', 'kept f1']);
    expect(notes).toEqual(['keep f1']);
  });

  it('is not brought again where another process has brought it', async () => {
    const { send, calls } = stand(() => answered(SENT));
    await send(item('a', { keptFile: { fileId: 'theirs', refused: null } }));
    expect(calls).toEqual(['kept theirs']);
  });

  it('keeps the others waiting while it is under way, and only them', async () => {
    let arrive = (_sent: FileSent) => {};
    const { send, desk } = stand(
      () =>
        new Promise<FileSent>((resolve) => {
          arrive = resolve;
        }),
    );
    const first = send(item('a'));
    await Promise.resolve();
    await Promise.resolve();
    expect(desk.waits(item('b'))).toBe(true);
    expect(desk.waits(item('b', { keptFile: { fileId: 'theirs', refused: null } }))).toBe(false);
    expect(desk.waits({ ...item('b'), message: { text: 'x', buttons: [] } })).toBe(false);
    expect(desk.waits(item('b', {}, 'voice'))).toBe(false);
    arrive(answered(SENT, kept('f1')));
    await first;
    expect(desk.waits(item('b'))).toBe(false);
  });

  it('that is stored by a call of its own leaves the message to the next one', async () => {
    const { send, calls } = stand((call) =>
      call === 'new' ? { kind: 'stored', kept: kept('z1', new Date(2_000_000)) } : answered(SENT),
    );
    expect(await send(item('a'))).toMatchObject({ kind: 'again', afterMs: 0 });
    expect(await send(item('a'))).toEqual({ kind: 'answered', outcome: SENT });
    expect(calls).toEqual(['new', 'kept z1']);
  });

  it('is brought again once the platform has forgotten it by its own word, or says so', async () => {
    const { send, calls, notes, pass } = stand((call, nth) => {
      if (call === 'new') return { kind: 'stored', kept: kept(`z${nth}`, new Date(1_500_000)) };
      return call === 'kept z3' ? { kind: 'gone' } : answered(SENT);
    });
    await send(item('a'));
    await send(item('a'));
    pass(600_000);
    await send(item('b'));
    expect(calls).toEqual(['new', 'kept z1', 'new']);
    pass(-600_000);
    expect(await send(item('b'))).toMatchObject({ kind: 'again', reason: 'file_gone' });
    await send(item('b'));
    expect(calls.slice(3)).toEqual(['kept z3', 'new']);
    expect(notes).toContain('forget z3');
  });

  it('that the platform refuses is left out for all, and said', async () => {
    const { send, calls, notes } = stand(() => ({ kind: 'refused', by: 'platform', reason: 'broken' }));
    expect(await send(item('a'))).toMatchObject({ kind: 'again' });
    for (const id of ['a', 'b'])
      expect(await send(item(id))).toEqual({ kind: 'answered', outcome: { ...SENT, withoutFile: 'broken' } });
    expect(calls).toEqual(['new', 'words', 'words']);
    expect(notes).toEqual(['refuse broken']);
  });

  it('that another process was refused is not tried again', async () => {
    const { send, calls } = stand(() => answered(SENT));
    expect(await send(item('a', { keptFile: { fileId: null, refused: 'broken' } }))).toEqual({
      kind: 'answered',
      outcome: { ...SENT, withoutFile: 'broken' },
    });
    expect(calls).toEqual(['words']);
  });

  it('that one chat refuses is left out there alone', async () => {
    const { send, calls } = stand((call, nth) => {
      if (call === 'new') return answered(SENT, kept('f1'));
      return nth === 2 ? { kind: 'refused', by: 'chat', reason: 'no_voice_here' } : answered(SENT);
    });
    await send(item('a'));
    expect(await send(item('b'))).toMatchObject({ kind: 'again' });
    expect(await send(item('b'))).toMatchObject({ outcome: { withoutFile: 'no_voice_here' } });
    expect(await send(item('c'))).toEqual({ kind: 'answered', outcome: SENT });
    expect(calls).toEqual(['new', 'kept f1', 'words', 'kept f1']);
  });

  it('of a kind that the channel does not carry is left out without a call', async () => {
    const { send, calls } = stand(() => answered(SENT));
    expect(await send(item('a', {}, 'voice'))).toMatchObject({ outcome: { withoutFile: 'no_sound' } });
    expect(calls).toEqual(['words']);
  });

  it('that does not get there: words that cannot wait go after three tries, and one tries again a minute later', async () => {
    const { send, calls, pass } = stand(() => answered({ kind: 'temporary', reason: 'telegram_500' }));
    for (const id of ['a', 'b', 'c'])
      expect(await send(urgent(id))).toMatchObject({ outcome: { kind: 'temporary' } });
    expect(await send(urgent('d'))).toMatchObject({ outcome: { ...SENT, withoutFile: 'file_not_uploaded' } });
    // What can wait still waits for its picture.
    expect(await send(item('e'))).toMatchObject({ outcome: { kind: 'temporary' } });
    pass(60_001);
    await send(urgent('f'));
    expect(calls).toEqual(['new', 'new', 'new', 'words', 'new', 'new']);
  });

  it('that may not be uploaded before tomorrow keeps nobody from the words', async () => {
    const until = new Date(1_000_000 + 3_600_000);
    const { send, calls, pass } = stand(() => ({
      kind: 'not_stored',
      outcome: { kind: 'deferred', notBefore: until, reason: 'quota' },
    }));
    expect(await send(item('a'))).toMatchObject({ kind: 'again', afterMs: 0 });
    expect(await send(item('a'))).toMatchObject({ outcome: { withoutFile: 'file_not_uploaded' } });
    pass(3_600_001);
    await send(item('b'));
    expect(calls).toEqual(['new', 'words', 'new']);
  });

  it('a 429 or a refused token while it is brought is what it says, of the message too', async () => {
    const throttled: Outcome = { kind: 'throttled', scope: 'account', retryAfterMs: 5_000 };
    const { send } = stand(() => ({ kind: 'not_stored', outcome: throttled }));
    expect(await send(urgent('a'))).toEqual({ kind: 'answered', outcome: throttled });
  });

  it('whose time is over, or that cannot be read, is left out in the end', async () => {
    const forgotten = stand(() => answered(SENT));
    forgotten.setFile(null);
    await forgotten.send(item('a'));
    expect(await forgotten.send(item('a'))).toMatchObject({ outcome: { withoutFile: 'file_forgotten' } });

    const broken = stand(() => answered(SENT));
    broken.setFile(new Error('sealed with another key'));
    for (let nth = 0; nth < 3; nth++) expect(await broken.send(urgent('a'))).toMatchObject({ kind: 'again' });
    expect(await broken.send(urgent('a'))).toMatchObject({ outcome: { withoutFile: 'file_not_uploaded' } });
  });
});
