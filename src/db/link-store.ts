import { z } from 'zod';
import type { LinkOwner, LinkStore } from '../households/ports.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const ownerRow = z.object({
  memberId: z.string(),
  householdId: z.string(),
  groupName: z.string(),
  policeUnitName: z.string(),
}) satisfies z.ZodType<LinkOwner>;
const takenRow = z.object({ memberId: z.string(), language: z.enum(['vi', 'en']) });
const preferredRow = z.object({ channel: z.enum(['telegram', 'zalo']) });

/** Chats of members; of a code that links one only the digest is kept. */
export function createLinkStore(db: Db, sealer: Sealer): LinkStore {
  return {
    async insertCode({ memberId, code, validForMs }) {
      await db.run`DELETE FROM "MemberLinkCode" WHERE "expiresAt" <= now()`;
      await db.run`
        INSERT INTO "MemberLinkCode" ("codeHash", "memberId", "expiresAt")
        VALUES (${sealer.digest(code)}, ${memberId}::uuid, now() + ${validForMs}::float8 * interval '1 millisecond')
        ON CONFLICT ("memberId")
          DO UPDATE SET "codeHash" = EXCLUDED."codeHash", "expiresAt" = EXCLUDED."expiresAt"`;
    },

    async ownerOf(code) {
      // A household whose groups have all ended keeps its members, and they their chats.
      const rows = await db.rows`
        SELECT m.id AS "memberId", h.id AS "householdId", p.name AS "policeUnitName",
               coalesce((SELECT g.name FROM "Membership" ms JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
                          WHERE ms."householdId" = h.id AND (g."validTo" IS NULL OR g."validTo" > now())
                          ORDER BY ms."joinedAt", g.id LIMIT 1), p.name) AS "groupName"
          FROM "MemberLinkCode" k
          JOIN "Member" m ON m.id = k."memberId"
          JOIN "Household" h ON h.id = m."householdId"
          JOIN "PoliceUnit" p ON p.id = h."policeUnitId"
         WHERE k."codeHash" = ${sealer.digest(code)} AND k."expiresAt" > now()`;
      return z.array(ownerRow).parse(rows)[0] ?? null;
    },

    async takeCode(code) {
      const rows = await db.rows`
        DELETE FROM "MemberLinkCode" k USING "Member" m
         WHERE k."codeHash" = ${sealer.digest(code)} AND k."expiresAt" > now() AND m.id = k."memberId"
        RETURNING m.id AS "memberId", m.language`;
      return z.array(takenRow).parse(rows)[0] ?? null;
    },

    async moveContact(contactPointId, memberId) {
      await db.run`
        UPDATE "ContactPoint" SET "memberId" = ${memberId}::uuid, state = 'active', preferred = false
         WHERE id = ${contactPointId}::uuid`;
    },

    async hasContacts(memberId) {
      const rows = await db.rows`SELECT 1 FROM "ContactPoint" WHERE "memberId" = ${memberId}::uuid LIMIT 1`;
      return rows.length > 0;
    },

    async prefer(memberId, contactPointId) {
      const rows = await db.rows`
        WITH chosen AS (
          SELECT c.id, a.channel::text AS channel
            FROM "ContactPoint" c JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
           WHERE c.id = ${contactPointId}::uuid AND c."memberId" = ${memberId}::uuid
        ), changed AS (
          UPDATE "ContactPoint" c SET preferred = c.id = chosen.id
            FROM chosen WHERE c."memberId" = ${memberId}::uuid AND c.preferred <> (c.id = chosen.id)
        )
        SELECT channel FROM chosen`;
      return z.array(preferredRow).parse(rows)[0] ?? null;
    },
  };
}
