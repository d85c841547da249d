import type pg from 'pg';
import { telegramCredentialsText } from '../src/channels/registry.ts';
import type { Sealer } from '../src/db/sealing.ts';
import { newCode, newId } from '../src/shared/ids.ts';

export interface GroupPlan {
  households: number;
  /** Its contact points are on a second account whose lane rests: rows that nobody sends. */
  resting?: boolean;
}

export interface Population {
  policeUnitId: string;
  staffId: string;
  accountId: string;
  laneId: string;
  restingLaneId: string;
  groupIds: string[];
}

const PEOPLE = `
  CREATE TEMP TABLE bench_people (
    i bigint PRIMARY KEY, "groupId" uuid, "accountId" uuid,
    "householdId" uuid, "memberId" uuid, "contactPointId" uuid) ON COMMIT DROP`;

const FILL_PEOPLE = `
  INSERT INTO bench_people
  SELECT i, g.id, g."accountId", uuid_v7(), uuid_v7(), uuid_v7()
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) AS g (id, "accountId", first, households)
   CROSS JOIN LATERAL generate_series(g.first, g.first + g.households - 1) AS i`;

const ANALYZE = `ANALYZE "Household", "Membership", "Member", "ContactPoint", "ChannelAccount", "Lane"`;

/**
 * A police unit with groups of households of one member each, and an officer, by one statement a table. Household `i`
 * has the chat `firstChatId + i`.
 */
export async function populate(
  pool: pg.Pool,
  sealer: Sealer,
  plan: {
    token: string;
    webhookSecret: string;
    ratePerSecond: number;
    firstChatId: string;
    groups: readonly GroupPlan[];
  },
): Promise<Population> {
  const unit: Population = {
    policeUnitId: newId(),
    staffId: newId(),
    accountId: newId(),
    laneId: newId(),
    restingLaneId: newId(),
    groupIds: plan.groups.map(() => newId()),
  };
  const restingAccountId = newId();
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO "PoliceUnit" (id, code, name, "dutyPhone") VALUES ($1, $2, 'Công an phường', '0262')`,
      [unit.policeUnitId, `B${newCode(5)}`],
    );
    await client.query(
      `INSERT INTO "Staff" (id, "policeUnitId", name, office) VALUES ($1, $2, $3, 'Trực ban')`,
      [unit.staffId, unit.policeUnitId, sealer.seal(unit.staffId, 'Trực ban')],
    );
    await client.query(
      `INSERT INTO "StaffRole" ("staffId", role, "scopeId") VALUES ($1, 'duty_officer', $2)`,
      [unit.staffId, unit.policeUnitId],
    );
    const { token, webhookSecret } = plan;
    const credentials = telegramCredentialsText({ token, webhookSecret });
    for (const [accountId, laneId, name] of [
      [unit.accountId, unit.laneId, newCode(10)],
      [restingAccountId, unit.restingLaneId, newCode(10)],
    ] as const) {
      await client.query(
        `INSERT INTO "ChannelAccount" (id, channel, "externalId", name, credentials, "ratePerSecond")
         VALUES ($1, 'telegram', $2, 'bench', $3, $4)`,
        [accountId, name, sealer.seal(accountId, credentials), plan.ratePerSecond],
      );
      await client.query('INSERT INTO "Lane" (id, "channelAccountId") VALUES ($1, $2)', [laneId, accountId]);
    }
    await client.query(`UPDATE "Lane" SET "pausedUntil" = now() + interval '1 day' WHERE id = $1`, [
      unit.restingLaneId,
    ]);
    await insertHouseholds(client, unit, restingAccountId, plan);
    await client.query('COMMIT');
    await client.query(ANALYZE);
    await client.query('RESET statement_timeout');
    return unit;
  } finally {
    client.release();
  }
}

async function insertHouseholds(
  client: pg.PoolClient,
  unit: Population,
  restingAccountId: string,
  plan: { firstChatId: string; groups: readonly GroupPlan[] },
): Promise<void> {
  const { groups } = plan;
  const firsts = groups.map((_, at) => groups.slice(0, at).reduce((sum, group) => sum + group.households, 0));
  await client.query(
    `INSERT INTO "NeighbourhoodGroup" (id, "policeUnitId", kind, name, "joinCode")
     SELECT id, $2, 'hamlet', 'Thôn ' || at, code
       FROM unnest($1::uuid[], $3::text[]) WITH ORDINALITY AS g (id, code, at)`,
    [unit.groupIds, unit.policeUnitId, groups.map(() => newCode(10))],
  );
  await client.query(PEOPLE);
  await client.query(FILL_PEOPLE, [
    unit.groupIds,
    groups.map(({ resting }) => (resting ? restingAccountId : unit.accountId)),
    firsts,
    groups.map(({ households }) => households),
  ]);
  // Names and labels are not read while an alert goes out, so they are not sealed here.
  await client.query(
    `INSERT INTO "Household" (id, "policeUnitId", label, "inviteCode")
     SELECT "householdId", $1, '', 'bench-' || "householdId" FROM bench_people`,
    [unit.policeUnitId],
  );
  await client.query(
    `INSERT INTO "Membership" ("groupId", "householdId") SELECT "groupId", "householdId" FROM bench_people`,
  );
  await client.query(
    `INSERT INTO "Member" (id, "householdId", name, language)
     SELECT "memberId", "householdId", '', 'vi' FROM bench_people`,
  );
  await client.query(
    `INSERT INTO "ContactPoint" (id, "channelAccountId", "externalId", "memberId")
     SELECT "contactPointId", "accountId", ($1::bigint + i)::text, "memberId" FROM bench_people`,
    [plan.firstChatId],
  );
}

/** Seals names that tell the chat: needed where people are read, as when they answer. */
export async function sealNames(pool: pg.Pool, sealer: Sealer): Promise<void> {
  const found = await pool.query<{ householdId: string; memberId: string; chatId: string }>(
    `SELECT m."householdId", m.id AS "memberId", c."externalId" AS "chatId"
       FROM "Member" m JOIN "ContactPoint" c ON c."memberId" = m.id`,
  );
  const write = (table: string, column: string, names: readonly { id: string; name: string }[]) =>
    pool.query(
      `UPDATE "${table}" t SET "${column}" = s.sealed FROM unnest($1::uuid[], $2::text[]) AS s (id, sealed)
        WHERE t.id = s.id`,
      [names.map(({ id }) => id), names.map(({ id, name }) => sealer.seal(id, name))],
    );
  await write(
    'Household',
    'label',
    found.rows.map(({ householdId, chatId }) => ({ id: householdId, name: `Nhà ${chatId}` })),
  );
  await write(
    'Member',
    'name',
    found.rows.map(({ memberId }) => ({ id: memberId, name: 'Bà Lan' })),
  );
}

/** Makes a chat that no household has the officer's. */
export async function linkOfficer(pool: pg.Pool, unit: Population, chatId: string): Promise<void> {
  await pool.query(
    `INSERT INTO "ContactPoint" (id, "channelAccountId", "externalId", "staffId") VALUES ($1, $2, $3, $4)`,
    [newId(), unit.accountId, chatId, unit.staffId],
  );
}
