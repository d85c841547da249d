import { randomUUID } from 'node:crypto';
import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import { TELEGRAM_BUDGET } from '../config/channels.ts';
import { QUEUE_NAMES } from '../config/queues.ts';
import type { AlertDeps } from './alerts/alert-deps.ts';
import { createDropMisfires } from './alerts/drop-misfires.ts';
import { createPreviewFollowUp, createSendFollowUp } from './alerts/follow-up.ts';
import { createPauseAlert, createResumeAlert } from './alerts/pause-alert.ts';
import { createPreviewAlert } from './alerts/preview-alert.ts';
import { createRaiseAlert } from './alerts/raise-alert.ts';
import { createStopAlert } from './alerts/stop-alert.ts';
import { createUpdateBoards } from './alerts/update-boards.ts';
import { createAccounts } from './channels/accounts.ts';
import { createAuditSealer } from './db/audit-sealer.ts';
import { createBacklogStore } from './db/backlog-store.ts';
import { openDatabase } from './db/client.ts';
import { isOutage } from './db/errors.ts';
import { createFanOutStore } from './db/fan-out-store.ts';
import { createLaneStore } from './db/lane-store.ts';
import { createMessageTexts } from './db/message-texts.ts';
import { addUpProgress } from './db/progress-store.ts';
import { createRetentionStore } from './db/retention-store.ts';
import { createSealer, type Keyring } from './db/sealing.ts';
import { createSweepStore } from './db/sweep-store.ts';
import { createInTransaction, type Stores } from './db/transaction.ts';
import { createDriveLane } from './deliveries/drive-lane.ts';
import { createFanOut } from './deliveries/fan-out.ts';
import { createForgetOld } from './deliveries/forget-old.ts';
import { createSweep } from './deliveries/sweep.ts';
import { createAcknowledgePresses } from './dialogs/acknowledge-presses.ts';
import { createComposer } from './dialogs/composer.ts';
import { createHandleEvents } from './dialogs/handle-events.ts';
import { createLoadContext } from './dialogs/load-context.ts';
import type { OfficerCommands } from './dialogs/ports.ts';
import { createReceiveEvents } from './dialogs/receive-events.ts';
import { renderSay } from './dialogs/render.ts';
import { createRunCommand } from './dialogs/run-command.ts';
import { readDialogState } from './dialogs/state.ts';
import { createStep } from './dialogs/step.ts';
import { createTranslator } from './locales/locales.ts';
import { createMetrics } from './observability/metrics.ts';
import { openQueueBackend, type QueueTarget } from './queue/backend.ts';
import { createHints } from './queue/hints.ts';
import { systemClock } from './shared/clock.ts';
import { newCode, newId } from './shared/ids.ts';
import type { Logger } from './shared/logger.ts';
import { keepHeapSmall } from './shared/small-heap.ts';

export interface ContainerOptions {
  connectionString: string;
  queue: QueueTarget;
  keyring: Keyring;
  telegramApiRoot: string;
  /** Every alert and every first message says that it is a demo's. */
  demo: boolean;
  /** What this process is, for its connections and leases. */
  role: string;
  maxConnections: number;
  logger: Logger;
}

export type Container = Awaited<ReturnType<typeof createContainer>>;

