import { z } from 'zod';
import type { OutgoingMessage } from '../channels/channel.ts';
import { CLASS } from '../deliveries/lane.ts';
import { mergeNotices } from '../deliveries/notice.ts';
import type { AnswerStore } from '../deliveries/ports.ts';
import type { WakeList } from '../deliveries/wake-list.ts';
import { newId } from '../shared/ids.ts';
import { pendingByKey } from './by-key.ts';
import { openAnswer, serialiseAnswer } from './sealed-json.ts';
import { SealError, type Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

type AnswerClass = Parameters<AnswerStore['add']>[0]['class'];

const PRIORITY: Readonly<Record<AnswerClass, number>> = {
  staff_notice: CLASS.staffNotice,
  answer: CLASS.answer,
  // Staff watch an alert by it; it is rare (one edit in two seconds).
  progress: CLASS.staffNotice,
  // Nobody waits for it: after everything else (lane-claim.ts).
  edit: CLASS.routine,
};

const PENDING = new SqlFragment(pendingByKey('a'));

const addedRow = z.object({
  laneId: z.string(),
  twinId: z.string().nullable(),
  twinPayload: z.string().nullable(),
});
const waitingRow = z.object({ id: z.string(), laneId: z.string(), payload: z.string() });

/** Null when it was altered, or its key is gone. */
function readable<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** Our own messages to single chats, as rows in the caller's transaction. */
export function createAnswerStore(db: Db, sealer: Sealer, wake: WakeList): AnswerStore {
  /** Adds the notice to one that still waits for this officer. Null when there is none that nobody else holds. */
  async function addToWaiting(contactPointId: string, notice: OutgoingMessage): Promise<string | null> {
    const rows = await db.rows`
      SELECT id, "laneId", payload FROM "Answer" a
       WHERE "contactPointId" = ${contactPointId}::uuid AND class = 'staff_notice' AND ${PENDING} AND repeats = 0
       ORDER BY id DESC LIMIT 1
         FOR UPDATE SKIP LOCKED`;
    const waiting = z.array(waitingRow).parse(rows)[0];
    const before = waiting && readable(() => openAnswer(sealer, waiting.id, waiting.payload));
    const merged = before ? mergeNotices(before, notice) : null;
    if (!waiting || !merged) return null;
    await db.run`
      UPDATE "Answer" SET payload = ${sealer.seal(waiting.id, serialiseAnswer(merged))} WHERE id = ${waiting.id}::uuid`;
    wake.lanes.add(waiting.laneId);
    return waiting.id;
  }

  return {
    async add({ contactPointId, class: kind, message, editsAnswerId, editsMessageId }) {
      const payload = serialiseAnswer(message);
      if (kind === 'staff_notice') {
        const waiting = await addToWaiting(contactPointId, message);
        if (waiting !== null) return waiting;
      }
      const id = newId();
      const rows = await db.rows`
        WITH newest AS (
          SELECT id, payload FROM "Answer" a
           WHERE "contactPointId" = ${contactPointId}::uuid AND class = ${kind}::"AnswerClass" AND ${PENDING}
             AND "editsAnswerId" IS NULL AND "editsMessageId" IS NULL
           ORDER BY id DESC LIMIT 1
        ), added AS (
          INSERT INTO "Answer" (id, "contactPointId", "laneId", class, priority, payload, "editsAnswerId",
                                "editsMessageId")
          SELECT ${id}::uuid, c.id, l.id, ${kind}::"AnswerClass", ${PRIORITY[kind]}::smallint,
                 ${sealer.seal(id, payload)}, ${editsAnswerId ?? null}::uuid, ${editsMessageId ?? null}
            FROM "ContactPoint" c JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
           WHERE c.id = ${contactPointId}::uuid
          RETURNING "laneId"
        )
        SELECT added."laneId", newest.id AS "twinId", newest.payload AS "twinPayload"
          FROM added LEFT JOIN newest ON true`;
      const added = z.array(addedRow).parse(rows)[0];
      if (!added) throw new Error('the contact point has no lane');
      const { laneId, twinId, twinPayload } = added;
      wake.lanes.add(laneId);
      if (
        editsAnswerId !== undefined ||
        editsMessageId !== undefined ||
        twinId === null ||
        twinPayload === null
      )
        return id;
      // In a storm of presses a chat would get the same words again and again: what equals the newest message that still
      // waits for this chat is not added. Only the newest, so that the last thing a person reads is always the latest.
      if (readable(() => sealer.open(twinId, twinPayload)) !== payload) return id;
      await db.run`DELETE FROM "Answer" WHERE id = ${id}::uuid`;
      return twinId;
    },
  };
}
