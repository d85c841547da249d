import { z } from 'zod';
import type { LaneHealth } from '../contracts/channels.ts';
import { channelSchema, type Reader } from '../contracts/words.ts';
import { CLASS } from '../deliveries/lane.ts';
import type { createAccountFigures } from './account-figures.ts';
import { type Db, SqlFragment } from './sql.ts';
import { waitingMessages } from './waiting-messages.ts';

/** What waits for longer without anybody who sends it is noticed by nobody else. */
const DRIVERLESS_AFTER_SECONDS = 10;

const WAITING = new SqlFragment(waitingMessages('l.id'));

const CLASS_NAMES = ['critical', 'staff_notice', 'answer', 'urgent', 'routine'] as const;
const CLASSES = [CLASS.critical, CLASS.staffNotice, CLASS.answer, CLASS.urgent, CLASS.routine];

const laneRow = z.object({
  channelAccountId: z.string(),
  channel: channelSchema,
  name: z.string(),
  ratePerSecond: z.number(),
  paused: z.boolean(),
  pausedUntil: z.date().nullable(),
  stoppedReason: z.string().nullable(),
  driven: z.boolean(),
  waiting: z.array(z.object({ priority: z.number(), count: z.number(), oldestSeconds: z.number() })),
});

export interface LaneNow extends LaneHealth {
  ratePerSecond: number;
  backlog: { class: (typeof CLASS_NAMES)[number]; waiting: number }[];
}

/** The lanes of accounts that serve a unit of the reader's, or nobody yet. */
export async function lanesNow(
  db: Db,
  reader: Reader,
  figures: Awaited<ReturnType<ReturnType<typeof createAccountFigures>>>,
): Promise<LaneNow[]> {
  const rows = await db.rows`
    SELECT a.id AS "channelAccountId", a.channel::text AS channel, a.name, a."ratePerSecond",
           coalesce(l."pausedUntil" > now(), false) AS paused, l."pausedUntil", l."stoppedReason",
           coalesce(l."leaseUntil" > now(), false) AS driven,
           coalesce((
             SELECT json_agg(json_build_object('priority', w.priority, 'count', w.n, 'oldestSeconds',
                                               greatest(0, extract(epoch FROM now() - w.oldest))))
               FROM (SELECT * FROM (
                       WITH RECURSIVE ${WAITING}
                       SELECT s.priority, counted.n, counted.oldest
                         FROM waiting s
                         JOIN "AlertMessage" m ON m.id = s."alertMessageId" AND m."stoppedAt" IS NULL
                                              AND m."pausedAt" IS NULL AND m."sendUntil" > now()
                                              AND (m."sendFrom" IS NULL OR m."sendFrom" <= now())
                        CROSS JOIN LATERAL (
                          SELECT count(*)::int AS n, min("createdAt") AS oldest
                            FROM (SELECT d."createdAt" FROM "Delivery" d
                                   WHERE d."laneId" = l.id AND d.state = 'pending' AND d.priority = s.priority
                                     AND d."alertMessageId" = s."alertMessageId"
                                   ORDER BY d."createdAt" LIMIT 10000) first_ones) counted) deliveries
                     UNION ALL
                     SELECT an.priority, count(*)::int, min(an."createdAt")
                       FROM (SELECT x.priority, x."createdAt" FROM "Answer" x
                              WHERE x."laneId" = l.id AND x.state = 'pending'
                              ORDER BY x.priority, x.id LIMIT 10000) an
                      GROUP BY an.priority) w), '[]') AS waiting
      FROM "ChannelAccount" a JOIN "Lane" l ON l."channelAccountId" = a.id
     ORDER BY a."createdAt", a.id`;
  return z
    .array(laneRow)
    .parse(rows)
    .filter(({ channelAccountId }) => serves(channelAccountId))
    .map(({ paused, driven, stoppedReason, pausedUntil, waiting, ...lane }) => {
      const oldest = waiting.length === 0 ? null : Math.max(...waiting.map((one) => one.oldestSeconds));
      return {
        ...lane,
        state: stateOf({ paused, driven, stopped: stoppedReason !== null, oldest }),
        pausedUntil: paused ? (pausedUntil?.toISOString() ?? null) : null,
        reason: stoppedReason,
        waiting: waiting.reduce((sum, one) => sum + one.count, 0),
        oldestWaitingSeconds: oldest,
        backlog: CLASSES.flatMap((priority, at) => {
          const count = waiting.reduce((sum, one) => sum + (one.priority === priority ? one.count : 0), 0);
          const name = CLASS_NAMES[at];
          return count === 0 || name === undefined ? [] : { class: name, waiting: count };
        }),
      };
    });

  function serves(channelAccountId: string): boolean {
    const unitIds = figures.get(channelAccountId)?.unitIds ?? [];
    return unitIds.length === 0 || unitIds.some((id) => reader.unitIds.includes(id));
  }
}

function stateOf(lane: {
  paused: boolean;
  driven: boolean;
  stopped: boolean;
  oldest: number | null;
}): LaneHealth['state'] {
  if (lane.stopped) return 'stopped';
  if (lane.paused) return 'paused';
  return !lane.driven && (lane.oldest ?? 0) > DRIVERLESS_AFTER_SECONDS ? 'no_driver' : 'working';
}
