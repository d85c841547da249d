import type { AlertProgress } from '../../../src/alerts/ports.ts';
import type { QueueTarget } from '../../../src/queue/backend.ts';
import { WORKER_ROLES } from '../../../src/service.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { createVillage, type Village } from '../../../src/simulator/households/village.ts';
import type { FakeBotControl } from '../../../src/simulator/telegram/control.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { createPerson, type Person } from '../../support/person.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, type RunningService, startService } from '../../support/service-in-process.ts';
import { addTestUnit, type TestUnit } from '../../support/test-unit.ts';

/** Above what the platform allows, so that the test is quick. The second between two messages of one chat stays. */
const RATE = 200;
const HOUSEHOLDS_EACH = 9;
/** With it every household of the village has one member, and one household reads English. */
const SEED = 4;

/** What the rows say of one household and the first message of the alert, once for each contact point that was tried. */
interface DeliveredRow {
  householdId: string;
  state: string | null;
  chatId: string | null;
  externalMessageId: string | null;
}

/** Everything of the main job: a service, a fake platform, a village, and some people in the hands of the test. */
export interface MainJobWorld {
  name: string;
  telegram: FakeTelegram;
  bot: FakeBotControl;
  service: RunningService;
  unit: TestUnit;
  village: Village;
  officer: Person;
  /** The second officer on duty. */
  relief: Person;
  /** Needs help. */
  bhang: Person;
  /** Is safe, and later stops. */
  lan: Person;
  /** Never answers, and in the end wants to be forgotten. */
  hai: Person;
  /** Loses the telephone after joining; Hoa of the same household still has one. */
  ama: Person;
  hoa: Person;
  /** One of the village who lost the telephone too, and lives alone. */
  lostId: string;
  alert: { id: string; number: string };
  /** Everybody who joins. */
  memberChats(): string[];
  /** The chat of each household's first member. */
  firstChats(): string[];
  /** First chats of the households that nothing can be sent to. */
  silencedChats(): string[];
  /** The one chat of each other household that gets the alert. */
  reachableChats(): string[];
  /** The chats in which a message of the alert with these words arrived, once for each arrival. */
  arrived(words: string): string[];
  progress(): Promise<AlertProgress>;
  /** First chats of the households that have said so. */
  chatsStanding(standing: 'safe' | 'help'): Promise<string[]>;
  firstDeliveries(): Promise<DeliveredRow[]>;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** `queue`: null for the same PostgreSQL as the rows. */
export async function createMainJobWorld(name: string, queue: QueueTarget | null): Promise<MainJobWorld> {
  const database = await createTestDatabase();
  const telegram = createFakeTelegram({
    clock: systemClock,
    budgets: { botPerSecond: RATE, chatPerSecond: 1, chatBurst: 3 },
  });
  const bot = telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  const { apiRoot } = await telegram.listen(0);
  const service = await startService({
    connectionString: database.connectionString,
    ...(queue ? { queue } : {}),
    apiRoot,
    env: { TELEGRAM_BOT_TOKEN: BOT_TOKEN },
    ratePerSecond: RATE,
    roles: WORKER_ROLES,
  });
  const unit = await addTestUnit(service.container.inTransaction, {
    groups: ['Buôn Alê A', 'Tổ dân phố 7'],
    officers: ['Trần Văn Trực', 'Lê Thị Ca'],
  });
  const village = createVillage({
    telegram,
    bot,
    clock: systemClock,
    seed: SEED,
    groups: unit.groups.map(({ name, joinCode }) => ({ name, joinCode, households: HOUSEHOLDS_EACH })),
    pace: { startEveryMs: 0, thinkMs: [5, 40], reactMs: [20, 300], wordsMs: [20, 100], blockMs: [50, 100] },
  });
  const person = (called: string) => createPerson(telegram, bot, called);
  const [officer, relief] = [person('Trực ban'), person('Trực ban 2')];
  const [bhang, lan, hai, ama, hoa] = [
    person('Y Bhăng'),
    person('Lan'),
    person('Hai'),
    person('Ama Hrin'),
    person('Hoa'),
  ];

  const world: MainJobWorld = {
    name,
    telegram,
    bot,
    service,
    unit,
    village,
    officer,
    relief,
    bhang,
    lan,
    hai,
    ama,
    hoa,
    lostId: '',
    alert: { id: '', number: '' },
    memberChats: () => [...world.firstChats(), hoa.id],
    firstChats: () => [
      ...village.persons().map(({ userId }) => userId),
      ...[bhang, lan, hai, ama].map(({ id }) => id),
    ],
    silencedChats: () => [
      ...(world.lostId === '' ? [] : [world.lostId]),
      ...village
        .persons()
        .filter(({ temper }) => temper === 'blocker')
        .map(({ userId }) => userId),
    ],
    reachableChats: () =>
      world
        .firstChats()
        .filter((chat) => !world.silencedChats().includes(chat))
        .map((chat) => (chat === ama.id ? hoa.id : chat))
        .toSorted(),
    arrived: (words) =>
      telegram
        .sends(words)
        // The officers saw it in a preview.
        .filter(
          ({ chatId, text }) =>
            chatId !== officer.id && chatId !== relief.id && text.includes(world.alert.number),
        )
        .map(({ chatId }) => chatId)
        .toSorted(),
    progress: () => service.container.inTransaction((stores) => stores.progress.progress(world.alert.id)),
    async chatsStanding(standing) {
      const rows = await world.query<{ chatId: string }>(
        `SELECT c."externalId" AS "chatId"
           FROM "AudienceHousehold" ah
           JOIN "AudienceContact" ac ON ac."alertId" = ah."alertId" AND ac."householdId" = ah."householdId" AND ac.rank = 1
           JOIN "ContactPoint" c ON c.id = ac."contactPointId"
          WHERE ah."alertId" = $1 AND ah.standing::text = $2`,
        [world.alert.id, standing],
      );
      return rows.map(({ chatId }) => chatId).toSorted();
    },
    firstDeliveries: () =>
      world.query<DeliveredRow>(
        `SELECT ah."householdId", d.state, c."externalId" AS "chatId", d."externalMessageId"
           FROM "AudienceHousehold" ah
           LEFT JOIN "AlertMessage" m ON m."alertId" = ah."alertId" AND m.seq = 1
           LEFT JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."householdId" = ah."householdId"
           LEFT JOIN "ContactPoint" c ON c.id = d."contactPointId"
          WHERE ah."alertId" = $1`,
        [world.alert.id],
      ),
    query: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await service.container.database.pool.query<Row>(text, values)).rows,
    async close() {
      await village.stop();
      await service.stop();
      await telegram.close();
      await database.drop();
    },
  };
  return world;
}

/** The figures of a board, by the words before them. */
export function figuresOf(board: string) {
  const figure = (label: string) => Number(new RegExp(`${label}: (\\d+)`).exec(board)?.[1]);
  return {
    households: figure('Tổng số'),
    sent: figure('Đã gửi'),
    pending: figure('Còn lại'),
    unreachable: figure('Không liên lạc được'),
    unknown: figure('Chưa rõ'),
    failed: figure('Lỗi'),
    cancelled: figure('Không gửi nữa'),
    safe: figure('An toàn'),
    help: figure('CẦN GIÚP'),
    words: figure('Lời nhắn, ảnh, ghi âm, vị trí'),
  };
}
