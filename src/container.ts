import { randomUUID } from 'node:crypto';
import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import { ZALO_ROOTS } from '../config/channels.ts';
import { QUEUE_NAMES } from '../config/queues.ts';
import { createAccountNotes } from './account-notes.ts';
import { createAlertActs } from './alert-acts.ts';
import { createOfficerCommands } from './alert-commands.ts';
import { createDropMisfires } from './alerts/drop-misfires.ts';
import { createEditOver } from './alerts/edit-over.ts';
import { createRemindSilent } from './alerts/remind-silent.ts';
import { createKeepDrillScores } from './alerts/score-drill.ts';
import { createUpdateBoards } from './alerts/update-boards.ts';
import { createVerifyAlert, type Verification } from './alerts/verify-alert.ts';
import { createAccounts } from './channels/accounts.ts';
import { createConsoleApi } from './console-api.ts';
import { createAuditSealer } from './db/audit-sealer.ts';
import { createBacklogStore } from './db/backlog-store.ts';
import { openDatabase } from './db/client.ts';
import { isOutage } from './db/errors.ts';
import { createFanOutStore } from './db/fan-out-store.ts';
import { createFileStore } from './db/file-store.ts';
import { createAccountRefusals } from './db/lane-refusal.ts';
import { createLaneStore } from './db/lane-store.ts';
import { createMessageTexts } from './db/message-texts.ts';
import { addUpProgress } from './db/progress-store.ts';
import { createRetentionStore } from './db/retention-store.ts';
import { createSealer, type Keyring } from './db/sealing.ts';
import { createSweepStore } from './db/sweep-store.ts';
import { createTermsStore } from './db/terms-store.ts';
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
import { createIntake } from './dialogs/intake.ts';
import { createLoadContext } from './dialogs/load-context.ts';
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
import { createOpenSetup } from './staff/set-up-service.ts';
import type { StaffSide, StaffWiringOptions } from './staff-wiring.ts';
import { wireWebhooks } from './webhook-wiring.ts';

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
  const notes = createAccountNotes({ inTransaction, refuse: refuseAccount, clock, logger });
  const accounts = createAccounts({
    list: () => inTransaction((stores) => stores.accounts.listServed()),
    onUnseen: (error) => logger.warn(errorFields(error), 'accounts could not be looked at again'),
    onBroken: ({ id }) =>
      logger.error({ channelAccountId: id }, 'the credentials of an account cannot be read, so it is down'),
    settings: {
      telegramApiRoot: options.telegramApiRoot,
      zalo: {
        ...(options.zaloRoots ?? ZALO_ROOTS),
        tokenStoreOf: (id) => createZaloTokenStore(database.db, sealer, id),
        ...notes,
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
    terms: createTermsStore(database.db),
    files: createFileStore(database.db, sealer),
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
  const webhooks = wireWebhooks({ ...base, db: database.db, inTransaction, composer });
  const fanOut = createFanOut({ store: createFanOutStore(database.pool), hints, clock });
  /** Work in one transaction, then hints for the lanes that it made due. */
  const waking = (work: (stores: Stores) => Promise<unknown>) => async () => {
    const lanes = await inTransaction(async (stores) => {
      await work(stores);
      return stores.wake.lanes;
    });
    await hints.driveLane([...lanes]);
  };
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
      waking((stores) => createEditOver({ ...stores, composer })()),
      async () => void (await inTransaction((stores) => createKeepDrillScores(stores)())),
      waking((stores) => createUpdateBoards({ ...stores, composer, now: clock.now })()),
      waking((stores) => createHandleNotices({ ...stores, composer })()),
      async () => void (await auditSealer.seal()),
      () => addUpProgress(database.pool),
      webhooks.beat,
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
  const intake = createIntake(clock);
  const receive = createReceiveEvents({ inTransaction, hints, intake, clock, logger });
  const presses = createAcknowledgePresses({
    acknowledgerOf: async (id) => (await accounts.find(id))?.presses ?? null,
    onThrottled: (laneId, ms) => laneStore.pauseAll(laneId, ms),
    logger,
  });

  const { alertDeps, alertAct } = createAlertActs({ inTransaction, composer, clock, hints, logger });
  const handleEvents = createHandleEvents({
    inTransaction,
    dialog: { parse: readDialogState, step: createStep(translate) },
    loadContext: createLoadContext({ clock, demo: options.demo, categories: ALERT_CATEGORIES }),
    runCommand: createRunCommand<Stores>({
      officerCommands: (stores) => createOfficerCommands(alertDeps(stores)),
      progress: (stores) => stores.progress,
      composer,
      clock,
    }),
    render: (say, language) => renderSay(say, language, translate),
    hints,
    presses,
    intake,
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
    webhookRoutes: webhooks.routes,
    receive,
    handleEvents,
    acceptConsent,
    alertAct,
    /** Whether an alert is real: anybody may ask. */
    verifyAlert: (asked: Verification) => inTransaction((stores) => createVerifyAlert(stores)(asked)),
    translate,
    /** Signing in and rights, for the process that serves HTTP. Its libraries are loaded only there. */
    async staffSide(side: Pick<StaffWiringOptions, 'env' | 'secret' | 'address'>): Promise<StaffSide> {
      const { wireStaff } = await import('./staff-wiring.ts');
      return wireStaff({ ...side, database, sealer, inTransaction, hints, logger, composer });
    },
    /** A link that makes an administrator, while nobody can sign in as one. */
    openSetup: () => inTransaction((stores) => createOpenSetup(stores)('no_admin')),
    /** What the administrator reads who consented. */
    consentWords: (kind: ConsentResult['kind']) => translate('vi', CONSENT_WORDS[kind]),
    /** Closes what was opened here, the database last. Workers must have ended. */
    async close() {
      await queue.close();
      await webhooks.close();
      await presses.close();
      await accounts.close();
      await notes.settled();
      await database.close();
    },
  };
}
