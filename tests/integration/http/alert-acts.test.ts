import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import { ALERT_ACTS, type AlertAct } from '../../../src/alerts/act-rules.ts';
import type { CategoryCode } from '../../../src/alerts/alert.ts';
import { alertPageSchema } from '../../../src/contracts/alert-page.ts';
import { createAlertReads } from '../../../src/db/alert-read-store.ts';
import { createIdempotencyStore } from '../../../src/db/idempotency-store.ts';
import { unitsOfProvince } from '../../../src/db/unit-scope.ts';
import { createIdempotent } from '../../../src/http/idempotent.ts';
import { createReaderOf } from '../../../src/http/reader.ts';
import { alertRunningRoutes } from '../../../src/http/routes/alert-running.ts';
import { alertRoutes } from '../../../src/http/routes/alerts.ts';
import { STAFF_ROLES, type StaffActor } from '../../../src/staff/staff.ts';
import { type StaffServer, staffServer } from '../../support/staff-server.ts';
import { type TestWard, testSealer } from '../../support/ward.ts';
import { actorOf, alertWorld, fire } from '../alerts/world.ts';

const world = alertWorld();
let server: StaffServer;
let ward: TestWard;

beforeEach(async () => {
  const db = world.db();
  const idempotent = createIdempotent(createIdempotencyStore(db, testSealer()));
  const alerts = createAlertReads({ db, sealer: testSealer(), now: () => new Date(), monotonicMs: () => 0 });
  const readerOf = createReaderOf({ unitsOfProvince: (unitId) => unitsOfProvince(db, unitId) });
  server = await staffServer(
    alertRoutes(
      { alerts, categories: ALERT_CATEGORIES, setGroupPlace: async () => ({ kind: 'forbidden' }) },
      readerOf,
    ),
    alertRunningRoutes(
      (work) => world.act((deps) => work({ ...deps, channelLimits: async () => [] })),
      idempotent,
    ),
  );
  ward = await world.ward({ households: 1 });
});
afterEach(() => server.close());

async function raise(category: CategoryCode): Promise<string> {
  const raised = await world.raise(actorOf(ward, 'ward_chief'), { ...fire(ward.groupId), category });
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  return raised.alertId;
}

async function actsOf(actor: StaffActor, alertId: string): Promise<AlertAct[]> {
  const answer = await server.get(actor, `/api/alerts/${alertId}`);
  return alertPageSchema.parse(answer.body).acts;
}

/** Tries it; a preview stands for a message, which is refused alike. */
async function isRefused(actor: StaffActor, alertId: string, act: AlertAct): Promise<boolean> {
  const alert = `/api/alerts/${alertId}`;
  const answer =
    act === 'update' || act === 'correction' || act === 'closure'
      ? await server.post(actor, `${alert}/messages/preview`, {
          message: act,
          texts: { vi: 'Tin thêm.', en: null },
        })
      : await server.post(
          actor,
          `${alert}/${act}`,
          act === 'reminders' ? { rounds: 1, everyMs: 600_000 } : undefined,
        );
  if (answer.status === 403) return true;
  expect(answer.status).toBe(200);
  return (answer.body as { kind: string }).kind === 'forbidden';
}

describe('GET /api/alerts/:id says what the asker may do', () => {
  it.each(STAFF_ROLES)('to %s just what is not refused', async (role) => {
    const actor = actorOf(ward, role);
    const told: unknown[] = [];
    const tried: unknown[] = [];
    for (const category of ['residence_notice', 'fire_explosion', 'wanted_person'] as const) {
      const alertId = await raise(category);
      told.push([category, await actsOf(actor, alertId)]);
      const allowed: AlertAct[] = [];
      for (const act of ALERT_ACTS) if (!(await isRefused(actor, alertId, act))) allowed.push(act);
      // One that goes on is not resumed, though one may.
      tried.push([category, allowed.filter((act) => act !== 'resume')]);
    }
    expect(told).toEqual(tried);
  });

  it('as it stands: held, stopped before anybody had it, stopped after', async () => {
    const chief = actorOf(ward, 'ward_chief');
    const alertId = await raise('fire_explosion');
    await world.pause(chief, alertId);
    expect(await actsOf(chief, alertId)).toEqual(expect.arrayContaining(['update', 'resume', 'stop']));
    expect(await actsOf(chief, alertId)).not.toContain('pause');
    await world.stop(chief, alertId);
    expect(await actsOf(chief, alertId)).toEqual([]);

    const sentId = await raise('fire_explosion');
    await world.fanOut();
    await world.settle(sentId, ward.households[0]?.householdId ?? '', 'sent');
    await world.stop(chief, sentId);
    expect(await actsOf(chief, sentId)).toEqual(['correction', 'closure']);
    expect((await world.followUp(chief, sentId, 'closure')).kind).toBe('message_sent');
  });

  it('to the administrators of its province: to stop it, which the log of the ward shows', async () => {
    const other = await world.otherUnit();
    const province = actorOf(other, 'province_admin');
    const alertId = await raise('theft');
    expect((await server.post(province, `/api/alerts/${alertId}/stop`)).body).toEqual({ kind: 'forbidden' });
    await world.query(
      `INSERT INTO "AdminUnit" VALUES ('66', '2025-07-01', NULL, 'province', 'Đắk Lắk', NULL),
                                      ('24133', '2025-07-01', NULL, 'ward', 'Phường', '66')`,
    );
    await world.query(
      `INSERT INTO "PoliceUnitCover" VALUES ($1, '66', '2025-07-01'), ($2, '24133', '2025-07-01')`,
      [other.policeUnitId, ward.policeUnitId],
    );
    const chiefElsewhere = actorOf(other, 'ward_chief');
    expect(await isRefused(chiefElsewhere, alertId, 'stop')).toBe(true);
    expect(await actsOf(province, alertId)).toEqual(['stop']);
    expect(await isRefused(province, alertId, 'stop')).toBe(false);
    expect(await world.prisma().auditEntry.findFirst({ where: { action: 'alert_stopped' } })).toMatchObject({
      policeUnitId: ward.policeUnitId,
      staffId: province.staffId,
    });
  });
});
