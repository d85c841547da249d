import type { AuditLog } from '../staff/staff.ts';
import type { Db } from './sql.ts';

/** The append-only log of what staff did (a trigger refuses changes). */
export function createAuditLog(db: Db): AuditLog {
  return {
    async append(entry) {
      const { staffId, policeUnitId, action, subject, detail } = entry;
      await db.run`
        INSERT INTO "AuditEntry" ("staffId", "policeUnitId", action, subject, detail)
        VALUES (${staffId}::uuid, ${policeUnitId}::uuid, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb)`;
    },
  };
}
