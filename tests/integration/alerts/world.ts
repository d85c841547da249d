import { afterEach, beforeEach } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { AlertDeps } from '../../../src/alerts/alert-deps.ts';
import {
  createPreviewFollowUp,
  createSendFollowUp,
  type FollowUpKind,
} from '../../../src/alerts/follow-up.ts';
import { createPauseAlert, createResumeAlert } from '../../../src/alerts/pause-alert.ts';
import { type AlertDraft, createPreviewAlert } from '../../../src/alerts/preview-alert.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { createStopAlert } from '../../../src/alerts/stop-alert.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createFanOutStore } from '../../../src/db/fan-out-store.ts';
import { createSweepStore } from '../../../src/db/sweep-store.ts';
import { createInTransaction, type Stores } from '../../../src/db/transaction.ts';
import type { DeliveryState } from '../../../src/deliveries/delivery.ts';
import { createFanOut } from '../../../src/deliveries/fan-out.ts';
import { createComposer } from '../../../src/dialogs/composer.ts';
import { createTranslator } from '../../../src/locales/locales.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import type { StaffActor, StaffRoleName } from '../../../src/staff/staff.ts';
import { noHints } from '../../support/no-hints.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

const sealer = testSealer();
export const composer = createComposer({ translate: createTranslator(), demo: false });
export const AT = new Date('2026-11-23T13:14:00Z');
const TEXT_LIMIT = 1_000;

