import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.ts';
import { join } from '../../support/person.ts';
import { findRedis, startTestRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createMainJobWorld, figuresOf, type MainJobWorld } from './main-job-world.ts';

const FLOOD = 'LÊN CHỖ CAO NGAY: nước suối Ea Tam đang lên nhanh.\nMang theo giấy tờ, thuốc, điện thoại.';
const NEWS = 'Ở yên chỗ cao: nước còn lên đến tối.';
const OVER = 'Về nhà được rồi: nước đã rút. Cảm ơn bà con.';

const here = findRedis();
let ownRedis: TestRedis | null = null;
let worlds: MainJobWorld[] = [];

beforeAll(async () => {
  if (here.kind === 'own') ownRedis = await startTestRedis();
  const url = here.kind === 'shared' ? here.url : ownRedis?.url;
  const opening = [createMainJobWorld('jobs on PostgreSQL', null)];
  if (url !== undefined) {
    opening.push(createMainJobWorld('jobs on Redis', { kind: 'redis', url, prefix: `main-job-${newId()}` }));
  }
  worlds = await Promise.all(opening);
});
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  await ownRedis?.dispose();
});

let failedAt: string | null = null;

/** One step of the main job, in every world at the same time: mostly they wait for the second between two messages. */
function step(name: string, work: (world: MainJobWorld) => Promise<void>): void {
  it(name, async () => {
    if (failedAt !== null) throw new Error(`needs the step that failed: ${failedAt}`);
    await Promise.all(
      worlds.map((world) =>
        work(world).catch((error: unknown) => {
          failedAt = name;
          if (error instanceof Error) error.message = `${world.name}: ${error.message}`;
          throw error;
        }),
      ),
    );
  }, 120_000);
}

