import type { FastifyInstance } from 'fastify';

export type PartHealth = { state: 'up' } | { state: 'down'; reason: string };

export interface HealthSources {
  database(): Promise<PartHealth>;
  queue(): Promise<PartHealth>;
  /** One entry for each channel account, by its name at the platform. */
  channels(): Promise<readonly { channel: string; account: string; health: PartHealth }[]>;
}

/**
 * `/healthz`: the process answers. `/readyz`: 200 only when database, queue and every channel account work; the body
 * says which does not, and why.
 */
export function healthRoutes(sources: HealthSources) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/healthz', { config: { rule: 'public' } }, async () => ({ status: 'alive' }));

    app.get('/readyz', { config: { rule: 'public' } }, async (_request, reply) => {
      const database = await sources.database();
      const queue = await sources.queue();
      // Accounts are rows: without the database nothing true can be said of them.
      const channels = database.state === 'up' ? await sources.channels() : [];
      const ready = [database, queue, ...channels.map(({ health }) => health)].every(
        ({ state }) => state === 'up',
      );
      return reply
        .code(ready ? 200 : 503)
        .send({ status: ready ? 'ready' : 'not_ready', database, queue, channels });
    });
  };
}
