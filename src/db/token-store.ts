import { z } from 'zod';
import { digestOf } from '../shared/secrets.ts';
import type { TokenStore } from '../staff/admin-ports.ts';
import { ACTIONS } from '../staff/rights.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import type { Db } from './sql.ts';

/** An action that is no more is left out: a token never gains by a change of the table. */
const actions = z.array(z.string()).transform((names) => ACTIONS.filter((action) => names.includes(action)));
const tokenRow = z.object({
  id: z.string(),
  name: z.string(),
  actions,
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
const ownerRow = z.object({
  staffId: z.string(),
  policeUnitId: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
  actions,
});

/** Personal tokens, by digest. */
export function createTokenStore(db: Db): TokenStore {
  return {
    async insert({ id, staffId, name, token, actions: names, validForMs }) {
      const rows = await db.rows`
        INSERT INTO "ApiToken" (id, "staffId", name, digest, actions, "expiresAt")
        VALUES (${id}::uuid, ${staffId}::uuid, ${name}, ${digestOf(token)}, ${names}::text[],
                now() + ${validForMs}::float8 * interval '1 millisecond')
        RETURNING id, name, actions, "createdAt", "expiresAt", "lastUsedAt"`;
      const row = z.array(tokenRow).parse(rows)[0];
      if (!row) throw new Error('the token was not stored');
      return row;
    },

    async list(staffId) {
      const rows = await db.rows`
        SELECT id, name, actions, "createdAt", "expiresAt", "lastUsedAt" FROM "ApiToken"
         WHERE "staffId" = ${staffId}::uuid AND "endedAt" IS NULL AND "expiresAt" > now()
         ORDER BY id DESC`;
      return z.array(tokenRow).parse(rows);
    },

    async end(staffId, id) {
      const ended = await db.run`
        UPDATE "ApiToken" SET "endedAt" = now()
         WHERE id = ${id}::uuid AND "staffId" = ${staffId}::uuid AND "endedAt" IS NULL`;
      return ended > 0;
    },

    async use(token) {
      const rows = await db.rows`
        SELECT t."staffId", s."policeUnitId", t.actions,
               ARRAY(SELECT r.role::text FROM "StaffRole" r
                      WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId" ORDER BY r.role) AS roles
          FROM "ApiToken" t JOIN "Staff" s ON s.id = t."staffId" AND s."disabledAt" IS NULL
         WHERE t.digest = ${digestOf(token)} AND t."endedAt" IS NULL AND t."expiresAt" > now()`;
      const owner = z.array(ownerRow).parse(rows)[0];
      if (!owner) return null;
      // A minute's grain is enough to see whether it is in use, and spares a write for each request.
      await db.run`
        UPDATE "ApiToken" SET "lastUsedAt" = now()
         WHERE digest = ${digestOf(token)} AND ("lastUsedAt" IS NULL OR "lastUsedAt" < now() - interval '1 minute')`;
      return owner;
    },
  };
}
