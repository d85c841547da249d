import { z } from 'zod';
import { type ChannelTemplate, TEMPLATE_TAGS } from '../deliveries/route.ts';
import type { TemplateStatuses } from '../dialogs/notice-ports.ts';
import { newId } from '../shared/ids.ts';
import { messageKindSchema, severitySchema } from './alert-columns.ts';
import type { Db } from './sql.ts';
import { templateParametersSchema } from './terms-store.ts';

export interface NewChannelTemplate extends Omit<ChannelTemplate, 'id'> {
  /** Null: the platform has not approved it yet. */
  approvedAt: Date | null;
}

export interface StoredChannelTemplate extends NewChannelTemplate {
  id: string;
  /** Why the platform refused it; null where it did not. */
  refusedReason: string | null;
}

/** The templates of an account, as an operator keeps them and the platform changes them. */
export interface ChannelTemplateStore extends TemplateStatuses {
  /** Adds one, or brings the known one up to date: then a refusal is forgotten. */
  put(channelAccountId: string, template: NewChannelTemplate): Promise<void>;
  /** False when there is none. */
  remove(channelAccountId: string, externalId: string): Promise<boolean>;
  list(channelAccountId: string): Promise<readonly StoredChannelTemplate[]>;
}

const storedRow = z.object({
  id: z.string(),
  externalId: z.string(),
  name: z.string(),
  tag: z.enum(TEMPLATE_TAGS),
  parameters: templateParametersSchema,
  priceDong: z.number(),
  severities: z.array(severitySchema),
  kinds: z.array(messageKindSchema),
  approvedAt: z.date().nullable(),
  refusedReason: z.string().nullable(),
}) satisfies z.ZodType<StoredChannelTemplate>;

export function createChannelTemplateStore(db: Db): ChannelTemplateStore {
  return {
    async put(channelAccountId, template) {
      const { externalId, name, tag, parameters, priceDong, severities, kinds, approvedAt } = template;
      await db.run`
        INSERT INTO "ChannelTemplate" (id, "channelAccountId", "externalId", name, tag, parameters, "priceDong",
                                       severities, kinds, "approvedAt")
        VALUES (${newId()}::uuid, ${channelAccountId}::uuid, ${externalId}, ${name}, ${tag}::"TemplateTag",
                ${JSON.stringify(parameters)}::jsonb, ${priceDong}::int, ${[...severities]}::text[]::"Severity"[],
                ${[...kinds]}::text[]::"AlertMessageKind"[], ${approvedAt}::timestamptz)
        ON CONFLICT ("channelAccountId", "externalId") DO UPDATE
          SET name = EXCLUDED.name, tag = EXCLUDED.tag, parameters = EXCLUDED.parameters,
              "priceDong" = EXCLUDED."priceDong", severities = EXCLUDED.severities, kinds = EXCLUDED.kinds,
              "approvedAt" = EXCLUDED."approvedAt", "refusedAt" = NULL, "refusedReason" = NULL`;
    },

    async remove(channelAccountId, externalId) {
      const removed = await db.run`
        DELETE FROM "ChannelTemplate"
         WHERE "channelAccountId" = ${channelAccountId}::uuid AND "externalId" = ${externalId}`;
      return removed === 1;
    },

    async noteStatus(channelAccountId, { templateExternalId, status, reason, sequence }) {
      const noted = await db.run`
        UPDATE "ChannelTemplate"
           SET "approvedAt" = CASE ${status}::text WHEN 'approved' THEN least("approvedAt", now())
                                                   WHEN 'refused' THEN "approvedAt" END,
               "refusedAt" = CASE ${status}::text WHEN 'refused' THEN now() END, "refusedReason" = ${reason}::text,
               "statusSequence" = ${sequence}::text::bigint
         WHERE "channelAccountId" = ${channelAccountId}::uuid AND "externalId" = ${templateExternalId}
           AND ("statusSequence" IS NULL OR "statusSequence" < ${sequence}::text::bigint)`;
      return noted === 1;
    },

    async list(channelAccountId) {
      const rows = await db.rows`
        SELECT id, "externalId", name, tag, parameters, "priceDong", severities::text[] AS severities,
               kinds::text[] AS kinds, "approvedAt", "refusedReason"
          FROM "ChannelTemplate" WHERE "channelAccountId" = ${channelAccountId}::uuid ORDER BY "createdAt", id`;
      return z.array(storedRow).parse(rows);
    },
  };
}
