import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import { createSetGroupPlace } from './areas/set-group-place.ts';
import type { MediaSource } from './channels/channel.ts';
import { createAccountFigures } from './db/account-figures.ts';
import { createAlertMediaReads } from './db/alert-media-reads.ts';
import { createAlertReads } from './db/alert-read-store.ts';
import { createAuditReads } from './db/audit-read-store.ts';
import type { createAuditSealer } from './db/audit-sealer.ts';
import { createChannelReads } from './db/channel-read-store.ts';
import type { Database } from './db/client.ts';
import { createConsoleEventStore } from './db/console-event-store.ts';
import { createNowReads } from './db/now-read-store.ts';
import { createReplyReads } from './db/reply-read-store.ts';
import type { Sealer } from './db/sealing.ts';
import type { Stores } from './db/transaction.ts';
import { unitsOfProvince } from './db/unit-scope.ts';
import type { Hints } from './deliveries/ports.ts';
import type { InTransaction } from './dialogs/ports.ts';
import { createStaffWords } from './dialogs/staff-words.ts';
import { createEventHub } from './http/event-hub.ts';
import type { ConsoleApiDeps } from './http/routes/console-api.ts';
import { formatTime } from './locales/format-time.ts';
import type { Translate } from './locales/locales.ts';
import { createAnswerReply } from './replies/answer-reply.ts';
import { createHandleReply } from './replies/handle-reply.ts';
import { createReadMedia } from './replies/read-media.ts';
import type { Clock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import { createNoteExport } from './staff/note-export.ts';
import { createHandOverDuty, createTakeDuty } from './staff/take-duty.ts';
import { createTestChannel } from './staff/test-channel.ts';
import { createVerifyAudit } from './staff/verify-audit.ts';

/** Wires what the console's API reads and does; the part of src/container.ts that belongs to the console. */
export function createConsoleApi(deps: {
  database: Database;
  sealer: Sealer;
  inTransaction: InTransaction<Stores>;
  mediaOf(channelAccountId: string): Promise<MediaSource | null>;
  hints: Pick<Hints, 'driveLane'>;
  auditSealer: Pick<ReturnType<typeof createAuditSealer>, 'verify'>;
  translate: Translate;
  demo: boolean;
  clock: Clock;
  logger: Logger;
}): ConsoleApiDeps {
  const { database, sealer, inTransaction, clock, logger } = deps;
  const { db } = database;
  const reading = { db, sealer, now: clock.now, monotonicMs: clock.monotonicMs };
  const figuresOf = createAccountFigures(reading);
  const composer = createStaffWords(deps);

  /** One transaction, then hints for the lanes that it made due. */
  async function act<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> {
    const { result, lanes } = await inTransaction(async (stores) => ({
      result: await work(stores),
      lanes: [...stores.wake.lanes],
    }));
    await deps.hints.driveLane(lanes);
    return result;
  }

  return {
    now: createNowReads(reading, figuresOf),
    alerts: createAlertReads(reading),
    categories: ALERT_CATEGORIES,
    alertMedia: createAlertMediaReads(reading),
    replies: createReplyReads(reading),
    channels: createChannelReads(reading, figuresOf),
    audit: createAuditReads(reading),
    unitsOfProvince: (policeUnitId) => unitsOfProvince(db, policeUnitId),
    hub: createEventHub({ source: createConsoleEventStore(db), clock, logger }),
    takeDuty: (actor) => act((stores) => createTakeDuty(stores)(actor)),
    handOverDuty: (actor, note) => act((stores) => createHandOverDuty(stores)(actor, note)),
    handleReply: (actor, input) => act((stores) => createHandleReply(stores)(actor, input)),
    answerReply: (actor, input) => act((stores) => createAnswerReply({ ...stores, composer })(actor, input)),
    readMedia: createReadMedia(deps),
    testChannel: (actor, id) =>
      act((stores) => createTestChannel({ ...stores, composer, now: clock.now })(actor, id)),
    setGroupPlace: (actor, input) => act((stores) => createSetGroupPlace(stores)(actor, input)),
    verifyAudit: createVerifyAudit({
      verify: deps.auditSealer.verify,
      append: (entry) => act((stores) => stores.audit.append(entry)),
    }),
    noteExport: (actor, what) => act((stores) => createNoteExport(stores)(actor, what)),
    words: (language, key) => deps.translate(language, key),
    time: formatTime,
  };
}
