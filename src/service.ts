import type { FastifyInstance } from 'fastify';
import { chatAddressOf } from '../config/channels.ts';
import type { Env } from '../config/env.ts';
import type { OpenAccount } from './channels/accounts.ts';
import type { AccountCheck } from './channels/channel.ts';
import type { Intake } from './channels/registry.ts';
import type { Container } from './container.ts';
import { createPollAccount, type PollCondition } from './dialogs/poll-account.ts';
import type { RuledRoute } from './http/api-kit.ts';
import { buildServer, closeServer } from './http/build-server.ts';
import { alertApprovalRoutes } from './http/routes/alert-approvals.ts';
import { alertMediaRoutes } from './http/routes/alert-media.ts';
import { alertRunningRoutes } from './http/routes/alert-running.ts';
import { alertTemplateRoutes } from './http/routes/alert-templates.ts';
import { alertWritingRoutes } from './http/routes/alert-writing.ts';
import { consentRoutes } from './http/routes/consent.ts';
import { consoleApiRoutes } from './http/routes/console-api.ts';
import { groupRoutes } from './http/routes/groups.ts';
import type { PartHealth } from './http/routes/health.ts';
import { metricsRoutes } from './http/routes/metrics.ts';
import { unitWebhookRoutes } from './http/routes/unit-webhooks.ts';
import { verifyRoutes } from './http/routes/verify.ts';
import { webhookPath } from './http/routes/webhooks.ts';
import { startDriveLaneWorker } from './jobs/drive-lane.processor.ts';
import { startFanOutWorker } from './jobs/fan-out.processor.ts';
import { startInboundWorker } from './jobs/inbound.processor.ts';
import { startSweepWorker } from './jobs/sweep.processor.ts';
import type { Lifecycle } from './lifecycle.ts';
import { errorFields } from './shared/logger.ts';
import { StartError } from './start-error.ts';

export const WORKER_ROLES = ['fan-out', 'deliver', 'inbound', 'sweep'] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

const CALL_TIMEOUT_MS = 15_000;
const HEALTH_TIMEOUT_MS = 1_000;
const SETUP_RETRY_MS = 10_000;

/** Starts the workers of these roles in this process. */
export function startWorkers(container: Container, roles: readonly WorkerRole[]): void {
  const { queue } = container;
  for (const role of roles) {
    switch (role) {
      case 'fan-out':
        startFanOutWorker(queue, container.fanOut);
        break;
      case 'deliver':
        startDriveLaneWorker(queue, container.driveLane);
        break;
      case 'inbound':
        startInboundWorker(queue, container.handleEvents);
        break;
      case 'sweep':
        startSweepWorker(queue, container.sweep);
        break;
    }
  }
}

interface IntakeState {
  open: OpenAccount;
  name: string;
  setup: AccountCheck | null;
  polling: (() => { condition: PollCondition; reason: string | null }) | null;
}

/** An account works when it can be read from and sent through. */
function channelHealth(state: IntakeState, refusal: string | null): PartHealth {
  if (refusal !== null) return { state: 'down', reason: refusal };
  if (state.setup === null) return { state: 'down', reason: 'starting' };
  if (state.setup.kind !== 'ready') return { state: 'down', reason: state.setup.reason };
  const polling = state.polling?.();
  if (!polling || ['starting', 'polling', 'standby'].includes(polling.condition)) return { state: 'up' };
  return { state: 'down', reason: polling.reason ?? polling.condition };
}

