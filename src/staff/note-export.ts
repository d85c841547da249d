import type { AuditLog, StaffActor } from './staff.ts';

/** What may leave as a file. */
export type Exported = 'households' | 'ledger' | 'audit';

/** Writes down who took what out, before it leaves. */
export function createNoteExport(deps: { audit: AuditLog }) {
  return async function noteExport(
    actor: StaffActor,
    what: { what: Exported; subject: string; format: 'csv' | 'xlsx' },
  ): Promise<void> {
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: `${what.what}.exported`,
      subject: what.subject,
      detail: { format: what.format },
    });
  };
}
