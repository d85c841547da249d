import { afterEach, beforeEach } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { CategoryCode } from '../../../src/alerts/alert.ts';
import type { AlertDeps } from '../../../src/alerts/alert-deps.ts';
import { createSendFollowUp, type FollowUpKind } from '../../../src/alerts/follow-up.ts';
import { createPauseAlert, createResumeAlert } from '../../../src/alerts/pause-alert.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { createStopAlert } from '../../../src/alerts/stop-alert.ts';
import type { OutgoingMessage } from '../../../src/channels/channel.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { createBacklogStore } from '../../../src/db/backlog-store.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createFanOutStore } from '../../../src/db/fan-out-store.ts';
import { createFileStore } from '../../../src/db/file-store.ts';
import { createLaneStore } from '../../../src/db/lane-store.ts';
import { createMessageTexts } from '../../../src/db/message-texts.ts';
import { createSweepStore } from '../../../src/db/sweep-store.ts';
import { createTermsStore } from '../../../src/db/terms-store.ts';
import { createInTransaction, type Stores } from '../../../src/db/transaction.ts';
import { createDriveLane } from '../../../src/deliveries/drive-lane.ts';
import { createFanOut } from '../../../src/deliveries/fan-out.ts';
import { createSweep } from '../../../src/deliveries/sweep.ts';
import { createJoinHousehold } from '../../../src/households/join-household.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import { noHints } from '../../support/no-hints.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createRecordingChannel, sent } from '../../support/recording-channel.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

export const NOTE = 'GỬI LẠI';
export const REFUSED = 'TÀI KHOẢN BỊ TỪ CHỐI';

const sealer = testSealer();

type Answer = (
  chatId: string,
  message: OutgoingMessage,
  nth: number,
  signal: AbortSignal,
) => Outcome | Promise<Outcome>;

