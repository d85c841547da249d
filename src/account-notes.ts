import { createRateFollower } from './channels/follow-rate.ts';
import type { ZaloSettings } from './channels/registry.ts';
import type { Stores } from './db/transaction.ts';
import type { InTransaction } from './dialogs/ports.ts';
import { createBatcher } from './shared/batcher.ts';
import type { Clock } from './shared/clock.ts';
import { errorFields, type Logger } from './shared/logger.ts';

export interface AccountNotes
  extends Pick<ZaloSettings, 'onRoute' | 'onButtonsRefused' | 'onConsentNeeded' | 'onRate' | 'onPaidQuota'> {
  /** What was noted is on disk, or was logged. */
  settled(): Promise<void>;
}

/** Keeps what accounts learn in the middle of a send, which does not wait for it. */
export function createAccountNotes(deps: {
  inTransaction: InTransaction<Stores>;
  refuse(channelAccountId: string, reason: string): Promise<void>;
  clock: Clock;
  logger: Logger;
}): AccountNotes {
  const { inTransaction, clock, logger } = deps;
  const notes = new Set<Promise<void>>();
  const note = (channelAccountId: string, writing: Promise<void>) => {
    const noted = writing
      .catch((error: unknown) => logger.warn({ channelAccountId, ...errorFields(error) }, 'not noted'))
      .finally(() => notes.delete(noted));
    notes.add(noted);
  };

  /** One with each charged message, so only the newest of an account is written. */
  const writePaidQuota = createBatcher<{ id: string; quota: { left: number; total: number | null } }>(
    (seen) =>
      inTransaction(async (stores) => {
        const newest = new Map(seen.map(({ id, quota }) => [id, quota]));
        for (const [id, quota] of newest) await stores.accounts.notePaidQuota(id, quota);
      }),
    1,
  );

  return {
    onRoute: (id, route) =>
      note(
        id,
        inTransaction((stores) => stores.accounts.pinRoute(id, route)),
      ),
    onButtonsRefused: (id) =>
      note(
        id,
        inTransaction((stores) => stores.accounts.noteButtonsRefused(id)),
      ),
    onConsentNeeded: (id, reason) => note(id, deps.refuse(id, reason)),
    onRate: createRateFollower({
      now: () => clock.monotonicMs(),
      save(id, ratePerSecond) {
        logger.info({ channelAccountId: id, ratePerSecond }, 'the platform allows another rate');
        note(
          id,
          inTransaction((stores) => stores.accounts.setRate(id, ratePerSecond)),
        );
      },
    }),
    onPaidQuota: (id, quota) => note(id, writePaidQuota({ id, quota })),
    async settled() {
      await Promise.all(notes);
    },
  };
}
