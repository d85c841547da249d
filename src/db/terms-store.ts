import { z } from 'zod';
import { ROUTE_RULES } from '../../config/channels.ts';
import { ALERT_FACTS } from '../alerts/alert.ts';
import type { TermsStore } from '../deliveries/ports.ts';
import { type AccountTerms, type ChannelTemplate, TEMPLATE_TAGS } from '../deliveries/route.ts';
import { messageKindSchema, severitySchema } from './alert-columns.ts';
import type { Db } from './sql.ts';

export const templateParametersSchema = z.array(
  z.object({ name: z.string(), fact: z.enum(ALERT_FACTS), maxLength: z.int().positive() }),
);

const termsRow = z.object({
  channelAccountId: z.string(),
  channel: z.enum(['telegram', 'zalo']),
  ratePerSecond: z.number(),
  refused: z.boolean(),
  paysForRoutine: z.boolean(),
  paidLeft: z.number().nullable(),
  paidUsedUpUntil: z.date().nullable(),
  templatesUsedUpUntil: z.date().nullable(),
});
const templateRow = z.object({
  channelAccountId: z.string(),
  id: z.string(),
  externalId: z.string(),
  name: z.string(),
  tag: z.enum(TEMPLATE_TAGS),
  parameters: templateParametersSchema,
  priceDong: z.number(),
  severities: z.array(severitySchema),
  kinds: z.array(messageKindSchema),
});

export interface AllTermsStore extends TermsStore {
  /** Of every account. */
  all(): Promise<readonly AccountTerms[]>;
}

/** What accounts may spend and have left. */
export function createTermsStore(db: Db): AllTermsStore {
  async function read(channelAccountId: string | null): Promise<AccountTerms[]> {
    const accounts = await db.rows`
      SELECT a.id AS "channelAccountId", a.channel, a."ratePerSecond", l."stoppedReason" IS NOT NULL AS refused,
             a."paysForRoutine", a."paidLeft", a."paidUsedUpUntil", a."templatesUsedUpUntil"
        FROM "ChannelAccount" a LEFT JOIN "Lane" l ON l."channelAccountId" = a.id
       WHERE ${channelAccountId}::uuid IS NULL OR a.id = ${channelAccountId}::uuid
       ORDER BY a."createdAt", a.id`;
    const rows = await db.rows`
      SELECT "channelAccountId", id, "externalId", name, tag, parameters, "priceDong",
             severities::text[] AS severities, kinds::text[] AS kinds
        FROM "ChannelTemplate"
       WHERE "approvedAt" <= now() AND "refusedAt" IS NULL
         AND (${channelAccountId}::uuid IS NULL OR "channelAccountId" = ${channelAccountId}::uuid)
       ORDER BY "createdAt", id`;
    const templates = z.array(templateRow).parse(rows);
    return z
      .array(termsRow)
      .parse(accounts)
      .map((terms) => ({
        ...terms,
        rules: ROUTE_RULES[terms.channel],
        templates: templates.flatMap(({ channelAccountId: owner, ...template }): ChannelTemplate[] =>
          owner === terms.channelAccountId ? [template] : [],
        ),
      }));
  }

  return {
    all: () => read(null),

    terms: async (channelAccountId) => (await read(channelAccountId))[0] ?? null,

    async noteUsedUp(channelAccountId, what, until) {
      if (what === 'paid') {
        await db.run`
          UPDATE "ChannelAccount" SET "paidUsedUpUntil" = ${until}, "paidLeft" = 0, "quotaSeenAt" = now()
           WHERE id = ${channelAccountId}::uuid`;
      } else {
        await db.run`
          UPDATE "ChannelAccount" SET "templatesUsedUpUntil" = ${until}
           WHERE id = ${channelAccountId}::uuid`;
      }
    },

    async noteTemplateRefused(templateId, reason) {
      await db.run`
        UPDATE "ChannelTemplate" SET "refusedAt" = now(), "refusedReason" = ${reason}
         WHERE id = ${templateId}::uuid`;
    },
  };
}
