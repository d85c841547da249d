import { z } from 'zod';
import type { NowReads } from '../contracts/now.ts';
import type { createAccountFigures } from './account-figures.ts';
import { openAlerts } from './alert-summaries.ts';
import { createDutyReads, shiftsOf } from './duty-store.ts';
import { lanesNow } from './lane-health.ts';
import type { ReadDeps } from './read-deps.ts';
import { replyItems } from './reply-items.ts';

const ALERTS_SHOWN = 50;
const CALLS_SHOWN = 20;

const waitingRow = z.object({ waiting: z.number(), oldestAt: z.date().nullable(), approvals: z.number() });
const callRow = z.object({ id: z.string() });

/** What the officer on duty must see at once. */
export function createNowReads(deps: ReadDeps, figuresOf: ReturnType<typeof createAccountFigures>): NowReads {
  const { db } = deps;
  return {
    ...createDutyReads(deps),
    async now(reader) {
      const figures = await figuresOf();
      const counted = z.tuple([waitingRow]).parse(
        await db.rows`
          SELECT count(*)::int AS waiting, min("createdAt") AS "oldestAt",
                 (SELECT count(*)::int FROM "Alert" a
                   WHERE a."policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND a.state = 'pending_approval') AS approvals
            FROM "Reply"
           WHERE "policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND "handledAt" IS NULL AND code IN ('HELP', 'STUCK')`,
      )[0];
      const calls = z.array(callRow).parse(
        await db.rows`
          SELECT id FROM "Reply"
           WHERE "policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND "handledAt" IS NULL AND code IN ('HELP', 'STUCK')
           ORDER BY "createdAt" DESC, id DESC LIMIT ${CALLS_SHOWN}::int`,
      );
      const [newest, before] = await shiftsOf(deps, reader, 2);
      const onDuty = newest?.endedAt === null;
      const lanes = await lanesNow(db, reader, figures);
      return {
        asOf: deps.now().toISOString(),
        alerts: await openAlerts(db, reader, ALERTS_SHOWN),
        help: {
          waiting: counted.waiting,
          oldestAt: counted.oldestAt?.toISOString() ?? null,
          items: reader.sees.personal
            ? await replyItems(
                deps,
                reader,
                calls.map(({ id }) => id),
              )
            : [],
        },
        lanes: lanes.map(({ ratePerSecond: _rate, backlog: _backlog, ...lane }) => lane),
        duty: { current: (onDuty ? newest : null) ?? null, previous: (onDuty ? before : newest) ?? null },
        approvalsWaiting: counted.approvals,
      };
    },
  };
}
