import { z } from 'zod';
import { type Container, createContainer } from '../../src/container.ts';
import { nobody } from '../../src/http/api-kit.ts';
import { buildServer } from '../../src/http/build-server.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { startWorkers, WORKER_ROLES } from '../../src/service.ts';
import { containerOptions } from '../container-options.ts';
import { command, serve, targetSchema } from '../protocol.ts';

/** Ours: every worker in one process, as `npm start` runs them, and the webhook's side of the bot service. */
const CONNECTIONS = 10;
const logger = createLogger({ level: 'error', role: 'bench' });
const closing: (() => Promise<unknown>)[] = [];

async function listen(container: Container): Promise<string> {
  const app = await buildServer({
    logger,
    health: {
      database: async () => ({ state: 'up' }),
      queue: async () => ({ state: 'up' }),
      channels: async () => [],
    },
    authenticate: nobody,
    webhooks: {
      channelOf: async (_kind, id) => (await container.accounts.find(id))?.channel ?? null,
      receive: container.receive,
      logger,
    },
    plugins: [],
  });
  closing.push(() => app.close());
  return app.listen({ port: 0, host: '127.0.0.1' });
}

serve({
  open: command(targetSchema, async (target) => {
    const container = await createContainer(containerOptions(target, 'bench-worker', CONNECTIONS, logger));
    closing.push(() => container.close());
    startWorkers(container, WORKER_ROLES);
    return { address: await listen(container), owner: container.owner };
  }),
  close: command(z.object({}), async () => {
    for (const close of closing.toReversed()) await close();
  }),
});
