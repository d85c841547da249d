import type { AuditLog } from '../staff/staff.ts';
import type { Db } from './client.ts';

/** The append-only log of what staff did (a trigger refuses changes). */
export function createAuditLog(db: Db): AuditLog {
  return {
    async append(entry) {
      await db.auditEntry.create({ data: { ...entry, detail: { ...entry.detail } }, select: { id: true } });
    },
  };
}
