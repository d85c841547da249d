import { z } from 'zod';
import { createKeptReads } from './kept-reads.ts';
import type { ReadDeps } from './read-deps.ts';

const figuresRow = z.object({
  channelAccountId: z.string(),
  contacts: z.number(),
  lastEventAt: z.date().nullable(),
  unitIds: z.array(z.string()),
});
export type AccountFigures = z.infer<typeof figuresRow>;

/** What costs a look at every chat of an account, so it may be half a minute old: by account id. */
export function createAccountFigures(deps: ReadDeps) {
  const kept = createKeptReads<ReadonlyMap<string, AccountFigures>>({
    async read() {
      const rows = await deps.db.rows`
        SELECT c."channelAccountId", count(*) FILTER (WHERE c.state = 'active')::int AS contacts,
               max(c."lastInboundAt") AS "lastEventAt",
               coalesce(array_agg(DISTINCT coalesce(h."policeUnitId", s."policeUnitId"))
                          FILTER (WHERE coalesce(h."policeUnitId", s."policeUnitId") IS NOT NULL), '{}') AS "unitIds"
          FROM "ContactPoint" c
          LEFT JOIN "Member" m ON m.id = c."memberId"
          LEFT JOIN "Household" h ON h.id = m."householdId"
          LEFT JOIN "Staff" s ON s.id = c."staffId"
         GROUP BY c."channelAccountId"`;
      return new Map(
        z
          .array(figuresRow)
          .parse(rows)
          .map((one) => [one.channelAccountId, one]),
      );
    },
    weigh: () => 1,
    heaviest: 1,
    now: deps.now,
    monotonicMs: deps.monotonicMs,
  });
  return async () => (await kept('accounts', '')).value;
}