/** Answers within a second: a frozen part must not freeze who asks for it. */
async function within(part: string, check: () => Promise<void>): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartHealth>((resolve) => {
    timer = setTimeout(
      () => resolve({ state: 'down', reason: `${part} does not answer` }),
      HEALTH_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([check().then((): PartHealth => ({ state: 'up' })), late]);
  } catch (error) {
    return { state: 'down', reason: String(errorFields(error).code ?? `${part} is not reachable`) };
  } finally {
    clearTimeout(timer);
  }
}

/** The bot service: HTTP, and long polling where no public address is set. */
export async function startBot(options: {
  container: Container;
  env: Env;
  /** Signs sessions. */
  authSecret: string;
  lifecycle: Lifecycle;
  plugins: readonly ((app: FastifyInstance) => void | Promise<void>)[];
  /** Where a platform that takes its address from a person only is on this machine: enters ours there. */
  enterAddress?: (url: string) => Promise<void>;
}): Promise<{ address: string; accounts: number; routes: readonly RuledRoute[] }> {
  const { container, env, lifecycle } = options;
  const { logger, clock } = container;
  const intakes: IntakeState[] = [];
  let address = '';
  const staff = await container.staffSide({ env, secret: options.authSecret, address: () => address });

  const app = await buildServer({
    logger,
    health: {
      database: () => within('database', async () => void (await container.database.pool.query('SELECT 1'))),
      async queue() {
        const health = await container.queue.health();
        return health.kind === 'up' ? { state: 'up' } : { state: 'down', reason: health.reason };
      },
      async channels() {
        const refusals = await container.inTransaction((stores) => stores.accounts.refusals());
        const working = intakes.map((state) => ({
          channel: state.open.account.channel,
          account: state.name,
          health: channelHealth(state, refusals.get(state.open.account.id) ?? null),
        }));
        // Who they are at the platform is for the operator to look up: their row is what is wrong.
        const broken = container.accounts.broken().map(({ id, channel }) => ({
          channel,
          account: id,
          health: { state: 'down', reason: 'credentials_unreadable' } as const,
        }));
        return [...working, ...broken];
      },
    },
    webhooks: {
      channelOf: async (kind, id) => {
        const found = await container.accounts.find(id);
        // Its events must come again when it can be read again, so they are not refused for good.
        if (!found && container.accounts.broken().some((account) => account.id === id))
          throw new Error('the credentials of this account cannot be read');
        return found?.account.channel === kind ? found.channel : null;
      },
      receive: container.receive,
      logger,
    },
    authenticate: staff.authenticate,
    trustProxy: env.trustProxy,
    https: env.publicUrl?.startsWith('https:') ?? false,
    plugins: [
      ...staff.plugins,
      metricsRoutes({ metrics: container.metrics, token: env.metricsToken }),
      consentRoutes({ accept: container.acceptConsent, words: container.consentWords, logger }),
      groupRoutes({
        act: container.inTransaction,
        idempotent: staff.idempotent,
        // The people of a demo are on no platform where such an address leads.
        chatAddress: (account) => (container.demo ? null : chatAddressOf(account)),
      }),
      consoleApiRoutes(container.consoleApi),
      verifyRoutes({ verify: container.verifyAlert, translate: container.translate }),
      alertWritingRoutes(container.alertAct, staff.idempotent),
      alertMediaRoutes(container.alertAct),
      alertTemplateRoutes(container.alertAct, container.composer),
      alertApprovalRoutes(container.alertAct),
      alertRunningRoutes(container.alertAct, staff.idempotent),
      unitWebhookRoutes({ ...container.webhookRoutes, idempotent: staff.idempotent }),
      ...options.plugins,
    ],
  });
  if (env.publicUrl !== null && env.trustProxy === null) {
    logger.warn({}, 'PUBLIC_URL without TRUST_PROXY: tries to sign in are not counted by address');
  }
  lifecycle.onStop('http', () => closeServer(app));
  address = await app.listen({ port: env.port, host: env.host }).catch((error: unknown) => {
    throw listenError(error, env);
  });

  const accounts = await container.accounts.all();
  // Not one of them can be read: that is the key, not a row. The tools' list says so.
  if (accounts.length === 0 && container.accounts.broken().length > 0)
    await container.inTransaction((stores) => stores.accounts.list());
  for (const open of accounts) {
    const state: IntakeState = { open, name: open.account.externalId, setup: null, polling: null };
    intakes.push(state);
    const intake = startIntake({ ...options, address }, state);
    lifecycle.onStop(`intake ${open.account.id}`, () => intake);
    await firstCheck(state, clock.sleep, lifecycle.stopping);
  }
  return { address, accounts: intakes.length, routes: app.ruledRoutes() };
}

/** Waits, for a bounded time, until the platform has answered once. */
async function firstCheck(
  state: IntakeState,
  sleep: (ms: number) => Promise<void>,
  signal: AbortSignal,
): Promise<AccountCheck | null> {
  for (let waitedMs = 0; waitedMs < CALL_TIMEOUT_MS && state.setup === null; waitedMs += 50) {
    if (signal.aborted) break;
    await sleep(50);
  }
  return state.setup;
}

/** Sets the account up, again until the platform answers, then reads its updates until the end. */
async function startIntake(
  options: {
    container: Container;
    env: Env;
    lifecycle: Lifecycle;
    address: string;
    enterAddress?: (url: string) => Promise<void>;
  },
  state: IntakeState,
): Promise<void> {
  const { container, env, lifecycle, enterAddress } = options;
  const { channel, account, intake } = state.open;
  const signal = lifecycle.stopping;
  const call = () => AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]);
  const isNear = intake.kind === 'set_by_hand' && enterAddress !== undefined;
  const root = env.publicUrl ?? (isNear ? options.address : null);
  const webhookUrl = root === null ? null : root + webhookPath(account.channel, account.id);
  if (isNear && webhookUrl !== null) await enterAddress(webhookUrl);

  while (!signal.aborted) {
    const check = await channel.check(call());
    if (check.kind === 'ready') {
      state.name = check.name;
      const webhook = await setWebhook(intake, webhookUrl, call());
      state.setup = webhook.kind === 'ready' ? check : webhook;
    } else {
      state.setup = check;
    }
    if (state.setup.kind === 'ready') break;
    container.logger.warn(
      { channelAccountId: account.id, reason: state.setup.reason },
      'channel account not ready',
    );
    await container.clock.sleep(SETUP_RETRY_MS, signal);
  }
  if (signal.aborted || intake.kind === 'set_by_hand') return;
  for (const language of ['', 'vi', 'en'] as const) {
    const published = await intake.setup.publishCommands(
      language,
      container.composer.commands(language || 'vi'),
      call(),
    );
    // The menu is a help, not a need.
    if (published.kind !== 'ready') {
      container.logger.warn(
        { channelAccountId: account.id, reason: published.reason },
        'commands menu not published',
      );
    }
  }
  if (webhookUrl !== null) return;
  const poller = createPollAccount({
    channelAccountId: account.id,
    inTransaction: container.inTransaction,
    puller: intake.puller,
    parseInbound: (raw) => channel.parseInbound(raw),
    hints: container.hints,
    owner: container.owner,
    clock: container.clock,
    logger: container.logger,
  });
  state.polling = poller.status;
  await poller.run(signal);
}

/** Whether what people write will come in. */
async function setWebhook(
  intake: Intake,
  url: string | null,
  signal: AbortSignal,
): Promise<{ kind: 'ready' } | Exclude<AccountCheck, { kind: 'ready' }>> {
  switch (intake.kind) {
    case 'set_by_us':
      return intake.setup.setWebhook(url, signal);
    case 'set_by_hand':
      if (url === null) return { kind: 'misconfigured', reason: 'no_public_url' };
      return intake.hasSecret ? { kind: 'ready' } : { kind: 'misconfigured', reason: 'no_webhook_secret' };
  }
}

function listenError(error: unknown, env: Env): unknown {
  const { code } = errorFields(error);
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${env.port} is taken by another program. Stop it, or set PORT to a free one.`,
    );
  }
  if (code === 'EACCES')
    return new StartError(`Port ${env.port} may not be used by this user. Set PORT above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartError('HOST is not an address of this machine.');
  return error;
}
