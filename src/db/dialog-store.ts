import { z } from 'zod';
import type { DialogStore } from '../dialogs/ports.ts';
import type { Db } from './client.ts';
import { SealError, type Sealer } from './sealing.ts';

const stateRow = z.object({ state: z.string() });

/** Where each conversation stands. Its row is the lock of the chat, so it stays for good; empty is no state. */
export function createDialogStore(db: Db, sealer: Sealer): DialogStore {
  async function lockRow(contactPointId: string): Promise<string | null> {
    const rows = await db.$queryRaw`
      SELECT state FROM "DialogState" WHERE "contactPointId" = ${contactPointId}::uuid FOR UPDATE`;
    return z.array(stateRow).parse(rows)[0]?.state ?? null;
  }

  /** Null when it was altered, or its key is gone, or it is of no form: the conversation starts over. */
  function open(contactPointId: string, sealed: string): unknown {
    if (sealed === '') return null;
    try {
      return JSON.parse(sealer.open(contactPointId, sealed));
    } catch (error) {
      if (error instanceof SealError || error instanceof SyntaxError) return null;
      throw error;
    }
  }

  return {
    async lock(contactPointId) {
      let sealed = await lockRow(contactPointId);
      if (sealed === null) {
        await db.$executeRaw`
          INSERT INTO "DialogState" ("contactPointId", state)
          SELECT id, '' FROM "ContactPoint" WHERE id = ${contactPointId}::uuid
          ON CONFLICT ("contactPointId") DO NOTHING`;
        sealed = await lockRow(contactPointId);
      }
      return sealed === null ? null : { state: open(contactPointId, sealed) };
    },

    async save(contactPointId, state) {
      const sealed = sealer.seal(contactPointId, JSON.stringify(state));
      await db.$executeRaw`
        UPDATE "DialogState" SET state = ${sealed}, "updatedAt" = now()
         WHERE "contactPointId" = ${contactPointId}::uuid`;
    },

    async forget(contactPointId) {
      await db.$executeRaw`
        UPDATE "DialogState" SET state = '', "updatedAt" = now() WHERE "contactPointId" = ${contactPointId}::uuid`;
    },
  };
}
