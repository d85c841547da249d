import { z } from 'zod';
import type { OutgoingMessage } from '../channels/channel.ts';
import { CLASS } from '../deliveries/lane.ts';
import type { AnswerStore } from '../deliveries/ports.ts';
import type { WakeList } from '../deliveries/wake-list.ts';
import { newId } from '../shared/ids.ts';
import type { Db } from './client.ts';
import { SealError, type Sealer } from './sealing.ts';

type AnswerClass = Parameters<AnswerStore['add']>[0]['class'];

const PRIORITY: Readonly<Record<AnswerClass, number>> = {
  staff_notice: CLASS.staffNotice,
  answer: CLASS.answer,
  // Staff watch an alert by it; it is rare (one edit in two seconds).
  progress: CLASS.staffNotice,
};

const laneRow = z.object({ laneId: z.string() });
const waitingRow = z.object({ id: z.string(), laneId: z.string(), payload: z.string() });

/** Our own messages to single chats, as rows in the caller's transaction. */
export function createAnswerStore(db: Db, sealer: Sealer, wake: WakeList): AnswerStore {
  /**
   * In a storm of presses a chat would get the same words again and again: what equals the newest message that still
   * waits for this chat is not added. Only the newest, so that the last thing a person reads is always the latest.
   */
  async function waitingTwin(
    contactPointId: string,
    kind: AnswerClass,
    payload: string,
  ): Promise<string | null> {
    const rows = await db.$queryRaw`
      SELECT id, "laneId", payload FROM "Answer"
       WHERE "contactPointId" = ${contactPointId}::uuid AND class = ${kind}::"AnswerClass" AND state = 'pending'
         AND "editsAnswerId" IS NULL
       ORDER BY id DESC LIMIT 1`;
    const newest = z.array(waitingRow).parse(rows)[0];
    if (!newest || opened(newest.id, newest.payload) !== payload) return null;
    wake.lanes.add(newest.laneId);
    return newest.id;
  }

  function opened(id: string, payload: string): string | null {
    try {
      return sealer.open(id, payload);
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  return {
    async add({ contactPointId, class: kind, message, editsAnswerId }) {
      const payload = serialise(message);
      if (editsAnswerId === undefined) {
        const twin = await waitingTwin(contactPointId, kind, payload);
        if (twin !== null) return twin;
      }
      const id = newId();
      const rows = await db.$queryRaw`
        INSERT INTO "Answer" (id, "contactPointId", "laneId", class, priority, payload, "editsAnswerId")
        SELECT ${id}::uuid, c.id, l.id, ${kind}::"AnswerClass", ${PRIORITY[kind]}::smallint, ${sealer.seal(id, payload)},
               ${editsAnswerId ?? null}::uuid
          FROM "ContactPoint" c JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
         WHERE c.id = ${contactPointId}::uuid
        RETURNING "laneId"`;
      const lane = z.array(laneRow).parse(rows)[0];
      if (!lane) throw new Error('the contact point has no lane');
      wake.lanes.add(lane.laneId);
      return id;
    },
  };
}

/** Always the same text for the same message. */
function serialise(message: OutgoingMessage): string {
  const buttons = message.buttons.map(({ label, payload }) => ({ label, payload }));
  const { text, media } = message;
  return JSON.stringify({
    text,
    buttons,
    ...(media && { media: { kind: media.kind, fileId: media.fileId } }),
  });
}
