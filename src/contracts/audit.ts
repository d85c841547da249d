import { z } from 'zod';
import { nextSchema, pageQueryFields, personSchema, type Reader, timeSchema } from './words.ts';

const filterFields = {
  /** E.g. `alert.raised`; several are joined by commas. */
  action: z.string().max(300).optional(),
  staffId: z.uuid().optional(),
  /** What was acted on: an id, or the number of an alert. */
  subject: z.string().max(100).optional(),
  from: timeSchema.optional(),
  /** Before this. */
  to: timeSchema.optional(),
};

/** `GET /api/audit`: entries of the unit, newest first. */
export const auditQuerySchema = z.object({
  ...pageQueryFields(z.tuple([z.string().regex(/^\d{1,18}$/)])),
  ...filterFields,
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditEntrySchema = z.object({
  /** Grows with each entry; decimal. */
  id: z.string(),
  at: timeSchema,
  /** Null: the service itself. */
  by: personSchema.nullable(),
  action: z.string(),
  subject: z.string(),
  /** Ids and counts, never personal text. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Whether it is in the sealed chain already; entries are sealed a minute after they were written. */
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditPageSchema = z.object({ items: z.array(auditEntrySchema), next: nextSchema });
export type AuditPage = z.infer<typeof auditPageSchema>;

/** `GET /api/audit/filters`: actions that occur in the unit and staff who acted, for the filter. */
export const auditFiltersSchema = z.object({ actions: z.array(z.string()), staff: z.array(personSchema) });
export type AuditFilters = z.infer<typeof auditFiltersSchema>;

/** `POST /api/audit/verify` (no body): reads the whole chain again, from the first entry. Audited. */
export const auditVerdictSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('intact'),
    seals: z.number().int(),
    entries: z.number().int(),
    /** Younger entries that are not sealed yet. */
    unsealed: z.number().int(),
  }),
  /** The entries from `firstId` on are not what was sealed, or the chain was cut there. */
  z.object({ kind: z.literal('broken'), firstId: z.string() }),
]);
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

/** `GET /api/audit/export`: CSV of all entries with the filters of the list. Audited. */
export const auditExportQuerySchema = z.object(filterFields);
export type AuditFilter = z.infer<typeof auditExportQuerySchema>;

/** The same as one reads them; a store implements it. */
export interface AuditReads {
  list(reader: Reader, query: AuditQuery): Promise<AuditPage>;
  filters(reader: Reader): Promise<AuditFilters>;
}
