import { ALERT_CATEGORIES } from '../../config/alert-categories.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { Hints, SweepStore } from './ports.ts';

const SILENCE_WAITS = ALERT_CATEGORIES.flatMap(({ code, silenceMs }) =>
  silenceMs === null ? [] : [{ category: code, silenceMs }],
);
const SILENT_AT_ONCE = 2_000;
/** Each is a delivery beside another one: half a second in all (docs/decisions/0009), and many times what a lane sends. */
const REFUSED_AT_ONCE = 1_000;
const ROWS_AT_ONCE = 5_000;

/**
 * One round of the sweeper, each second: what time does to rows, and the hints that were lost on the way. Every part
 * stands alone, so that a failing one does not keep the others from running.
 */
export function createSweep(deps: {
  store: SweepStore;
  hints: Hints;
  logger: Logger;
  /** Rounds of other features that belong to the same beat, e.g. progress boards. */
  also: readonly (() => Promise<void>)[];
}) {
  const { store, hints } = deps;
  const parts: readonly (() => Promise<void>)[] = [
    async () => {
      const expired = await store.expireAlerts();
      if (expired > 0) deps.logger.info({ expired }, 'alerts expired');
    },
    async () => void (await store.cancelOverdue(ROWS_AT_ONCE)),
    async () => void (await store.settleUnknown(ROWS_AT_ONCE)),
    async () => {
      const households = await store.failOverSilent(SILENCE_WAITS, SILENT_AT_ONCE);
      if (households > 0) deps.logger.info({ households }, 'silent households tried at their next contact');
    },
    async () => {
      const deliveries = await store.takeBackAccepted(REFUSED_AT_ONCE);
      if (deliveries > 0) deps.logger.info({ deliveries }, 'their account is accepted again');
    },
    async () => {
      const { looked, added } = await store.failOverRefused(REFUSED_AT_ONCE);
      if (looked > 0) {
        deps.logger.info(
          { deliveries: looked, households: added },
          'tried elsewhere than on a refused account',
        );
      }
    },
    async () => void (await store.activateSent()),
    async () => void (await store.forgetErased(ROWS_AT_ONCE)),
    async () => hints.fanOut(await store.unfinishedFanOuts()),
    async () => {
      if (await store.eventsWait()) await hints.inbound();
    },
    async () => hints.driveLane(await store.lanesWithWork()),
    ...deps.also,
  ];
  return async function sweep(): Promise<void> {
    for (const part of parts) {
      try {
        await part();
      } catch (error) {
        deps.logger.warn(errorFields(error), 'a part of the sweep failed');
      }
    }
  };
}
