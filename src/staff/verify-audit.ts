import { may } from './rights.ts';
import type { AuditLog, StaffActor } from './staff.ts';

export type AuditVerdict =
  | { kind: 'intact'; seals: number; entries: number; unsealed: number }
  | { kind: 'broken'; firstId: string };

/** Reads the whole chain of the audit log again, and writes down who did and what came out. */
export function createVerifyAudit(deps: { verify(): Promise<AuditVerdict>; append: AuditLog['append'] }) {
  return async function verifyAudit(actor: StaffActor): Promise<AuditVerdict | { kind: 'forbidden' }> {
    if (!may(actor, 'see_audit')) return { kind: 'forbidden' };
    const verdict = await deps.verify();
    await deps.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'audit.verified',
      subject: `unit:${actor.policeUnitId}`,
      detail: { verdict: verdict.kind },
    });
    return verdict;
  };
}
