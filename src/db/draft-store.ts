import { z } from 'zod';
import { type AlertContent, LEGAL_BASES } from '../alerts/alert.ts';
import type { DraftRow, DraftStore } from '../alerts/life-ports.ts';
import { alertStateSchema, categorySchema, severitySchema } from './alert-columns.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const contentSchema = z.object({
  category: categorySchema,
  severity: severitySchema,
  groupIds: z.array(z.string()),
  texts: z.object({ vi: z.string(), en: z.string().nullable() }),
  drill: z.boolean(),
  sendFrom: z.coerce.date().nullable(),
  legalBasis: z.enum(LEGAL_BASES).nullable(),
  documentNumber: z.string().nullable(),
  issuingAuthority: z.string().nullable(),
  // Drafts of before there were any.
  media: z.object({ id: z.string(), showsPerson: z.boolean().nullable() }).nullable().default(null),
}) satisfies z.ZodType<AlertContent>;

const draftRow = z.object({
  id: z.string(),
  policeUnitId: z.string(),
  authorId: z.string(),
  state: z.enum(['open', 'submitted', 'closed']),
  content: z.string(),
  savedAt: z.date(),
  comment: z.string().nullable(),
  returnedAt: z.date().nullable(),
  number: z.string().nullable(),
  verificationCode: z.string().nullable(),
  alertState: alertStateSchema.nullable(),
});
const savedRow = z.object({ savedAt: z.date() });

/** Drafts of alerts; what was written is sealed until it is sent. */
export function createDraftStore(db: Db, sealer: Sealer): DraftStore {
  function open(row: z.infer<typeof draftRow>): DraftRow {
    const { id, policeUnitId, authorId, state, savedAt, number, verificationCode, alertState } = row;
    return {
      ...{ id, policeUnitId, authorId, state, savedAt },
      content: contentSchema.parse(JSON.parse(sealer.open(id, row.content))),
      alert:
        number === null || verificationCode === null || alertState === null
          ? null
          : { number, verificationCode, state: alertState },
      returned:
        row.comment === null || row.returnedAt === null
          ? null
          : { comment: sealer.open(id, row.comment), at: row.returnedAt },
    };
  }

  return {
    async lock(draftId, policeUnitId) {
      await db.rows`SELECT 1 FROM "AlertDraft" WHERE id = ${draftId}::uuid FOR UPDATE`;
      const rows = await db.rows`
        SELECT d.*, a.number, a."verificationCode", a.state::text AS "alertState"
          FROM "AlertDraft" d LEFT JOIN "Alert" a ON a.id = d.id
         WHERE d.id = ${draftId}::uuid AND d."policeUnitId" = ${policeUnitId}::uuid`;
      const row = z.array(draftRow).parse(rows)[0];
      if (!row) return null;
      return row.state === 'closed' ? { state: 'closed' } : open(row);
    },

    async put({ id, policeUnitId, authorId, content, state }) {
      const rows = await db.rows`
        INSERT INTO "AlertDraft" (id, "policeUnitId", "authorId", state, content, "mediaId")
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${authorId}::uuid, ${state}::"AlertDraftState",
                ${sealer.seal(id, JSON.stringify(content))}, ${content.media?.id ?? null}::uuid)
        ON CONFLICT (id) DO UPDATE
           SET "authorId" = EXCLUDED."authorId", state = EXCLUDED.state, content = EXCLUDED.content,
               "mediaId" = EXCLUDED."mediaId", "savedAt" = now()
        RETURNING "savedAt"`;
      return z.tuple([savedRow]).parse(rows)[0].savedAt;
    },

    async giveBack(draftId, comment) {
      await db.run`
        UPDATE "AlertDraft"
           SET state = 'open', comment = ${sealer.seal(draftId, comment)}, "returnedAt" = now(), "savedAt" = now()
         WHERE id = ${draftId}::uuid`;
    },

    async close(draftId) {
      await db.run`
        UPDATE "AlertDraft" SET state = 'closed', content = '', comment = NULL, "mediaId" = NULL, "savedAt" = now()
         WHERE id = ${draftId}::uuid`;
    },

    async open(policeUnitId, limit) {
      const rows = await db.rows`
        SELECT d.*, a.number, a."verificationCode", a.state::text AS "alertState"
          FROM "AlertDraft" d LEFT JOIN "Alert" a ON a.id = d.id
         WHERE d."policeUnitId" = ${policeUnitId}::uuid AND d.state = 'open'
           AND (a.state IS NULL OR a.state = 'draft')
         ORDER BY d."savedAt" DESC, d.id LIMIT ${limit}::int`;
      return z.array(draftRow).parse(rows).map(open);
    },
  };
}
