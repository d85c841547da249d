import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { createContainer } from '../../src/container.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createSealer, parseKeyring } from '../../src/db/sealing.ts';
import { createLifecycle, type Lifecycle } from '../../src/lifecycle.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import type { QueueKind } from '../args.ts';
import { type Child, startChild } from '../child.ts';
import { containerOptions } from '../container-options.ts';
import { createBenchOfficer } from '../officer.ts';
import { populate, sealNames } from '../population.ts';
import { createRedisServer, type RedisServer } from '../redis-server.ts';
import { newDataKey } from '../storage.ts';
import { createFleet, type Fleet, type Preload } from './fleet.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';

/** Everything of one scenario, each part in processes of its own: stores, the service, the fake platform, its people. */
export interface ChaosStage {
  postgres: PostgresServer;
  /** Null: the queue is on PostgreSQL. */
  redis: RedisServer | null;
  platform: Child;
  fleet: Fleet;
  ledger: Ledger;
  officer: ReturnType<typeof createBenchOfficer>;
  groupIds: readonly string[];
  households: number;
  end(): Promise<void>;
}

export const TOKEN = '100001:chaos-token';
const DELIVER_WORKERS = 3;
const OWN_CONNECTIONS = 4;
/** All deliveries in about this long, were there no faults. */
const UNDISTURBED_S = 12;
const SLOWEST_RATE = 60;
/** What the platform enforces beyond the account's budget: two drivers at a time would be told so by 429s. */
const PLATFORM_SLACK = 1.25;

const telegramOpen = z.object({ apiRoot: z.string(), firstChatId: z.string() });

interface StagePlan {
  folder: string;
  queue: QueueKind;
  households: number;
  messages: number;
  /** The bot service and the conversations run too. */
  inbound: boolean;
  preload: Preload | null;
}

/** It ends with the run; an end that comes while it opens waits for that. */
export async function openChaosStage(run: Lifecycle, plan: StagePlan): Promise<ChaosStage> {
  const lifecycle = createLifecycle(silentLogger);
  run.onStop('stage', () => lifecycle.stop('chaos'));
  const opening = build(lifecycle, plan);
  await lifecycle.start(async () => void (await opening));
  return opening;
}

async function build(lifecycle: Lifecycle, plan: StagePlan): Promise<ChaosStage> {
  const { folder, queue, households, preload } = plan;
  const postgres = await startPostgresServer(join(folder, 'data'));
  lifecycle.onStop('database', () => postgres.stop('fast'));
  await migrate(postgres.connectionString);
  const redis = queue === 'redis' ? await createRedisServer(folder) : null;
  lifecycle.onStop('redis', async () => redis?.kill());
  await redis?.start();

  const ratePerSecond = Math.max(SLOWEST_RATE, Math.ceil((households * plan.messages) / UNDISTURBED_S));
  const platform = startChild('telegram', lifecycle);
  const { apiRoot, firstChatId } = await platform.ask(
    'open',
    {
      token: TOKEN,
      people: households,
      botPerSecond: Math.ceil(ratePerSecond * PLATFORM_SLACK),
      chatPerSecond: 1,
    },
    telegramOpen,
  );
  await forgetUpdates(apiRoot);

  const dataKey = newDataKey();
  const keyring = parseKeyring(dataKey);
  if (!keyring) throw new Error('the key of the run is not one');
  const target = {
    connectionString: postgres.connectionString,
    dataKey,
    redisUrl: redis?.url ?? null,
    telegramApiRoot: apiRoot,
  };
  const container = await createContainer(containerOptions(target, 'chaos', OWN_CONNECTIONS, silentLogger));
  lifecycle.onStop('container', () => container.close());
  const { pool } = container.database;
  const sealer = createSealer(keyring);
  const unit = await populate(pool, sealer, {
    token: TOKEN,
    webhookSecret: 'chaos-webhook-secret',
    ratePerSecond,
    firstChatId,
    groups: [{ households }],
  });
  // The account of the token, as the bot service knows it.
  const botId = TOKEN.slice(0, TOKEN.indexOf(':'));
  await pool.query('UPDATE "ChannelAccount" SET "externalId" = $2 WHERE id = $1', [unit.accountId, botId]);
  // A second account of the same bot would take a part of its updates.
  await pool.query('DELETE FROM "Lane" WHERE id = $1', [unit.restingLaneId]);
  await pool.query('DELETE FROM "ChannelAccount" WHERE id <> $1', [unit.accountId]);
  if (plan.inbound) await sealNames(pool, sealer);

  const fleet = createFleet(folder, {
    DATABASE_URL: postgres.connectionString,
    DATA_KEY: dataKey,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_BOT_TOKEN: TOKEN,
    PORT: '0',
    LOG_LEVEL: 'info',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  });
  lifecycle.onStop('service', () => fleet.endAll());
  const options = preload ? { preload } : {};
  const roles = [
    'fan-out',
    'sweep',
    ...Array.from({ length: DELIVER_WORKERS }, () => 'deliver' as const),
  ] as const;
  await Promise.all(roles.map((role) => fleet.start(role, options)));
  if (plan.inbound) await Promise.all([fleet.start('inbound', options), fleet.start('bot', options)]);

  return {
    postgres,
    redis,
    platform,
    fleet,
    ledger: createLedger(pool, { laneId: unit.laneId, firstChatId }),
    officer: createBenchOfficer(container, unit),
    groupIds: unit.groupIds,
    households,
    end: () => lifecycle.stop('done'),
  };
}

/** What people wrote to the bot long ago is no work of the service's. */
async function forgetUpdates(apiRoot: string): Promise<void> {
  await fetch(`${apiRoot}/bot${TOKEN}/getUpdates?offset=-1&limit=1`);
  await fetch(`${apiRoot}/bot${TOKEN}/getUpdates?offset=${'9'.repeat(15)}`);
}
