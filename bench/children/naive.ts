import { createPostgresBackend, DEFAULT_SCHEMA, isPgPool, Queue, Worker, withBackend } from 'bullmq';
import { Api } from 'grammy';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { createPool } from '../../src/db/pool.ts';
import { command, contentSchema, serve, targetSchema } from '../protocol.ts';
import { sendOptions } from '../send-options.ts';

/** The second baseline: one BullMQ job for each recipient, and one Prisma update for each send. */
const IN_FLIGHT = 64;
const CONNECTIONS = 16;
const JOBS_AT_ONCE = 1_000;
const QUEUE = 'bench-naive';

const jobSchema = z.object({ deliveryId: z.string(), chatId: z.string() });
const recipientRow = z.object({ id: z.string(), externalId: z.string() });

type Target = z.infer<typeof targetSchema>;

interface Bull {
  queue: Pick<Queue, 'addBulk' | 'close'>;
  startWorker(process: (data: unknown) => Promise<void>): Pick<Worker, 'close'>;
  close(): Promise<unknown>;
}

function openRedis(url: string): Bull {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  return {
    queue: new Queue(QUEUE, { connection }),
    startWorker: (process) =>
      new Worker(QUEUE, ({ data }) => process(data), { connection, concurrency: IN_FLIGHT }),
    close: async () => connection.disconnect(),
  };
}

function openPostgres(connectionString: string): Bull {
  const url = new URL(connectionString);
  url.searchParams.set('options', `-c search_path=${DEFAULT_SCHEMA}`);
  const pool = createPool(url.toString(), { max: CONNECTIONS, applicationName: 'bench naive queue' });
  const connection: unknown = pool;
  if (!isPgPool(connection)) throw new Error('BullMQ does not know this pool');
  const onPostgres = withBackend(createPostgresBackend);
  return {
    queue: new onPostgres.Queue(QUEUE, { connection }),
    startWorker: (process) =>
      new onPostgres.Worker(QUEUE, ({ data }) => process(data), { connection, concurrency: IN_FLIGHT }),
    close: () => pool.end(),
  };
}

let open: { target: Target; database: Database; bull: Bull } | null = null;

serve({
  open: command(targetSchema, (target) => {
    const database = openDatabase({
      connectionString: target.connectionString,
      maxConnections: CONNECTIONS,
      applicationName: 'bench naive',
    });
    const bull =
      target.redisUrl === null ? openPostgres(target.connectionString) : openRedis(target.redisUrl);
    open = { target, database, bull };
  }),
  /** Sends every delivery of the message. The jobs are in the queue before the time is taken. */
  run: command(
    z.object({ token: z.string(), messageId: z.string(), content: contentSchema }),
    async ({ token, messageId, content }) => {
      if (!open) throw new Error('not open');
      const { target, database, bull } = open;
      const api = new Api(token, { apiRoot: target.telegramApiRoot });
      const options = sendOptions(content);
      const found = await database.pool.query(
        `SELECT d.id, c."externalId" FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"
          WHERE d."alertMessageId" = $1`,
        [messageId],
      );
      const jobs = z
        .array(recipientRow)
        .parse(found.rows)
        .map(({ id, externalId }) => ({
          name: 'send',
          data: { deliveryId: id, chatId: externalId },
          opts: { removeOnComplete: true, attempts: 3 },
        }));
      for (let from = 0; from < jobs.length; from += JOBS_AT_ONCE) {
        await bull.queue.addBulk(jobs.slice(from, from + JOBS_AT_ONCE));
      }
      const startMs = performance.now();
      let left = jobs.length;
      let allDone = () => {};
      const done = new Promise<void>((resolve) => {
        allDone = resolve;
      });
      const worker = bull.startWorker(async (data) => {
        const { deliveryId, chatId } = jobSchema.parse(data);
        const sent = await api.sendMessage(chatId, content.text, options);
        await database.prisma.delivery.update({
          where: { id: deliveryId },
          data: { state: 'sent', externalMessageId: String(sent.message_id), sentAt: new Date() },
        });
        left -= 1;
        if (left === 0) allDone();
      });
      await done;
      const elapsedMs = performance.now() - startMs;
      await worker.close();
      return { elapsedMs };
    },
  ),
  close: command(z.object({}), async () => {
    if (!open) return;
    await open.bull.queue.close();
    await open.bull.close();
    await open.database.close();
  }),
});