/** Wires adapters to use cases. The only file that knows both. */
export async function createContainer(options: ContainerOptions) {
  keepHeapSmall();
  const { logger } = options;
  const clock = systemClock;
  const owner = `${options.role}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const sealer = createSealer(options.keyring);
  const translate = createTranslator();
  const composer = createComposer({ translate, demo: options.demo });

  const database = openDatabase({
    connectionString: options.connectionString,
    maxConnections: options.maxConnections,
    applicationName: `binh-yen ${options.role}`,
  });
  const inTransaction = createInTransaction(database, sealer);
  const queue = await openQueueBackend(options.queue, { logger });
  const hints = createHints(queue.producer);
  const accounts = createAccounts({
    list: () => inTransaction((stores) => stores.accounts.list()),
    settings: { telegramApiRoot: options.telegramApiRoot },
  });

  // ── Out ──────────────────────────────────────────────────────────────────────────────────────
  const laneStore = createLaneStore({
    pool: database.pool,
    sealer,
    texts: createMessageTexts({ pool: database.pool, repeatNotes: composer.repeatNotes }),
    refusalNotice: composer.refusalNotice,
  });
  const metrics = createMetrics({
    backlog: createBacklogStore(database.pool).backlog,
    queues: () =>
      Promise.all(
        QUEUE_NAMES.map(async (name) => ({ queue: name, jobs: { ...(await queue.counts({ name })) } })),
      ),
  });
  const driveLane = createDriveLane({
    store: metrics.meterLanes(laneStore),
    channelOf: async (id) => {
      const found = await accounts.find(id);
      return found && metrics.meterChannel(found.account, found.channel);
    },
    hints,
    clock,
    random: Math.random,
    owner,
    logger,
  });
  const auditSealer = createAuditSealer(database.pool);
  const fanOut = createFanOut({ store: createFanOutStore(database.pool), hints });
  const sweep = createSweep({
    store: createSweepStore(database.pool),
    hints,
    logger,
    also: [
      async () => {
        const { dropped, lanes } = await inTransaction(async (stores) => ({
          dropped: await createDropMisfires({ ...stores, composer })(),
          lanes: stores.wake.lanes,
        }));
        if (dropped > 0) logger.warn({ alerts: dropped }, 'scheduled alerts missed their time');
        await hints.driveLane([...lanes]);
      },
      async () => {
        const lanes = await inTransaction(async (stores) => {
          await createUpdateBoards({ ...stores, composer, now: clock.now })();
          return stores.wake.lanes;
        });
        await hints.driveLane([...lanes]);
      },
      async () => void (await auditSealer.seal()),
      () => addUpProgress(database.pool),
      createForgetOld({ store: createRetentionStore(database.pool), clock, logger }),
    ],
  });

  // ── In ───────────────────────────────────────────────────────────────────────────────────────
  const receive = createReceiveEvents({ inTransaction, hints, clock, logger });
  const presses = createAcknowledgePresses({
    acknowledgerOf: async (id) => (await accounts.find(id))?.channel ?? null,
    onThrottled: (laneId, ms) => laneStore.pauseAll(laneId, ms),
    logger,
  });

  const alertDeps = (stores: Stores): AlertDeps => ({
    ...stores,
    composer,
    categories: ALERT_CATEGORIES,
    now: clock.now,
    newId,
    newCode,
    textLimit: TELEGRAM_BUDGET.textLength - composer.longestNote,
  });
  const officerCommands = (stores: Stores): OfficerCommands => {
    const deps = alertDeps(stores);
    return {
      previewAlert: createPreviewAlert(deps),
      raiseAlert: createRaiseAlert(deps),
      previewMessage: createPreviewFollowUp(deps),
      sendMessage: createSendFollowUp(deps),
      stopAlert: createStopAlert(deps),
      pauseAlert: createPauseAlert(deps),
      resumeAlert: createResumeAlert(deps),
    };
  };
  const handleEvents = createHandleEvents({
    inTransaction,
    dialog: { parse: readDialogState, step: createStep(translate) },
    loadContext: createLoadContext({ clock, demo: options.demo, categories: ALERT_CATEGORIES }),
    runCommand: createRunCommand<Stores>({
      officerCommands,
      progress: (stores) => stores.progress,
      composer,
      clock,
    }),
    render: (say, language) => renderSay(say, language, translate),
    hints,
    presses,
    isOutage,
    clock,
    logger,
  });

  return {
    clock,
    logger,
    owner,
    demo: options.demo,
    composer,
    database,
    inTransaction,
    queue,
    hints,
    accounts,
    metrics,
    driveLane,
    fanOut,
    sweep,
    receive,
    handleEvents,
    /** Closes what was opened here, the database last. Workers must have ended. */
    async close() {
      await queue.close();
      await presses.close();
      await accounts.close();
      await database.close();
    },
  };
}
