import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { IdempotencyStore } from '../staff/admin-ports.ts';
import { actorOf, problem } from './api-kit.ts';

/** What a route takes into its options to understand `Idempotency-Key`. */
export type Idempotent = Pick<RouteShorthandOptions, 'preHandler' | 'onSend'>;

const KEY = /^[\x21-\x7e]{1,200}$/;
/** Says that an answer is one that was given before. */
export const REPLAYED_HEADER = 'idempotency-replayed';

/**
 * The same key and body: the same answer, and nothing is done twice. Another body: 409. The key is the staff member's own.
 * A request that fails on our side may be sent again; one that was cut off may not, because nobody knows how far it came.
 */
export function createIdempotent(store: IdempotencyStore): Idempotent {
  const begun = new WeakMap<FastifyRequest, { staffId: string; key: string }>();

  return {
    async preHandler(request: FastifyRequest, reply: FastifyReply) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return;
      if (typeof key !== 'string' || !KEY.test(key))
        return problem(reply, 'bad_request', { issues: ['Idempotency-Key'] });
      const { staffId } = actorOf(request);
      const digest = createHash('sha256')
        .update(JSON.stringify([request.method, request.url, request.body ?? null]))
        .digest('base64url');
      const state = await store.begin(staffId, key, digest);
      switch (state.kind) {
        case 'begun':
          begun.set(request, { staffId, key });
          return;
        case 'done':
          return reply
            .code(state.status)
            .header(REPLAYED_HEADER, 'true')
            .type(state.status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json')
            .serializer((answer) => String(answer))
            .send(state.answer);
        case 'running':
          return problem(reply, 'still_running');
        case 'reused':
          return problem(reply, 'key_reused');
      }
    },

    async onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
      const mine = begun.get(request);
      if (mine) {
        begun.delete(request);
        if (reply.statusCode >= 500) await store.abandon(mine.staffId, mine.key);
        else
          await store.finish(
            mine.staffId,
            mine.key,
            reply.statusCode,
            typeof payload === 'string' ? payload : '',
          );
      }
      return payload;
    },
  };
}
