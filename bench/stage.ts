import { z } from 'zod';
import { type Container, createContainer } from '../src/container.ts';
import { createSealer, parseKeyring, type Sealer } from '../src/db/sealing.ts';
import { createLifecycle, type Lifecycle } from '../src/lifecycle.ts';
import { silentLogger } from '../src/shared/logger.ts';
import { type Child, startChild } from './child.ts';
import { containerOptions } from './container-options.ts';
import { type BenchOfficer, createBenchOfficer } from './officer.ts';
import { type GroupPlan, type Population, populate } from './population.ts';
import type { Target } from './protocol.ts';
import type { BenchStorage } from './storage.ts';

export interface StagePlan {
  groups: readonly GroupPlan[];
  ratePerSecond: number;
  /** What the platform enforces; null lifts it. */
  platform: { botPerSecond: number | null; chatPerSecond: number | null };
  /** People of the platform beyond the households. */
  extraPeople?: number;
}

/** A fake platform, a ward on it, and the service's workers: each in a process of its own. */
export interface Stage {
  telegram: Child;
  worker: Child;
  /** The webhook's side of the service. */
  address: string;
  officer: BenchOfficer;
  unit: Population;
  container: Container;
  sealer: Sealer;
  target: Target;
  firstChatId: string;
  end(): Promise<void>;
}

export const TOKEN = '100001:bench-token';
export const WEBHOOK_SECRET = 'bench-webhook-secret';
const CONNECTIONS = 6;

const telegramOpen = z.object({ apiRoot: z.string(), firstChatId: z.string() });
const workerOpen = z.object({ address: z.string() });

export async function openStage(storage: BenchStorage, bench: Lifecycle, plan: StagePlan): Promise<Stage> {
  const lifecycle = createLifecycle(silentLogger);
  bench.onStop('stage', () => lifecycle.stop('bench'));
  const telegram = startChild('telegram', lifecycle);
  const onPlatform = plan.groups.filter(({ resting }) => !resting);
  const people = onPlatform.reduce((sum, { households }) => sum + households, plan.extraPeople ?? 0);
  const { apiRoot, firstChatId } = await telegram.ask(
    'open',
    { token: TOKEN, people, ...plan.platform },
    telegramOpen,
  );

  const target: Target = { ...storage, telegramApiRoot: apiRoot };
  const keyring = parseKeyring(storage.dataKey);
  if (!keyring) throw new Error('the key of the bench is not one');
  const sealer = createSealer(keyring);
  const container = await createContainer(containerOptions(target, 'bench', CONNECTIONS, silentLogger));
  lifecycle.onStop('container', () => container.close());
  const unit = await populate(container.database.pool, sealer, {
    token: TOKEN,
    webhookSecret: WEBHOOK_SECRET,
    ratePerSecond: plan.ratePerSecond,
    firstChatId,
    groups: plan.groups,
  });

  const worker = startChild('worker', lifecycle);
  const { address } = await worker.ask('open', target, workerOpen);
  return {
    telegram,
    worker,
    address,
    officer: createBenchOfficer(container, unit),
    unit,
    container,
    sealer,
    target,
    firstChatId,
    end: () => lifecycle.stop('done'),
  };
}
