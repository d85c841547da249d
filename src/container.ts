import { randomUUID } from 'node:crypto';
import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import { ZALO_ROOTS } from '../config/channels.ts';
import { QUEUE_NAMES } from '../config/queues.ts';
import { createAlertActs } from './alert-acts.ts';
import { createDropMisfires } from './alerts/drop-misfires.ts';
import { createEditOver } from './alerts/edit-over.ts';
import { createPreviewFollowUp, createSendFollowUp } from './alerts/follow-up.ts';
import { createPauseAlert, createResumeAlert } from './alerts/pause-alert.ts';
import { createPreviewAlert } from './alerts/preview-alert.ts';
import { createRaiseAlert } from './alerts/raise-alert.ts';
import { createRemindSilent } from './alerts/remind-silent.ts';
import { createKeepDrillScores } from './alerts/score-drill.ts';
import { createStopAlert } from './alerts/stop-alert.ts';
import { createUpdateBoards } from './alerts/update-boards.ts';
import { createAccounts } from './channels/accounts.ts';
import { createConsoleApi } from './console-api.ts';
import { createAuditSealer } from './db/audit-sealer.ts';
import { createBacklogStore } from './db/backlog-store.ts';
import { openDatabase } from './db/client.ts';
import { isOutage } from './db/errors.ts';
import { createFanOutStore } from './db/fan-out-store.ts';
import { createAccountRefusals } from './db/lane-refusal.ts';
import { createLaneStore } from './db/lane-store.ts';
import { createMessageTexts } from './db/message-texts.ts';
import { addUpProgress } from './db/progress-store.ts';
import { createRetentionStore } from './db/retention-store.ts';
import { createSealer, type Keyring } from './db/sealing.ts';
import { createSweepStore } from './db/sweep-store.ts';
import { createInTransaction, type Stores } from './db/transaction.ts';
import { createZaloTokenStore } from './db/zalo-token-store.ts';
import { type ConsentResult, createAcceptConsent } from './deliveries/accept-consent.ts';
import { createDriveLane } from './deliveries/drive-lane.ts';
import { createFanOut } from './deliveries/fan-out.ts';
import { createForgetOld } from './deliveries/forget-old.ts';
import { REFUSED_PAUSE_MS } from './deliveries/next-step.ts';
import { createRenewGrants } from './deliveries/renew-grants.ts';
import { createSweep } from './deliveries/sweep.ts';
import { createAcknowledgePresses } from './dialogs/acknowledge-presses.ts';
import { createComposer } from './dialogs/composer.ts';
import { createHandleEvents } from './dialogs/handle-events.ts';
import { createHandleNotices } from './dialogs/handle-notices.ts';
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
import { newId } from './shared/ids.ts';
import { errorFields, type Logger } from './shared/logger.ts';
import { keepHeapSmall } from './shared/small-heap.ts';

export interface ContainerOptions {
  connectionString: string;
  queue: QueueTarget;
  keyring: Keyring;
  telegramApiRoot: string;
  /** Zalo's own hosts unless they are given. */
  zaloRoots?: { apiRoot: string; oauthRoot: string };
  /** Every alert and every first message says that it is a demo's. */
  demo: boolean;
  /** What this process is, for its connections and leases. */
  role: string;
  maxConnections: number;
  logger: Logger;
}

const CONSENT_WORDS: Readonly<Record<ConsentResult['kind'], string>> = {
  connected: 'consent-connected',
  link_over: 'consent-link-over',
  other_account: 'consent-other-account',
  failed: 'consent-failed',
};

export type Container = Awaited<ReturnType<typeof createContainer>>;

