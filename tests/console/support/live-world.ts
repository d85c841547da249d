import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { sessionSchema } from '../../../src/contracts/session.ts';
import { problem } from '../../../src/http/api-kit.ts';
import { serveConsole } from './console-site.ts';
import { alertActs, alertReads } from './live-alert-routes.ts';
import { nowRoutes } from './live-now-routes.ts';
import { replyRoutes } from './live-reply-routes.ts';
import { createLiveState, type LiveSizes } from './live-state.ts';

/**
 * The service as the live pages see it, in memory. Whatever it answers goes through the contract first, and what pages
 * send is parsed by it, so that a test cannot pass against words that the service does not speak.
 */
export async function createLiveWorld({
  directory,
  roles = ['duty_officer'],
  households = 640,
  ledgerRows = 100_000,
}: Partial<LiveSizes> & { directory: string }) {
  const state = createLiveState({ roles, households, ledgerRows });
  const site = await serveConsole(directory, async (app: FastifyInstance) => {
    app.addHook('onRequest', async (request, reply) => {
      state.requests.push(`${request.method} ${request.url}`);
      for (const [path, code] of state.refusals) {
        if (request.url.startsWith(path)) return problem(reply, code);
      }
    });
    app.get('/api/session', () => sessionSchema.parse(state.session));
    app.post('/api/session/language', (_request, reply) => reply.code(204).send());
    app.get('/api/events', (_request, reply) => {
      const stream = new PassThrough();
      state.streams.add(stream);
      state.opened += 1;
      stream.on('close', () => state.streams.delete(stream));
      // What happened before the stream began is not told again.
      stream.write('id: 0\nevent: reset\ndata: {"kind":"reset"}\n\n');
      return reply.type('text/event-stream').send(stream);
    });
    nowRoutes(app, state);
    alertReads(app, state);
    alertActs(app, state);
    replyRoutes(app, state);
  });
  return {
    state,
    origin: site.origin,
    /** What is said from here on is heard by the page that was loaded last; `loaded`: how many were so far. */
    isHeard: (loaded = 1) => expect.poll(() => state.opened).toBeGreaterThanOrEqual(loaded),
    /** Cuts the event stream and everything else, as when the service goes away. */
    close: async () => {
      for (const stream of state.streams) stream.destroy();
      await site.close();
    },
  };
}

export type LiveWorld = Awaited<ReturnType<typeof createLiveWorld>>;
