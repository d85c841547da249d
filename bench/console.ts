import { z } from 'zod';
import { createContainer } from '../src/container.ts';
import { addUpProgress } from '../src/db/progress-store.ts';
import { createSealer, parseKeyring } from '../src/db/sealing.ts';
import { buildServer, closeServer } from '../src/http/build-server.ts';
import { consoleApiRoutes } from '../src/http/routes/console-api.ts';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import { silentLogger } from '../src/shared/logger.ts';
import type { BenchArgs } from './args.ts';
import { playAlert, sendSome } from './console-pages.ts';
import { containerOptions } from './container-options.ts';
import { median, percentile, round } from './figures.ts';
import { createBenchOfficer, type RaisedAlert } from './officer.ts';
import { populate, sealNames } from './population.ts';
import { openBenchStorage } from './storage.ts';

const SIZE = 100_000;
const GROUPS = 60;
const ROUNDS = 100;
const CONNECTIONS = 10;
/** As a lane at 1,000 messages a second records. */
const BATCH = 100;
const BATCH_EVERY_MS = 100;
/** A page somewhere in the middle of the list. */
const PAGES_IN = 20;

const nextSchema = z.object({ next: z.string().nullable() });
const itemsSchema = z.object({ items: z.array(z.object({ id: z.string() })).min(1) });

