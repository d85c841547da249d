import { type Env, parseEnv } from '../../config/env.ts';
import { type Container, createContainer } from '../../src/container.ts';
import { parseKeyring } from '../../src/db/sealing.ts';
import type { RuledRoute } from '../../src/http/api-kit.ts';
import { createLifecycle } from '../../src/lifecycle.ts';
import type { QueueTarget } from '../../src/queue/backend.ts';
import { seedAccount, seedZalo } from '../../src/seed-accounts.ts';
import { startBot, startWorkers, type WorkerRole } from '../../src/service.ts';
import { type Logger, silentLogger } from '../../src/shared/logger.ts';

export const BOT_TOKEN = '100001:binh-yen-test';
/** The key of `testSealer`, so that rows of `createWard` can be read by a service. */
export const DATA_KEY = `k1:${'07'.repeat(32)}`;

export const AUTH_SECRET = 'a'.repeat(64);

export interface RunningService {
  container: Container;
  address: string;
  routes: readonly RuledRoute[];
  stop(): Promise<void>;
}

/** The service as `src/main.ts` starts it, in this process, on a database that is migrated. */
export async function startService(options: {
  connectionString: string;
  queue?: QueueTarget;
  apiRoot: string;
  /** Further variables; without TELEGRAM_BOT_TOKEN the service has the accounts of its database only. */
  env: Readonly<Record<string, string>>;
  /** Instead of what the platform allows. */
  ratePerSecond?: number;
  roles: readonly WorkerRole[];
  /** An app of Zalo on this machine, beside Telegram by long polling: as the demo has it. */
  zalo?: Env['zalo'];
  enterAddress?: (url: string) => Promise<void>;
  /** Further routes, e.g. the pages of the console. */
  plugins?: Parameters<typeof startBot>[0]['plugins'];
  /** Before workers and intake begin. */
  prepare?: (container: Container) => Promise<void>;
  logger?: Logger;
}): Promise<RunningService> {
  const logger = options.logger ?? silentLogger;
  const given = parseEnv({ PORT: '0', DATA_KEY, TELEGRAM_API_ROOT: options.apiRoot, ...options.env });
  const env = options.zalo ? { ...given, zalo: options.zalo } : given;
  const keyring = parseKeyring(env.dataKey ?? '');
  if (!keyring) throw new Error('no key');
  const lifecycle = createLifecycle(logger);
  const container = await createContainer({
    connectionString: options.connectionString,
    queue: options.queue ?? { kind: 'postgres', connectionString: options.connectionString },
    keyring,
    telegramApiRoot: env.telegram.apiRoot,
    zaloRoots: env.zalo,
    demo: false,
    role: 'test',
    maxConnections: 12,
    logger,
  });
  lifecycle.onStop('container', () => container.close());
  try {
    await seedAccount(container, env.telegram);
    await seedZalo(container, env.zalo);
    if (options.ratePerSecond !== undefined) {
      await container.database.prisma.channelAccount.updateMany({
        data: { ratePerSecond: options.ratePerSecond },
      });
    }
    await options.prepare?.(container);
    startWorkers(container, options.roles);
    const { enterAddress } = options;
    const { address, routes } = await startBot({
      container,
      env,
      authSecret: AUTH_SECRET,
      lifecycle,
      plugins: options.plugins ?? [],
      ...(enterAddress && { enterAddress }),
    });
    return { container, address, routes, stop: () => lifecycle.stop('the test ends') };
  } catch (error) {
    await lifecycle.stop('the start failed');
    throw error;
  }
}
