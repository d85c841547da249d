import { z } from 'zod';
import type { CheckStore, QuietHoursStore, TemplateRow, TemplateStore } from '../alerts/life-ports.ts';
import { categorySchema } from './alert-columns.ts';
import type { Db } from './sql.ts';

const templateRow = z.object({
  id: z.string(),
  category: categorySchema,
  name: z.string(),
  texts: z.object({ vi: z.string(), en: z.string().nullable() }),
}) satisfies z.ZodType<TemplateRow>;
const recentRow = z.object({ number: z.string(), text: z.string() });
const quietRow = z.object({ fromMinute: z.number(), toMinute: z.number() });

/** Texts of the unit's own. */
export function createTemplateStore(db: Db): TemplateStore {
  return {
    async list(policeUnitId) {
      const rows = await db.rows`
        SELECT id, category, name, texts FROM "AlertTemplate"
         WHERE "policeUnitId" = ${policeUnitId}::uuid AND "retiredAt" IS NULL ORDER BY category, name`;
      return z.array(templateRow).parse(rows);
    },

    async add({ id, policeUnitId, category, name, texts, authorId }) {
      const added = await db.run`
        INSERT INTO "AlertTemplate" (id, "policeUnitId", category, name, texts, "authorId")
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${category}, ${name}, ${JSON.stringify(texts)}::jsonb,
                ${authorId}::uuid)
        ON CONFLICT ("policeUnitId", category, name) WHERE "retiredAt" IS NULL DO NOTHING`;
      return added > 0;
    },

    async retire(templateId, policeUnitId) {
      const retired = await db.run`
        UPDATE "AlertTemplate" SET "retiredAt" = now()
         WHERE id = ${templateId}::uuid AND "policeUnitId" = ${policeUnitId}::uuid AND "retiredAt" IS NULL`;
      return retired > 0;
    },
  };
}

/** What an alert is checked against before it is sent. */
export function createCheckStore(db: Db): CheckStore & QuietHoursStore {
  return {
    async recentAlerts(policeUnitId, groupIds, withinMs) {
      const rows = await db.rows`
        SELECT a.number, m.texts -> 'vi' ->> 'text' AS text
          FROM "Alert" a
          JOIN "AlertMessage" m ON m."alertId" = a.id AND m.kind IN ('initial', 'update')
                               AND m."createdAt" > now() - ${withinMs}::float8 * interval '1 millisecond'
         WHERE a."policeUnitId" = ${policeUnitId}::uuid
           AND a."createdAt" > now() - interval '60 days'
           AND EXISTS (SELECT 1 FROM "AudienceHousehold" ah
                         JOIN "Membership" ms ON ms."householdId" = ah."householdId"
                                             AND ms."groupId" = ANY (${[...groupIds]}::uuid[])
                        WHERE ah."alertId" = a.id)
         ORDER BY m."createdAt" DESC LIMIT 50`;
      return z.array(recentRow).parse(rows);
    },

    async quietHours(policeUnitId, groupIds) {
      const rows = await db.rows`
        SELECT DISTINCT "quietFromMinute" AS "fromMinute", "quietToMinute" AS "toMinute" FROM "NeighbourhoodGroup"
         WHERE "policeUnitId" = ${policeUnitId}::uuid AND id = ANY (${[...groupIds]}::uuid[])
           AND "quietFromMinute" IS NOT NULL
         ORDER BY 1, 2`;
      return z.array(quietRow).parse(rows);
    },

    async setQuietHours(groupId, policeUnitId, hours) {
      const changed = await db.run`
        UPDATE "NeighbourhoodGroup"
           SET "quietFromMinute" = ${hours?.fromMinute ?? null}::smallint,
               "quietToMinute" = ${hours?.toMinute ?? null}::smallint
         WHERE id = ${groupId}::uuid AND "policeUnitId" = ${policeUnitId}::uuid
           AND ("validTo" IS NULL OR "validTo" > now())`;
      return changed > 0;
    },
  };
}
