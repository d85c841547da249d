import { z } from 'zod';
import type { VerifiableAlert, VerifyStore } from '../alerts/life-ports.ts';
import { alertStateSchema, categorySchema } from './alert-columns.ts';
import { type Db, SqlFragment } from './sql.ts';

const verifiableRow = z.object({
  number: z.string(),
  verificationCode: z.string(),
  category: categorySchema,
  state: alertStateSchema,
  drill: z.boolean(),
  unitName: z.string(),
  dutyPhone: z.string(),
  sentAt: z.date(),
  closedAt: z.date().nullable(),
  expiresAt: z.date(),
}) satisfies z.ZodType<VerifiableAlert>;

/** What is scheduled is nobody's business until it goes out; what was never sent is no alert. */
const SENT = new SqlFragment(`
  SELECT a.number, a."verificationCode", a.category,
         CASE WHEN a."closedAt" IS NULL AND a."expiresAt" <= now() THEN 'expired' ELSE a.state::text END AS state,
         a.drill, p.name AS "unitName", p."dutyPhone", greatest(m."createdAt", m."sendFrom") AS "sentAt", a."closedAt",
         a."expiresAt"
    FROM "Alert" a
    JOIN "PoliceUnit" p ON p.id = a."policeUnitId"
    JOIN "AlertMessage" m ON m."alertId" = a.id AND m.seq = 1
                         AND (m."fannedOutTo" IS NOT NULL OR m."sendFrom" IS NULL OR m."sendFrom" <= now())`);

/** Alerts as anybody may know them. */
export function createVerifyStore(db: Db): VerifyStore {
  return {
    async byNumber(number) {
      const rows = await db.rows`${SENT} WHERE a.number = ${number}`;
      return z.array(verifiableRow).parse(rows)[0] ?? null;
    },

    async byCode(code, householdId) {
      const rows = await db.rows`
        ${SENT}
          JOIN "AudienceHousehold" ah ON ah."alertId" = a.id AND ah."householdId" = ${householdId}::uuid
         WHERE a."verificationCode" = ${code}
         ORDER BY a."createdAt" DESC LIMIT 1`;
      return z.array(verifiableRow).parse(rows)[0] ?? null;
    },
  };
}