/** How long the server takes for each page of the console while a large alert goes out, and when it has. */
export async function benchConsole(args: BenchArgs, lifecycle: Lifecycle) {
  const size = args.size ?? SIZE;
  const storage = await openBenchStorage(args.queue, lifecycle);
  const keyring = parseKeyring(storage.dataKey);
  if (!keyring) throw new Error('the key of the bench is not one');
  const sealer = createSealer(keyring);
  const target = { ...storage, telegramApiRoot: 'http://127.0.0.1:1' };
  const container = await createContainer(containerOptions(target, 'bench', CONNECTIONS, silentLogger));
  lifecycle.onStop('container', () => container.close());
  const { pool } = container.database;
  const unit = await populate(pool, sealer, {
    token: '100001:bench-token',
    webhookSecret: 'bench-webhook-secret',
    ratePerSecond: 1_000,
    firstChatId: '1000000',
    groups: Array.from({ length: GROUPS }, (_, at) => ({ households: Math.floor((size + at) / GROUPS) })),
  });
  await sealNames(pool, sealer);
  const officer = createBenchOfficer(container, unit);
  const [done, moving] = [
    await officer.raise('fire_explosion', unit.groupIds),
    await officer.raise('fire_explosion', unit.groupIds),
  ];
  for (const { messageId } of [done, moving]) await container.fanOut(messageId, new AbortController().signal);
  await playAlert(pool, sealer, done, unit);
  await addUpProgress(pool);
  await pool.query('VACUUM ANALYZE');
  process.stderr.write(`Two alerts to ${size} households are there\n`);

  const actor = {
    staffId: unit.staffId,
    policeUnitId: unit.policeUnitId,
    roles: ['duty_officer', 'ward_chief'] as const,
  };
  const app = await buildServer({
    logger: silentLogger,
    health: {
      database: async () => ({ state: 'up' }),
      queue: async () => ({ state: 'up' }),
      channels: async () => [],
    },
    authenticate: async () => ({ kind: 'staff', actor }),
    webhooks: { channelOf: async () => null, receive: async () => {}, logger: silentLogger },
    plugins: [consoleApiRoutes(container.consoleApi)],
  });
  lifecycle.onStop('http', () => closeServer(app));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });

  /** Milliseconds from the request to the last byte. */
  async function ask(path: string): Promise<number> {
    const askedMs = systemClock.monotonicMs();
    const answer = await fetch(address + path);
    const body = await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${Buffer.from(body).toString()}`);
    return systemClock.monotonicMs() - askedMs;
  }

  async function bareSelect(): Promise<number> {
    const askedMs = systemClock.monotonicMs();
    await container.database.db.rows`SELECT number FROM "Alert" WHERE id = ${done.alertId}::uuid`;
    return systemClock.monotonicMs() - askedMs;
  }

  async function measure(pages: Readonly<Record<string, string>>) {
    const tookMs = new Map(Object.keys(pages).map((name): [string, number[]] => [name, []]));
    const bareMs: number[] = [];
    const firstMs = new Map<string, number>();
    for (const [name, path] of Object.entries(pages)) firstMs.set(name, await ask(path));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, path] of Object.entries(pages)) {
        bareMs.push(await bareSelect());
        tookMs.get(name)?.push(await ask(path));
      }
    }
    const bareMedianMs = median(bareMs);
    const figures = [...tookMs].map(([name, times]): [string, PageFigures] => [
      name,
      {
        firstMs: round(firstMs.get(name) ?? 0, 1),
        medianMs: round(median(times), 1),
        p99Ms: round(percentile(times, 0.99), 1),
        ratioToSelect: round(median(times) / bareMedianMs, 1),
      },
    ]);
    return { pages: Object.fromEntries(figures), bareMs };
  }

  const atRest = await measure(await pagesOf(address, done));
  process.stderr.write('Measured at rest\n');
  const ending = new AbortController();
  const writing = goOut(pool, moving, ending.signal);
  const goingOut = await measure(await pagesOf(address, moving));
  ending.abort();
  await writing;
  process.stderr.write('Measured while an alert went out\n');

  const xlsxMs = await ask(`/api/alerts/${done.alertId}/ledger/export`);
  const all = [...Object.values(atRest.pages), ...Object.values(goingOut.pages)];
  return {
    size,
    worstP99Ms: Math.max(...all.map(({ p99Ms }) => p99Ms)),
    worstFirstMs: Math.max(...all.map(({ firstMs }) => firstMs)),
    bareSelectMsMedian: round(median([...atRest.bareMs, ...goingOut.bareMs]), 2),
    bareSelectMsP99: round(percentile([...atRest.bareMs, ...goingOut.bareMs], 0.99), 1),
    atRest: atRest.pages,
    goingOut: goingOut.pages,
    ledgerAsXlsxMs: round(xlsxMs),
    maxRssMiB: round(process.resourceUsage().maxRSS / 1024),
  };
}

interface PageFigures {
  firstMs: number;
  medianMs: number;
  p99Ms: number;
  ratioToSelect: number;
}

/** Records sends until the signal, and adds up the figures each second, as workers do. */
async function goOut(
  pool: Parameters<typeof sendSome>[0],
  alert: RaisedAlert,
  signal: AbortSignal,
): Promise<void> {
  for (let batches = 1; !signal.aborted; batches++) {
    await sendSome(pool, alert, BATCH);
    if (batches % (1_000 / BATCH_EVERY_MS) === 0) await addUpProgress(pool);
    await systemClock.sleep(BATCH_EVERY_MS, signal);
  }
}

/** Every page of the console about an alert, the long lists also somewhere in their middle. */
async function pagesOf(address: string, { alertId }: RaisedAlert): Promise<Record<string, string>> {
  const alert = `/api/alerts/${alertId}`;
  async function deep(path: string): Promise<string> {
    let at = path;
    for (let pages = 0; pages < PAGES_IN; pages++) {
      const { next } = nextSchema.parse(await (await fetch(address + at)).json());
      if (next === null) break;
      at = `${path}&cursor=${next}`;
    }
    return at;
  }
  const replies = itemsSchema.parse(await (await fetch(`${address}/api/replies?limit=1`)).json());
  return {
    now: '/api/now',
    alerts: '/api/alerts',
    alert,
    curves: `${alert}/curves`,
    groups: `${alert}/groups`,
    households: `${alert}/households`,
    householdsDeep: await deep(`${alert}/households?limit=200`),
    ledger: `${alert}/ledger`,
    ledgerDeep: await deep(`${alert}/ledger?limit=200`),
    ledgerUnreachable: `${alert}/ledger?state=unreachable`,
    ledgerPending: `${alert}/ledger?state=pending`,
    replies: '/api/replies',
    repliesOfAlert: `/api/replies?alertId=${alertId}`,
    repliesDeep: await deep('/api/replies?limit=100'),
    thread: `/api/replies/${replies.items[0]?.id ?? ''}`,
    channels: '/api/channels',
    audit: '/api/audit',
    duty: '/api/duty',
  };
}
