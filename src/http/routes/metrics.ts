import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface MetricsSource {
  contentType: string;
  text(): Promise<string>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** A reverse proxy on this machine calls from loopback too, and says for whom. */
const FORWARDING_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

function isLocal(request: FastifyRequest): boolean {
  return (
    LOOPBACK.has(request.socket.remoteAddress ?? '') &&
    FORWARDING_HEADERS.every((name) => request.headers[name] === undefined)
  );
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function holds(request: FastifyRequest, token: string): boolean {
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

/** `/metrics` for this machine itself, and for whoever holds the token; without a token, for this machine only. */
export function metricsRoutes(deps: { metrics: MetricsSource; token: string | null }) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/metrics', { config: { rule: 'own_check' } }, async (request, reply) => {
      const allowed = isLocal(request) || (deps.token !== null && holds(request, deps.token));
      if (!allowed) return reply.code(401).send({ status: 401, code: 'unauthorized' });
      return reply.type(deps.metrics.contentType).send(await deps.metrics.text());
    });
  };
}
