import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import type { AlertDeps } from './alerts/alert-deps.ts';
import type { MediaKind } from './alerts/alert-media.ts';
import { carriesFile, textLengthFor } from './channels/registry.ts';
import type { Stores } from './db/transaction.ts';
import type { Hints } from './deliveries/ports.ts';
import type { InTransaction } from './dialogs/ports.ts';
import type { AlertAct } from './http/routes/alert-acts.ts';
import type { Clock } from './shared/clock.ts';
import { newCode, newId } from './shared/ids.ts';
import { errorFields, type Logger } from './shared/logger.ts';

/** What use cases about alerts work with, and what runs those that staff ask for over HTTP. */
export function createAlertActs(options: {
  inTransaction: InTransaction<Stores>;
  /** `longestNote`: UTF-16 code units that a note in front of a message may take. */
  composer: AlertDeps['composer'] & { longestNote: number };
  clock: Pick<Clock, 'now'>;
  hints: Pick<Hints, 'driveLane' | 'fanOut'>;
  logger: Logger;
}) {
  const { inTransaction, composer, clock, hints, logger } = options;

  const alertDeps = (stores: Stores): AlertDeps => ({
    ...stores,
    composer,
    categories: ALERT_CATEGORIES,
    now: clock.now,
    newId,
    newCode,
    // Of every channel that has an account: whoever joins by it while the alert is open gets the same words.
    textLimit: async (media) => textLengthFor(await stores.accounts.channels(), media) - composer.longestNote,
  });

  const limitsOf = async (stores: Stores, media: MediaKind | null) =>
    (await stores.accounts.channels()).map((channel) => ({
      channel,
      limit: textLengthFor([channel], media) - composer.longestNote,
      carriesMedia: media !== null && carriesFile(channel, media),
    }));

  /** Hints after the commit: nobody waits for them, and what is lost is found by the sweeper. */
  const alertAct: AlertAct = async (work) => {
    const { result, wake } = await inTransaction(async (stores) => ({
      result: await work({ ...alertDeps(stores), channelLimits: (media) => limitsOf(stores, media) }),
      wake: stores.wake,
    }));
    try {
      if (wake.lanes.size > 0) await hints.driveLane([...wake.lanes]);
      if (wake.alertMessages.size > 0) await hints.fanOut([...wake.alertMessages]);
    } catch (error) {
      logger.warn(errorFields(error), 'hints lost; the sweeper finds the rows');
    }
    return result;
  };

  return { alertDeps, alertAct };
}
