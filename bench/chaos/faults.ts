import { Redis } from 'ioredis';
import { z } from 'zod';
import { systemClock } from '../../src/shared/clock.ts';
import type { FaultOrder } from '../../src/simulator/telegram/faults.ts';
import { waitUntil } from '../watch.ts';
import type { Preload, ServiceProcess } from './fleet.ts';
import type { FaultWindow } from './judge.ts';
import type { Scene } from './scenario.ts';
import type { ChaosStage } from './stage.ts';

/** What is done to the service and around it. Each returns when the fault is over. */

const nothing = z.unknown();
const statsSchema = z.object({ accepted: z.number(), throttled: z.number(), faultsMet: z.number() });

export const platformStats = ({ platform }: ChaosStage) => platform.ask('stats', {}, statsSchema);

async function during(cuts: boolean, fault: () => Promise<void>): Promise<FaultWindow> {
  const fromMs = Date.now();
  await fault();
  return { fromMs, toMs: Date.now(), cuts };
}

const DRIVER_MS = 30_000;

/** The worker that drives the lane just now. */
async function driverOf(stage: ChaosStage): Promise<ServiceProcess> {
  let driver: ServiceProcess | undefined;
  await waitUntil(async () => {
    const pid = await stage.ledger.driver();
    driver = stage.fleet.running().find((one) => one.pid === pid);
    return driver !== undefined;
  }, DRIVER_MS);
  if (!driver) throw new Error('nobody drives the lane');
  return driver;
}

/** `kill -9` of the worker that is sending, and a new one. */
export async function killDriver(
  { stage }: Scene,
  replacement: { preload?: Preload; logDisk?: 'full' } = {},
): Promise<FaultWindow> {
  const driver = await driverOf(stage);
  const window = await during(true, () => driver.kill());
  await stage.fleet.start('deliver', replacement);
  return window;
}

const DRAIN_MS = 10_000;

/** SIGTERM to the worker that is sending, and a new one. */
export async function stopDriver({ stage, complain }: Scene): Promise<FaultWindow> {
  const driver = await driverOf(stage);
  const window = await during(false, async () => {
    const { code, tookMs } = await driver.stop();
    if (code !== 0) complain(`SIGTERM ended the worker with exit code ${code}`);
    if (tookMs > DRAIN_MS) complain(`the worker took ${Math.round(tookMs / 100) / 10} s to end`);
  });
  await stage.fleet.start('deliver');
  return window;
}

/** `kill -9` of the bot service, and a new one. */
export async function killBot({ stage }: Scene): Promise<FaultWindow> {
  return during(false, async () => {
    await stage.fleet
      .running()
      .find(({ role }) => role === 'bot')
      ?.kill();
    await stage.fleet.start('bot');
  });
}

export async function killRedis({ stage }: Scene, awayMs: number): Promise<FaultWindow> {
  return during(false, async () => {
    await stage.redis?.kill();
    await systemClock.sleep(awayMs);
    await stage.redis?.start();
  });
}

/** Everything that the queue knew is gone. */
export async function wipeQueue({ stage }: Scene): Promise<FaultWindow> {
  return during(false, async () => {
    if (!stage.redis) return stage.ledger.wipeQueue();
    const client = new Redis(stage.redis.url);
    await client.flushall();
    client.disconnect();
  });
}

/** PostgreSQL is stopped as by pulling the plug, and comes back. */
export async function stopPostgres({ stage }: Scene, awayMs: number): Promise<FaultWindow> {
  return during(true, async () => {
    await stage.postgres.stop('immediate');
    await systemClock.sleep(awayMs);
    await stage.postgres.start();
  });
}

const STORM_MS = 90_000;

/** Calls go wrong until all of the orders have been met. */
export async function untilMet(
  { stage, complain }: Scene,
  orders: readonly FaultOrder[],
): Promise<FaultWindow> {
  const calls = orders.reduce((sum, { count }) => sum + (count ?? 0), 0);
  return during(false, async () => {
    const before = (await platformStats(stage)).faultsMet;
    for (const order of orders) await stage.platform.ask('order', order, nothing);
    const met = async () => (await platformStats(stage)).faultsMet - before >= calls;
    if (!(await waitUntil(met, STORM_MS))) complain('the calls that were to go wrong did not come');
    await stage.platform.ask('clear', {}, nothing);
  });
}

/** Calls go wrong until somebody calls `end`. */
export async function beginFault({ stage }: Scene, order: FaultOrder): Promise<null> {
  await stage.platform.ask('order', order, nothing);
  return null;
}

export async function endFault({ stage }: Scene): Promise<FaultWindow> {
  return during(false, async () => void (await stage.platform.ask('clear', {}, nothing)));
}

/** Calls go wrong for so long. */
export async function faultFor(scene: Scene, order: FaultOrder, ms: number): Promise<FaultWindow> {
  return during(false, async () => {
    await beginFault(scene, order);
    await systemClock.sleep(ms);
    await scene.stage.platform.ask('clear', {}, nothing);
  });
}

/** What the preload of the processes does begins, or ends, in all of them. */
export async function sufferAll({ stage }: Scene): Promise<FaultWindow> {
  return during(false, async () => {
    for (const one of stage.fleet.running()) one.suffer();
  });
}
