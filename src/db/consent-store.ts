import { z } from 'zod';
import { newId } from '../shared/ids.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

/** Consents that were asked for. What comes back with one is kept as a digest, the verifier sealed. */
export interface ConsentStore {
  /** Notes the question, for `lifeMs` by the database's clock. What has run out is removed. */
  ask(consent: { channelAccountId: string; state: string; verifier: string; lifeMs: number }): Promise<void>;
  /** The question that this state belongs to, once; null when it was used, has run out or never was. */
  take(state: string): Promise<{ channelAccountId: string; verifier: string } | null>;
}

const takenRow = z.object({ id: z.string(), channelAccountId: z.string(), verifier: z.string() });

export function createConsentStore(db: Db, sealer: Sealer): ConsentStore {
  return {
    async ask({ channelAccountId, state, verifier, lifeMs }) {
      await db.run`DELETE FROM "ChannelConsent" WHERE "expiresAt" <= now()`;
      const id = newId();
      await db.run`
        INSERT INTO "ChannelConsent" (id, "channelAccountId", "stateDigest", verifier, "expiresAt")
        VALUES (${id}::uuid, ${channelAccountId}::uuid, ${sealer.digest(state)}, ${sealer.seal(id, verifier)},
                now() + ${lifeMs}::float8 * interval '1 millisecond')`;
    },

    async take(state) {
      const rows = await db.rows`
        DELETE FROM "ChannelConsent" WHERE "stateDigest" = ${sealer.digest(state)} AND "expiresAt" > now()
        RETURNING id, "channelAccountId", verifier`;
      const row = z.array(takenRow).parse(rows)[0];
      if (!row) return null;
      return { channelAccountId: row.channelAccountId, verifier: sealer.open(row.id, row.verifier) };
    },
  };
}