describe('the main job', () => {
  step('people join through the conversation, and the officer links', async (world) => {
    const { village, unit, officer, relief, bhang, lan, hai, ama, query } = world;
    const [first = '', second = ''] = unit.groups.map(({ joinCode }) => joinCode);
    village.start();
    officer.says(`/start ${unit.officerCodes[0]}`);
    relief.says(`/start ${unit.officerCodes[1]}`);
    await Promise.all([
      officer.hears('Trần Văn Trực'),
      relief.hears('Lê Thị Ca'),
      join(bhang, first, 'Y Bhăng Mlô', 'nhà dài đầu buôn'),
      join(lan, second, 'Nguyễn Thị Lan', '12 hẻm 3 Y Jút'),
      join(hai, second, "H'Lan Êban", 'nhà cuối dốc'),
      join(ama, first, 'Ama Hrin', '5 đường liên buôn'),
    ]);
    const blockers = world.silencedChats().length;
    await waitFor(
      () => {
        const { planned, joined, joining, blocked } = village.progress();
        return joined === planned && joining === 0 && blocked === blockers;
      },
      { timeoutMs: 60_000, what: 'the village joining' },
    );
    const [counts] = await query<{ households: number; members: number; consents: number }>(
      `SELECT (SELECT count(*) FROM "Household")::int AS households, (SELECT count(*) FROM "Member")::int AS members,
              (SELECT count(*) FROM "ConsentRecord" WHERE "withdrawnAt" IS NULL)::int AS consents`,
    );
    const members = world.firstChats().length;
    expect(counts).toEqual({ households: world.firstChats().length, members, consents: members });
    await waitFor(async () => {
      const [row] = await query<{ gone: number }>(
        `SELECT count(*)::int AS gone FROM "ContactPoint" WHERE state = 'unreachable'`,
      );
      return row?.gone === blockers;
    });
  });

  step('a household that tries an officer’s command learns nothing', async (world) => {
    world.lan.says('/canhbao');
    await world.lan.hears('Xin lỗi, tôi chưa hiểu');
  });

  step(
    'the officer previews and sends an alert; every household that can be reached gets it once',
    async (world) => {
      const { telegram, village, officer, ama, hoa, query } = world;
      const households = world.firstChats().length;
      const reachable = world.reachableChats().length;
      // In the meantime somebody joins a household that is counted already.
      const invite = /vào cùng bằng mã: (\w{6})/.exec(ama.texts().join('\n'))?.[1] ?? '';
      hoa.says(invite);
      const joining = hoa.hears('Xin cho biết tên').then(async () => {
        hoa.says('Hoa');
        await hoa.hears('tiếng nào');
        hoa.says('1');
        await hoa.hears('đồng ý không');
        hoa.says('1');
        await hoa.hears('TIN THỬ');
      });

      officer.says('/canhbao');
      const categories = await officer.hears('Chọn loại cảnh báo');
      officer.says(/(\d+)\. 🌊/.exec(categories.sentText)?.[1] ?? '?');
      officer.says('tất cả');
      officer.says(FLOOD);
      const question = await officer.hears('Gửi cảnh báo này?');
      expect(question.sentText).toContain(`${households} hộ, ${reachable} hộ liên lạc được`);
      // The preview, for readers of each language, and nothing else yet.
      expect(telegram.sends(FLOOD).map(({ chatId }) => chatId)).toEqual([officer.id, officer.id]);
      await joining;
      // Heard from last, so asked before the one who has just joined.
      ama.says('menu');
      await ama.hears('4. Ngôn ngữ');
      // Two telephones are lost, and nobody tells us.
      world.lostId = village.persons().find(({ temper }) => temper === 'prompt')?.userId ?? '';
      expect([telegram.deactivate(world.lostId), telegram.deactivate(ama.id)]).toEqual([true, true]);
      officer.says('1');
      const raised = await officer.hears(`đang gửi tới ${households} hộ`);
      const [row] = await query<{ id: string; number: string }>('SELECT id, number FROM "Alert"');
      if (!row) throw new Error('there is an alert');
      world.alert = row;
      expect(raised.sentText).toContain(row.number);

      await waitFor(async () => (await world.progress()).pending === 0, {
        timeoutMs: 30_000,
        what: 'the last send',
      });
      expect(world.arrived(FLOOD)).toEqual(world.reachableChats());
      expect(world.reachableChats()).toHaveLength(reachable - 1);
    },
  );

  step('rows and fake server agree, household by household', async (world) => {
    const rows = await world.firstDeliveries();
    const households = new Set(rows.map(({ householdId }) => householdId));
    expect(households.size).toBe(world.firstChats().length);
    const atServer = world.telegram
      .sends(FLOOD)
      .filter(({ chatId }) => chatId !== world.officer.id)
      .map(({ chatId, messageId }) => `${chatId} ${messageId}`);
    const sent = rows.filter(({ state }) => state === 'sent');
    expect(sent.map(({ chatId, externalMessageId }) => `${chatId} ${externalMessageId}`).toSorted()).toEqual(
      atServer.toSorted(),
    );
    for (const { householdId } of sent) households.delete(householdId);
    // Each household got it once, and who is left could not be reached.
    expect(households.size).toBe(world.firstChats().length - sent.length);
    expect(households.size).toBe(world.silencedChats().length);
    const rest = rows.filter(({ state }) => state !== 'sent');
    const refused = rest.filter(({ state }) => state === 'unreachable').map(({ chatId }) => chatId);
    expect(refused).toEqual(expect.arrayContaining([world.lostId, world.ama.id]));
    expect(rest.every(({ state }) => state === 'unreachable' || state === null)).toBe(true);
  });

  step(
    'answers are counted once for each household, and HELP reaches the officer with its words',
    async (world) => {
      const { village, officer, bhang, lan } = world;
      lan.presses(':SAFE');
      await lan.hears('nhà mình an toàn');
      // Pressed again and again, and delivered once more by the platform.
      lan.presses(':SAFE');
      lan.presses(':SAFE');
      world.bot.redeliver(5);
      bhang.presses(':HELP');
      await officer.hears('🆘 CẦN GIÚP: nhà dài đầu buôn, Buôn Alê A');
      await bhang.hears('Đã chuyển ngay tới cán bộ trực');
      bhang.says('nước vào nhà rồi, có hai cụ già không đi được');
      const notice = await officer.hears('có hai cụ già không đi được');
      expect(notice.sentText).toContain('nhà dài đầu buôn');

      const of = (...tempers: string[]) =>
        village
          .persons()
          .filter(({ userId, temper }) => userId !== world.lostId && tempers.includes(temper))
          .map(({ userId }) => userId);
      const safe = [lan.id, ...of('prompt', 'reader')].toSorted();
      const help = [bhang.id, ...of('needs_help')].toSorted();
      const expected = {
        households: world.firstChats().length,
        sent: world.reachableChats().length,
        pending: 0,
        unreachable: world.silencedChats().length,
        unknown: 0,
        failed: 0,
        cancelled: 0,
        safe: safe.length,
        help: help.length,
        words: help.length + of('talker').length,
      };
      await waitFor(
        async () => {
          const now = await world.progress();
          return now.safe >= expected.safe && now.words >= expected.words;
        },
        { timeoutMs: 30_000, what: 'all answers' },
      );
      expect(await world.progress()).toMatchObject({ ...expected, state: 'active' });
      expect(await world.chatsStanding('safe')).toEqual(safe);
      expect(await world.chatsStanding('help')).toEqual(help);

      // The board in the officer's chat edits itself until it says the same.
      const board = () => officer.texts().find((text) => text.includes(`📊 ${world.alert.number}`)) ?? '';
      await waitFor(() => JSON.stringify(figuresOf(board())) === JSON.stringify(expected), {
        timeoutMs: 30_000,
        what: 'the board',
      });
    },
  );

  step('“dừng” stops; an update goes to everybody else who can be reached', async (world) => {
    const { relief, lan } = world;
    lan.says('dừng');
    await lan.hears('Đã dừng gửi tin');
    for (const said of ['/tinhhinh', '1', NEWS, '1']) relief.says(said);
    const expected = world.reachableChats().filter((chat) => chat !== lan.id);
    await waitFor(() => world.arrived(NEWS).length >= expected.length, {
      timeoutMs: 30_000,
      what: 'the update',
    });
    await waitFor(async () => (await world.progress()).pending === 0);
    expect(world.arrived(NEWS)).toEqual(expected);
  });

  step(
    'a closure goes to those who got the alert, and the last board gives the final figures',
    async (world) => {
      const { officer, relief, lan } = world;
      for (const said of ['/tinhhinh', '3', OVER, '1']) relief.says(said);
      await waitFor(() => officer.texts().some((text) => text.includes(`🏁 ${world.alert.number}`)), {
        timeoutMs: 60_000,
        what: 'the final board',
      });
      const expected = world.reachableChats().filter((chat) => chat !== lan.id);
      expect(world.arrived(OVER)).toEqual(expected);
      const closure = await world.query<{ chatId: string }>(
        `SELECT c."externalId" AS "chatId"
         FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
         JOIN "ContactPoint" c ON c.id = d."contactPointId"
        WHERE m.kind = 'closure' AND d.state <> 'cancelled'`,
      );
      expect(closure.map(({ chatId }) => chatId).toSorted()).toEqual(expected);
      const final = { state: 'resolved', sent: world.reachableChats().length, pending: 0 };
      expect(await world.progress()).toMatchObject(final);
      // Nothing more came to who had stopped.
      expect(lan.texts().at(-1)).toContain('Đã dừng gửi tin');
    },
  );

  step('“xóa tôi” erases the person and the household', async (world) => {
    const { hai } = world;
    hai.says('xóa tôi');
    await hai.hears('Xóa tên và tài khoản chat');
    hai.says('1');
    await hai.hears('Đã xóa tên và tài khoản chat');
    const [contact] = await world.query<{ id: string; memberId: string | null; state: string }>(
      'SELECT id, "memberId", state FROM "ContactPoint" WHERE "externalId" = $1',
      [hai.id],
    );
    expect(contact).toMatchObject({ memberId: null, state: 'stopped' });
    const [left] = await world.query(
      `SELECT (SELECT count(*) FROM "Member")::int AS members, (SELECT count(*) FROM "Membership")::int AS memberships,
              (SELECT count(*) FROM "ConsentRecord" WHERE "withdrawnAt" IS NOT NULL AND "memberId" IS NULL)::int AS withdrawn,
              (SELECT state FROM "DialogState" WHERE "contactPointId" = $1) AS conversation`,
      [contact?.id],
    );
    expect(left).toEqual({
      members: world.memberChats().length - 1,
      memberships: world.firstChats().length - 1,
      withdrawn: 1,
      conversation: '',
    });
  });

  step(
    'nothing is left behind: no waiting row, no failed event, no failed job, no throttle',
    async (world) => {
      const count = async (what: string) =>
        (await world.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`))[0]?.n;
      expect(await count('"InboundEvent" WHERE "handledAt" IS NULL')).toBe(0);
      expect(await count('"Delivery" WHERE repeats > 0 OR attempts > 0')).toBe(0);
      // Who blocked us at once does not read the last “thank you”; who typed ahead still reads, one answer a second.
      const apart = [...world.silencedChats(), world.relief.id];
      const unsent = async () =>
        (
          await world.query<{ chatId: string; state: string; reason: string | null }>(
            `SELECT c."externalId" AS "chatId", a.state, a.reason FROM "Answer" a JOIN "ContactPoint" c ON c.id = a."contactPointId"
              WHERE a.state <> 'sent'`,
          )
        ).filter(
          ({ chatId, state, reason }) =>
            !apart.includes(chatId) &&
            // Cut off by a driver that the machine held up past its lease: nobody knows whether it arrived, and nothing waits.
            !(state === 'unknown_final' && reason === 'aborted'),
        );
      await expect.poll(unsent, { timeout: 60_000 }).toEqual([]);
      for (const name of ['fan-out', 'drive-lane', 'inbound', 'sweep'] as const) {
        expect(await world.service.container.queue.counts({ name })).toMatchObject({ failed: 0 });
      }
      expect(world.telegram.stats().throttled).toBe(0);
    },
  );
});