/** Alerts on a database of the test's own, emptied for each test. */
export function alertWorld() {
  let testDatabase: TestDatabase;
  let database: Database;
  let now = AT;

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    const { connectionString } = testDatabase;
    database = openDatabase({ connectionString, maxConnections: 12, applicationName: 'test' });
    now = AT;
  });
  afterEach(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const depsOf = (stores: Stores): AlertDeps => ({
    ...stores,
    composer,
    categories: ALERT_CATEGORIES,
    now: () => now,
    newId,
    newCode,
    textLimit: () => Promise.resolve(TEXT_LIMIT),
  });
  const act = <T>(work: (deps: AlertDeps, stores: Stores) => Promise<T>): Promise<T> =>
    createInTransaction(database, sealer)((stores) => work(depsOf(stores), stores));
  const prisma = () => database.prisma;
  const query = (text: string, values: unknown[] = []) => database.pool.query(text, values);

  return {
    act,
    prisma,
    query,
    textLimit: TEXT_LIMIT,
    setNow: (date: Date) => {
      now = date;
    },
    ward: (options: Parameters<typeof createWard>[2]) => createWard(database, sealer, options),
    db: () => database.db,
    pool: () => database.pool,
    sweepStore: () => createSweepStore(database.pool),
    fanOutStore: () => createFanOutStore(database.pool),

    preview: (actor: StaffActor, draft: AlertDraft) => act((deps) => createPreviewAlert(deps)(actor, draft)),
    raise: (actor: StaffActor, draft: AlertDraft, contactPointId: string | null = null) =>
      act((deps) => createRaiseAlert(deps)(actor, draft, contactPointId)),
    previewFollowUp: (actor: StaffActor, alertId: string, message: FollowUpKind, text = 'Tin thêm.') =>
      act((deps) => createPreviewFollowUp(deps)(actor, { alertId, message, text })),
    followUp: (actor: StaffActor, alertId: string, message: FollowUpKind, text = 'Tin thêm.') =>
      act((deps) => createSendFollowUp(deps)(actor, { alertId, message, text })),
    stop: (actor: StaffActor, alertId: string) => act((deps) => createStopAlert(deps)(actor, { alertId })),
    pause: (actor: StaffActor, alertId: string) => act((deps) => createPauseAlert(deps)(actor, { alertId })),
    resume: (actor: StaffActor, alertId: string) =>
      act((deps) => createResumeAlert(deps)(actor, { alertId })),
    progress: (alertId: string) => act((deps) => deps.progress.progress(alertId)),

    /** Writes the deliveries of every message that waits for it. */
    async fanOut() {
      const waiting = await prisma().alertMessage.findMany({ where: { fannedOutAt: null, stoppedAt: null } });
      const fanOut = createFanOut({
        store: createFanOutStore(database.pool),
        hints: noHints,
        clock: systemClock,
      });
      for (const { id } of waiting.toSorted((a, b) => a.seq - b.seq)) {
        await fanOut(id, new AbortController().signal);
      }
    },
    /** What became of the delivery of this household's first message. */
    settle: (alertId: string, householdId: string, state: DeliveryState) =>
      prisma().delivery.updateMany({ where: { message: { alertId, seq: 1 }, householdId }, data: { state } }),
    /** Of one message of an alert, household ids. */
    async recipientsOf(alertId: string, seq: number) {
      const rows = await prisma().delivery.findMany({ where: { message: { alertId, seq } } });
      return rows.map(({ householdId }) => householdId).toSorted();
    },

    /** Another unit with a group of its own and an officer. */
    async otherUnit() {
      const [policeUnitId, groupId, staffId] = [newId(), newId(), newId()];
      await prisma().policeUnit.create({
        data: { id: policeUnitId, code: 'TLP', name: 'Công an phường Tân Lập', dutyPhone: '0262 1' },
      });
      await prisma().neighbourhoodGroup.create({
        data: { id: groupId, policeUnitId, kind: 'hamlet', name: 'Tổ dân phố 9', joinCode: newCode(6) },
      });
      await prisma().staff.create({
        data: { id: staffId, policeUnitId, name: sealer.seal(staffId, 'Người khác'), office: 'Trực ban' },
      });
      return { policeUnitId, groupId, staffId };
    },
    /** One more group of the ward. */
    async group(ward: TestWard, name: string, change: { validTo?: Date } = {}) {
      const id = newId();
      const { policeUnitId } = ward;
      await prisma().neighbourhoodGroup.create({
        data: { id, policeUnitId, kind: 'market', name, joinCode: newCode(6), ...change },
      });
      return id;
    },
    async joinGroup(groupId: string, householdId: string) {
      await prisma().membership.create({ data: { groupId, householdId } });
    },
    /** A household with one member and chat. */
    async household(ward: TestWard, groupId: string, language = 'vi') {
      const householdId = newId();
      await prisma().household.create({
        data: {
          id: householdId,
          policeUnitId: ward.policeUnitId,
          label: sealer.seal(householdId, 'Nhà mới'),
          inviteCode: newCode(6),
          memberships: { create: { groupId } },
        },
      });
      return { householdId, ...(await this.member(ward, householdId, language)) };
    },
    async member(ward: TestWard, householdId: string, language = 'vi') {
      const [memberId, contactPointId] = [newId(), newId()];
      await prisma().member.create({
        data: { id: memberId, householdId, name: sealer.seal(memberId, 'Ông Ba'), language },
      });
      await prisma().contactPoint.create({
        data: { id: contactPointId, channelAccountId: ward.accountId, externalId: newCode(10), memberId },
      });
      return { memberId, contactPointId };
    },
    /** The chat of the officer who raised alerts in these tests. */
    async officerChat(ward: TestWard) {
      const contactPointId = newId();
      await prisma().contactPoint.create({
        data: {
          id: contactPointId,
          channelAccountId: ward.accountId,
          externalId: newCode(10),
          staffId: ward.staffId,
        },
      });
      return contactPointId;
    },
  };
}

export type AlertWorld = ReturnType<typeof alertWorld>;

export function actorOf(ward: Pick<TestWard, 'staffId' | 'policeUnitId'>, ...roles: StaffRoleName[]) {
  return { staffId: ward.staffId, policeUnitId: ward.policeUnitId, roles } satisfies StaffActor;
}

export function fire(...groupIds: string[]): AlertDraft {
  return { category: 'fire_explosion', groupIds, text: 'RA NGOÀI NGAY: cháy ở hẻm 12.' };
}
