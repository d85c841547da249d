import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from '../shared/logger.ts';
import { type Authenticate, guardRoutes } from './api-kit.ts';
import { describeRoutes } from './docs.ts';
import { installErrorHandler } from './error-handler.ts';
import { type HealthSources, healthRoutes } from './routes/health.ts';
import { type WebhookDeps, webhookRoutes } from './routes/webhooks.ts';
import { secureAnswers } from './security-headers.ts';

export interface ServerDeps {
  logger: Logger;
  health: HealthSources;
  webhooks: WebhookDeps;
  /** Who a request of staff comes from. */
  authenticate: Authenticate;
  /** Proxies whose word on the client's address is taken: how many, or which. */
  trustProxy?: number | string | null;
  /** Browsers reach the service by https. */
  https?: boolean;
  /** Further plugins, e.g. the simulator's where one runs. */
  plugins: readonly ((app: FastifyInstance) => void | Promise<void>)[];
}

/** Telegram updates and Zalo events are a few kilobytes; more is somebody else. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** What is asked of us is answered in less, and an end has ten seconds in all. */
const CLOSE_WITHIN_MS = 3_000;

/** Of so many proxies, the nearest ones; or of those at these addresses. */
function trustOf(
  proxies: number | string | null,
): string | false | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : (proxies ?? false);
}

/** The HTTP side of the bot service. Does not listen, so that tests inject requests. */
export async function buildServer(deps: ServerDeps): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    // Ids in URLs may name accounts: requests are not logged, errors are, without their URL.
    logger: false,
    requestTimeout: 30_000,
    trustProxy: trustOf(deps.trustProxy ?? null),
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installErrorHandler(app, deps.logger);
  secureAnswers(app, deps.https ?? false);
  guardRoutes(app, deps.authenticate);
  await describeRoutes(app);
  await app.register(healthRoutes(deps.health));
  await app.register(webhookRoutes(deps.webhooks));
  for (const plugin of deps.plugins) await app.register(async (scope) => plugin(scope));
  await app.ready();
  return app;
}

/**
 * Takes no more requests and waits for those under way, for a bounded time. A connection over which no request has come
 * yet counts as busy (browsers open such ones in advance); without the bound it would hold up the end for a minute.
 */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