/** Wires adapters to use cases. The only file that knows both. */
export async function createContainer(options: ContainerOptions) {
  keepHeapSmall();
  const { logger } = options;
  const clock = systemClock;
  const owner = `${options.role}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const sealer = createSealer(options.keyring);
  const translate = createTranslator();
  const base = { translate, demo: options.demo, clock, logger };
  const composer = createComposer(base);

  const database = openDatabase({
    connectionString: options.connectionString,
    maxConnections: options.maxConnections,
    applicationName: `binh-yen ${options.role}`,
  });
  const inTransaction = createInTransaction(database, sealer);
  const queue = await openQueueBackend(options.queue, { logger });
  const hints = createHints(queue.producer);
  const refusals = createAccountRefusals({
    pool: database.pool,
    sealer,
    refusalNotice: composer.refusalNotice,
  });
  const refuseAccount = async (channelAccountId: string, reason: string) =>
    hints.driveLane(await refusals.refuse(channelAccountId, REFUSED_PAUSE_MS, reason));
  /** What accounts learn in the middle of a send, which does not wait for it. */
  const notes = new Set<Promise<void>>();
  const note = (channelAccountId: string, writing: Promise<void>) => {
    const noted = writing
      .catch((error: unknown) => logger.warn({ channelAccountId, ...errorFields(error) }, 'not noted'))
      .finally(() => notes.delete(noted));
    notes.add(noted);
  };
  const accounts = createAccounts({
    list: () => inTransaction((stores) => stores.accounts.list()),
    settings: {
      telegramApiRoot: options.telegramApiRoot,
      zalo: {
        ...(options.zaloRoots ?? ZALO_ROOTS),
        tokenStoreOf: (id) => createZaloTokenStore(database.db, sealer, id),
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
        onConsentNeeded: (id, reason) => note(id, refuseAccount(id, reason)),
      },
    },
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
        const messages = await inTransaction(async (stores) => {
          await createRemindSilent({ ...stores, composer, newId })();
          return stores.wake.alertMessages;
        });
        await hints.fanOut([...messages]);
      },
      async () => {
        const lanes = await inTransaction(async (stores) => {
          await createEditOver({ ...stores, composer })();
          return stores.wake.lanes;
        });
        await hints.driveLane([...lanes]);
      },
      async () => void (await inTransaction((stores) => createKeepDrillScores(stores)())),
      async () => {
        const lanes = await inTransaction(async (stores) => {
          await createUpdateBoards({ ...stores, composer, now: clock.now })();
          return stores.wake.lanes;
        });
        await hints.driveLane([...lanes]);
      },
      async () => {
        const lanes = await inTransaction(async (stores) => {
          await createHandleNotices({ ...stores, composer })();
          return stores.wake.lanes;
        });
        await hints.driveLane([...lanes]);
      },
      async () => void (await auditSealer.seal()),
      () => addUpProgress(database.pool),
      createRenewGrants({
        accounts: accounts.all,
        refuse: refuseAccount,
        restore: refusals.restore,
        clock,
        logger,
      }),
      createForgetOld({ store: createRetentionStore(database.pool), clock, logger }),
    ],
  });

  // ── In ───────────────────────────────────────────────────────────────────────────────────────
  const receive = createReceiveEvents({ inTransaction, hints, clock, logger });
  const presses = createAcknowledgePresses({
    acknowledgerOf: async (id) => (await accounts.find(id))?.presses ?? null,
    onThrottled: (laneId, ms) => laneStore.pauseAll(laneId, ms),
    logger,
  });

  const { alertDeps, alertAct } = createAlertActs({ inTransaction, composer, clock, hints, logger });
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

  const acceptConsent = createAcceptConsent({
    take: (state) => inTransaction((stores) => stores.consents.take(state)),
    bind: (id, boundId) => inTransaction((stores) => stores.accounts.bind(id, boundId)),
    grantOf: async (id) => (await accounts.find(id))?.grant ?? null,
    restore: refusals.restore,
  });

  const consoleApi = createConsoleApi({
    ...base,
    database,
    sealer,
    inTransaction,
    mediaOf: async (id) => (await accounts.find(id))?.media ?? null,
    hints,
    auditSealer,
  });

  return {
    clock,
    logger,
    consoleApi,
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
    acceptConsent,
    alertAct,
    /** What the administrator reads who consented. */
    consentWords: (kind: ConsentResult['kind']) => translate('vi', CONSENT_WORDS[kind]),
    /** Closes what was opened here, the database last. Workers must have ended. */
    async close() {
      await queue.close();
      await presses.close();
      await accounts.close();
      await Promise.all(notes);
      await database.close();
    },
  };
}
