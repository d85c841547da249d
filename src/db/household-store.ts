import { z } from 'zod';
import type { WakeList } from '../deliveries/wake-list.ts';
import type { HouseholdStore, JoinPlace } from '../households/ports.ts';
import { pendingByKey } from './by-key.ts';
import { codeTaken } from './code-taken.ts';
import { endedRow, failOverEnded } from './fail-over.ts';
import { joinOpenAlerts } from './late-joiner.ts';
import type { Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

const PENDING = new SqlFragment(pendingByKey('d'));

const placeRow = z.object({ policeUnitId: z.string(), groupName: z.string(), policeUnitName: z.string() });
const inviteRow = z.object({ inviteCode: z.string() });
const leftRow = z.object({ left: z.number() });

/** Households and members; names and labels are sealed by their own rows. */
export function createHouseholdStore(db: Db, sealer: Sealer, wake: WakeList): HouseholdStore {
  return {
    async holdGroup(groupId): Promise<JoinPlace | null> {
      const rows = await db.rows`
        SELECT p.id AS "policeUnitId", g.name AS "groupName", p.name AS "policeUnitName"
          FROM "NeighbourhoodGroup" g JOIN "PoliceUnit" p ON p.id = g."policeUnitId"
         WHERE g.id = ${groupId}::uuid AND (g."validTo" IS NULL OR g."validTo" > now())
           FOR SHARE OF g`;
      return z.array(placeRow).parse(rows)[0] ?? null;
    },

    async lockHousehold(householdId) {
      // Groups before the household, as an alert takes them (alert-store.ts): the two never wait for each other.
      await db.rows`
        SELECT 1 FROM "Membership" ms JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
         WHERE ms."householdId" = ${householdId}::uuid ORDER BY g.id FOR SHARE OF g`;
      const locked = await db.rows`
        SELECT "inviteCode" FROM "Household" WHERE id = ${householdId}::uuid FOR UPDATE`;
      const household = z.array(inviteRow).parse(locked)[0];
      if (!household) return null;
      const rows = await db.rows`
        SELECT p.id AS "policeUnitId", g.name AS "groupName", p.name AS "policeUnitName"
          FROM "Membership" ms
          JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId" AND (g."validTo" IS NULL OR g."validTo" > now())
          JOIN "PoliceUnit" p ON p.id = g."policeUnitId"
         WHERE ms."householdId" = ${householdId}::uuid
         ORDER BY ms."joinedAt", g.id LIMIT 1`;
      const place = z.array(placeRow).parse(rows)[0];
      return place ? { ...place, ...household } : null;
    },

    codeTaken: (code) => codeTaken(db, code),

    async insertHousehold({ id, policeUnitId, groupId, label, inviteCode }) {
      const inserted = await db.run`
        INSERT INTO "Household" (id, "policeUnitId", label, "inviteCode")
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${sealer.seal(id, label)}, ${inviteCode})
        ON CONFLICT ("inviteCode") DO NOTHING`;
      if (inserted === 0) return 'duplicate';
      await db.run`
        INSERT INTO "Membership" ("groupId", "householdId") VALUES (${groupId}::uuid, ${id}::uuid)`;
      return 'inserted';
    },

    async insertMember({ id, householdId, contactPointId, name, language }) {
      // The order of members is the order of fail-over, so it is real time, not the transaction's start.
      await db.run`
        INSERT INTO "Member" (id, "householdId", name, language, "joinedAt")
        VALUES (${id}::uuid, ${householdId}::uuid, ${sealer.seal(id, name)}, ${language}, clock_timestamp())`;
      const linked = await db.run`
        UPDATE "ContactPoint" SET "memberId" = ${id}::uuid, state = 'active', preferred = false
         WHERE id = ${contactPointId}::uuid AND "memberId" IS NULL`;
      return linked === 1;
    },

    async joinOpenAlerts(member) {
      for (const laneId of await joinOpenAlerts(db, member)) wake.lanes.add(laneId);
    },

    async insertConsent({ id, memberId, purpose, textVersion, language }) {
      await db.run`
        INSERT INTO "ConsentRecord" (id, "memberId", purpose, "textVersion", language)
        VALUES (${id}::uuid, ${memberId}::uuid, ${purpose}, ${textVersion}, ${language})`;
    },

    async markReached(householdId) {
      await db.run`
        UPDATE "Household" SET "reachedAt" = now() WHERE id = ${householdId}::uuid AND "reachedAt" IS NULL`;
    },

    async setLanguage(memberId, language) {
      await db.run`UPDATE "Member" SET language = ${language} WHERE id = ${memberId}::uuid`;
    },

    async setContactState(contactPointId, state) {
      await db.run`
        UPDATE "ContactPoint" SET state = ${state}::"ContactState" WHERE id = ${contactPointId}::uuid`;
    },

    async deleteMember(memberId, householdId) {
      await db.rows`SELECT 1 FROM "Household" WHERE id = ${householdId}::uuid FOR UPDATE`;
      await db.run`
        UPDATE "ConsentRecord" SET "withdrawnAt" = now() WHERE "memberId" = ${memberId}::uuid AND "withdrawnAt" IS NULL`;
      const cancelled = await db.rows`
        UPDATE "Delivery" d SET state = 'cancelled', reason = 'erased', "updatedAt" = now()
          FROM "ContactPoint" c
          JOIN "AudienceContact" ac ON ac."contactPointId" = c.id
          JOIN "AlertMessage" m ON m."alertId" = ac."alertId"
          JOIN "Delivery" was ON was."alertMessageId" = m.id AND was."contactPointId" = c.id
         WHERE c."memberId" = ${memberId}::uuid AND d."alertMessageId" = m.id AND d."contactPointId" = c.id
           AND ${PENDING}
        RETURNING d.id, was.reason IS NOT DISTINCT FROM 'quiet_hours' AS asleep`;
      // Events that could not be handled still hold what the person wrote.
      await db.run`
        UPDATE "InboundEvent" e SET payload = ''
          FROM "ContactPoint" c
         WHERE c."memberId" = ${memberId}::uuid AND e."contactPointId" = c.id AND e."failedAt" IS NOT NULL`;
      // Where the talk in each of their chats stood may hold what they said.
      await db.run`
        UPDATE "DialogState" s SET state = ''
          FROM "ContactPoint" c
         WHERE c."memberId" = ${memberId}::uuid AND s."contactPointId" = c.id AND s.state <> ''`;
      await db.run`
        UPDATE "ContactPoint" SET state = 'stopped' WHERE "memberId" = ${memberId}::uuid AND "staffId" IS NULL`;
      // What was on its way to them goes to the next one of the household; the sweeper wakes the lane.
      await failOverEnded(db, z.array(endedRow).parse(cancelled));
      // The foreign keys of contact points and consent records become null with it.
      await db.run`DELETE FROM "Member" WHERE id = ${memberId}::uuid`;
      const rows = await db.rows`
        SELECT count(*)::int AS left FROM "Member" WHERE "householdId" = ${householdId}::uuid`;
      return z.array(leftRow).parse(rows)[0]?.left ?? 0;
    },

    async emptyHousehold(householdId) {
      await db.run`DELETE FROM "Membership" WHERE "householdId" = ${householdId}::uuid`;
      await db.run`
        UPDATE "Household" SET label = ${sealer.seal(householdId, '')} WHERE id = ${householdId}::uuid`;
    },
  };
}
