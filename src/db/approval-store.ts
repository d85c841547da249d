import { z } from 'zod';
import { APPROVAL_REASONS } from '../alerts/approval.ts';
import type { ApprovalRow, ApprovalStore } from '../alerts/life-ports.ts';
import { scopeOf } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import { alertStateSchema } from './alert-columns.ts';
import type { Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

const approvalRow = z.object({
  id: z.string(),
  alertId: z.string(),
  policeUnitId: z.string(),
  number: z.string(),
  state: alertStateSchema,
  authorId: z.string(),
  authorOffice: z.string(),
  when: z.enum(['before', 'after']),
  reasons: z.array(z.enum(APPROVAL_REASONS)),
  glassReason: z.string().nullable(),
  submittedAt: z.date(),
  dueAt: z.date(),
  open: z.boolean(),
});
const dueRow = z.object({ dueAt: z.date() });
const idRow = z.object({ id: z.string() });

const COLUMNS = new SqlFragment(`
  p.id, p."alertId", a."policeUnitId", a.number, a.state::text AS state, p."authorId",
  coalesce((SELECT s.office FROM "Staff" s WHERE s.id = p."authorId"), '') AS "authorOffice", p."when"::text AS "when",
  p.reasons, p."glassReason", p."submittedAt", p."dueAt",
  p.decision IS NULL AND (p."when" = 'after' OR (a.state = 'pending_approval' AND a."expiresAt" > now())) AS open`);

/** `covering`: a unit of the province that covers unit `covered`. */
const covers = (covering: string, covered: string) => `EXISTS (
  SELECT 1
    FROM "PoliceUnitCover" m
    JOIN "AdminUnit" province ON province.code = m."adminUnitCode" AND province."validFrom" = m."adminUnitValidFrom"
                             AND province.kind = 'province'
    JOIN "AdminUnit" u ON u."provinceCode" = province.code
    JOIN "PoliceUnitCover" c ON c."adminUnitCode" = u.code AND c."adminUnitValidFrom" = u."validFrom"
   WHERE m."policeUnitId" = ${covering} AND c."policeUnitId" = ${covered})`;

/** Of the approver's own unit, and for the province of the units that it covers. */
const IN_SCOPE = new SqlFragment(`
  (a."policeUnitId" = mine.id OR (mine.province AND ${covers('mine.id', 'a."policeUnitId"')}))`);
const COVERING = new SqlFragment(covers('s."policeUnitId"', 'author.unit'));

/** What a second person is asked, and what they say. Comments and reasons are sealed. */
export function createApprovalStore(db: Db, sealer: Sealer): ApprovalStore {
  function opened(row: z.infer<typeof approvalRow>): ApprovalRow & { open: boolean } {
    return { ...row, glassReason: row.glassReason && sealer.open(row.id, row.glassReason) };
  }
  const isOfProvince = ({ roles }: StaffActor) => scopeOf(roles, 'approve_alert') === 'province';

  return {
    async ask({ id, alertId, authorId, when, reasons, glassReason, dueInMs }) {
      const rows = await db.rows`
        INSERT INTO "AlertApproval" (id, "alertId", "authorId", "when", reasons, "glassReason", "dueAt")
        VALUES (${id}::uuid, ${alertId}::uuid, ${authorId}::uuid, ${when}::"ApprovalWhen", ${[...reasons]}::text[],
                ${glassReason && sealer.seal(id, glassReason)}, now() + ${dueInMs}::float8 * interval '1 millisecond')
        RETURNING "dueAt"`;
      return z.tuple([dueRow]).parse(rows)[0].dueAt;
    },

    async lock(alertId, approver) {
      await db.rows`SELECT 1 FROM "Alert" WHERE id = ${alertId}::uuid FOR UPDATE`;
      const rows = await db.rows`
        SELECT ${COLUMNS}
          FROM (SELECT ${approver.policeUnitId}::uuid AS id, ${isOfProvince(approver)}::boolean AS province) mine
          JOIN "Alert" a ON a.id = ${alertId}::uuid AND ${IN_SCOPE}
          JOIN "AlertApproval" p ON p."alertId" = a.id
         ORDER BY p."submittedAt" DESC, p.id DESC LIMIT 1`;
      const row = z.array(approvalRow).parse(rows)[0];
      return row ? opened(row) : null;
    },

    async decide(approvalId, { deciderId, decision, comment }) {
      await db.run`
        UPDATE "AlertApproval"
           SET "deciderId" = ${deciderId}::uuid, decision = ${decision}::"ApprovalDecision", "decidedAt" = now(),
               comment = ${comment && sealer.seal(approvalId, comment)}
         WHERE id = ${approvalId}::uuid`;
    },

    async waiting(approver, limit) {
      const rows = await db.rows`
        SELECT * FROM (
          SELECT ${COLUMNS}, a.severity
            FROM (SELECT ${approver.policeUnitId}::uuid AS id, ${isOfProvince(approver)}::boolean AS province) mine
            JOIN "Alert" a ON ${IN_SCOPE}
            JOIN "AlertApproval" p ON p."alertId" = a.id AND p.decision IS NULL) waiting
         WHERE open
         ORDER BY severity DESC, "submittedAt", id LIMIT ${limit}::int`;
      return z.array(approvalRow).parse(rows).map(opened);
    },

    async approverContacts(policeUnitId, authorId) {
      const rows = await db.rows`
        WITH author AS (
          SELECT ${policeUnitId}::uuid AS unit, ${authorId}::uuid AS id
        ), contacts AS (
          SELECT c.id, r.role = 'ward_chief' AND s."policeUnitId" = author.unit AS own
            FROM author
            JOIN "Staff" s ON s.id <> author.id AND s."disabledAt" IS NULL
            JOIN "StaffRole" r ON r."staffId" = s.id AND r."scopeId" = s."policeUnitId"
                              AND r.role IN ('ward_chief', 'province_admin')
            JOIN "ContactPoint" c ON c."staffId" = s.id AND c.state = 'active'
           WHERE (r.role = 'ward_chief' AND s."policeUnitId" = author.unit)
              OR (r.role = 'province_admin' AND (s."policeUnitId" = author.unit OR ${COVERING}))
        )
        SELECT DISTINCT id FROM contacts
         WHERE own OR NOT EXISTS (SELECT 1 FROM contacts WHERE own) ORDER BY id`;
      return z
        .array(idRow)
        .parse(rows)
        .map(({ id }) => id);
    },

    async contactsOf(staffId) {
      const rows = await db.rows`
        SELECT c.id FROM "ContactPoint" c JOIN "Staff" s ON s.id = c."staffId" AND s."disabledAt" IS NULL
         WHERE s.id = ${staffId}::uuid AND c.state = 'active' ORDER BY c.id`;
      return z
        .array(idRow)
        .parse(rows)
        .map(({ id }) => id);
    },
  };
}