/** The whole engine on a database of the test's own, emptied for each test. */
export function engineWorld() {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase({
      connectionString: testDatabase.connectionString,
      maxConnections: 8,
      applicationName: 'test',
    });
  });
  afterEach(async () => {
    await database.close();
    await testDatabase.drop();
  });

  /** The engine over a platform that answers as told. */
  function createEngine(
    ward: TestWard,
    answer: Answer = (_chat, _message, nth) => sent(nth),
    clock: Clock = systemClock,
  ) {
    const channel = createRecordingChannel(answer);
    const hinted: string[] = [];
    const inTransaction = createInTransaction(database, sealer);
    const store = createLaneStore({
      pool: database.pool,
      sealer,
      texts: createMessageTexts({ pool: database.pool, repeatNotes: { vi: NOTE, en: NOTE } }),
      refusalNotice: { text: REFUSED, buttons: [] },
    });
    const driver = (owner: string) =>
      createDriveLane({
        store,
        terms: createTermsStore(database.db),
        channelOf: async () => channel,
        hints: { driveLane: async (laneIds) => void hinted.push(...laneIds) },
        clock,
        random: () => 0,
        owner,
        logger: silentLogger,
      });
    const fanOut = createFanOut({
      store: createFanOutStore(database.pool),
      hints: noHints,
      clock: systemClock,
    });
    const sweepStore = createSweepStore(database.pool);
    const sweep = createSweep({
      store: sweepStore,
      hints: noHints,
      logger: silentLogger,
      also: [],
    });
    const actor: StaffActor = {
      staffId: ward.staffId,
      policeUnitId: ward.policeUnitId,
      roles: ['duty_officer'],
    };
    const alertDeps = (stores: Stores): AlertDeps => ({
      ...stores,
      composer: {
        compose: ({ text, kind }) => ({
          vi: { text: `${kind}: ${text}`, buttons: [] },
          en: { text: `${kind}: ${text}`, buttons: [] },
          headline: text,
          facts: {
            text,
            number: 'BMT-2026-0001',
            code: 'K7QP',
            unit: 'Công an phường',
            phone: '0262',
            time: '12:00',
            category: 'Thiên tai',
          },
        }),
        board: () => 'board',
        approvalAsked: () => [{ text: 'asked', buttons: [] }],
        approvalDecided: () => ({ text: 'decided', buttons: [] }),
      },
      categories: ALERT_CATEGORIES,
      now: () => new Date(),
      newId,
      newCode,
      textLimit: () => Promise.resolve(4_000),
    });
    /** Commits, then does what the hints would. */
    async function act<T>(work: (deps: AlertDeps) => Promise<T>): Promise<T> {
      const messages: string[] = [];
      const result = await inTransaction(async (stores) => {
        const done = await work(alertDeps(stores));
        messages.push(...stores.wake.alertMessages);
        return done;
      });
      for (const id of messages) await fanOut(id, new AbortController().signal);
      return result;
    }
    return {
      channel,
      act,
      actor,
      /** Lanes that the drivers woke. */
      hinted,
      store,
      sweepStore,
      sweep,
      driver,
      inTransaction,
      run: (signal = new AbortController().signal, laneId = ward.laneId) => driver('a')(laneId, signal),
      async raise(category: CategoryCode, text = 'Nước lên', schedule: { sendFrom?: Date } = {}) {
        const raised = await act((deps) =>
          createRaiseAlert(deps)(actor, { category, groupIds: [ward.groupId], text, ...schedule }, null),
        );
        if (raised.kind !== 'raised') throw new Error(raised.kind);
        return raised.alertId;
      },
      follow: (alertId: string, message: FollowUpKind, text = 'x') =>
        act((deps) => createSendFollowUp(deps)(actor, { alertId, message, text })),
      stop: (alertId: string) => act((deps) => createStopAlert(deps)(actor, { alertId })),
      pause: (alertId: string) => act((deps) => createPauseAlert(deps)(actor, { alertId })),
      resume: (alertId: string) => act((deps) => createResumeAlert(deps)(actor, { alertId })),
      /** A stranger joins the ward's group, or a household. */
      async join(chatId: string, householdId: string | null = null) {
        const contactPointId = newId();
        await database.prisma.contactPoint.create({
          data: { id: contactPointId, channelAccountId: ward.accountId, externalId: chatId },
        });
        await inTransaction((stores) =>
          createJoinHousehold(stores)(
            { contactPointId, memberId: null },
            {
              target:
                householdId === null
                  ? { kind: 'group', groupId: ward.groupId, houseLabel: 'Nhà 9' }
                  : { kind: 'household', householdId },
              name: 'Ông Ba',
              language: 'vi',
              consentVersion: 'v1',
            },
          ),
        );
        return contactPointId;
      },
      progress: (alertId: string) => inTransaction((stores) => stores.progress.progress(alertId)),
    };
  }

  /** Drives a lane until the platform has refused its account, then gives it up. */
  async function driveUntilRefused(engine: Pick<ReturnType<typeof createEngine>, 'run'>, laneId: string) {
    const stopping = new AbortController();
    const running = engine.run(stopping.signal, laneId);
    // Half a minute; a lane that is given up rests for a moment, too.
    const rests = async () => {
      const { pausedUntil } = await database.prisma.lane.findUniqueOrThrow({ where: { id: laneId } });
      return (pausedUntil?.getTime() ?? 0) > Date.now() + 5_000;
    };
    await waitFor(rests, { what: 'the lane to rest' });
    stopping.abort();
    await running;
  }

  const states = async () => {
    const rows = await database.prisma.delivery.groupBy({ by: ['state'], _count: true });
    return Object.fromEntries(rows.map((row) => [row.state, row._count]));
  };

  /** Quiet hours of all groups, from and to so many minutes from now. Returns when they end. */
  async function quietHours(fromMinutes: number, toMinutes: number): Promise<Date> {
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
    const inDay = (minutes: number) => (Math.floor(minuteMs / 60_000) + 420 + minutes + 1_440) % 1_440;
    await database.prisma.neighbourhoodGroup.updateMany({
      data: { quietFromMinute: inDay(fromMinutes), quietToMinute: inDay(toMinutes) },
    });
    return new Date(minuteMs + toMinutes * 60_000);
  }

  return {
    createEngine,
    driveUntilRefused,
    states,
    quietHours,
    inTransaction: <T>(work: (stores: Stores) => Promise<T>) => createInTransaction(database, sealer)(work),
    fileStore: () => createFileStore(database.db, sealer),
    backlog: () => createBacklogStore(database.pool).backlog(),
    prisma: () => database.prisma,
    fanOutStore: () => createFanOutStore(database.pool),
    termsStore: () => createTermsStore(database.db),
    connect: () => database.pool.connect(),
    query: (text: string, values: unknown[] = []) => database.pool.query(text, values),
    ward: (options: Parameters<typeof createWard>[2]) => createWard(database, sealer, options),
  };
}
