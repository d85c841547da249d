import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  answerReplySchema,
  handleReplySchema,
  MEDIA_PATH,
  type ReplyReads,
  repliesPageSchema,
  repliesQuerySchema,
  replyThreadSchema,
} from '../../contracts/replies.ts';
import { idParamsSchema } from '../../contracts/words.ts';
import type { AnswerReplyResult } from '../../replies/answer-reply.ts';
import type { HandleReplyResult } from '../../replies/handle-reply.ts';
import type { createReadMedia } from '../../replies/read-media.ts';
import type { StaffActor } from '../../staff/staff.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { ReaderOf } from '../reader.ts';

export interface ReplyDeps {
  replies: ReplyReads;
  handleReply(actor: StaffActor, input: { replyId: string; handled: boolean }): Promise<HandleReplyResult>;
  answerReply(
    actor: StaffActor,
    input: { replyId: string; requestId: string; text: string },
  ): Promise<AnswerReplyResult>;
  readMedia: ReturnType<typeof createReadMedia>;
}

/** A photo over a slow line; who looks at the page has long gone by then. */
const MEDIA_TIMEOUT_MS = 60_000;
const MEDIA_KEPT_SECONDS = 600;

/** Calls for help and free answers (src/contracts/replies.ts). */
export function replyRoutes(deps: ReplyDeps, readerOf: ReaderOf) {
  const { replies } = deps;
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    async function sendThread(request: FastifyRequest, reply: FastifyReply, replyId: string, status = 200) {
      const thread = await replies.thread(await readerOf(request, 'see_replies'), replyId);
      return thread ? reply.code(status).send(thread) : problem(reply, 'not_found');
    }

    app.get(
      '/api/replies',
      {
        config: { rule: 'see_replies' },
        schema: { querystring: repliesQuerySchema, response: { 200: repliesPageSchema } },
      },
      async (request) => replies.list(await readerOf(request, 'see_replies'), request.query),
    );

    app.get(
      '/api/replies/:id',
      {
        config: { rule: 'see_replies' },
        schema: { params: idParamsSchema, response: { 200: replyThreadSchema } },
      },
      async (request, reply) => sendThread(request, reply, request.params.id),
    );

    app.put(
      '/api/replies/:id/handled',
      {
        config: { rule: 'handle_replies' },
        schema: { params: idParamsSchema, body: handleReplySchema, response: { 200: replyThreadSchema } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const result = await deps.handleReply(actorOf(request), { replyId: id, ...request.body });
        return result.kind === 'handled' ? sendThread(request, reply, id) : problem(reply, result.kind);
      },
    );

    app.post(
      '/api/replies/:id/answers',
      {
        config: { rule: 'handle_replies' },
        schema: { params: idParamsSchema, body: answerReplySchema, response: { 201: replyThreadSchema } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const result = await deps.answerReply(actorOf(request), { replyId: id, ...request.body });
        switch (result.kind) {
          case 'answered':
          case 'answered_before':
            return sendThread(request, reply, id, 201);
          case 'chat_closed':
          case 'not_found':
          case 'forbidden':
            return problem(reply, result.kind);
        }
      },
    );

    app.get(
      MEDIA_PATH,
      { config: { rule: 'see_replies' }, schema: { params: idParamsSchema } },
      async (request, reply) => {
        const media = await replies.media(await readerOf(request, 'see_replies'), request.params.id);
        if (media === null) return problem(reply, 'not_found');
        if (media === 'none') return problem(reply, 'no_media');
        const gone = new AbortController();
        reply.raw.once('close', () => gone.abort());
        const found = await deps.readMedia(
          media,
          AbortSignal.any([gone.signal, AbortSignal.timeout(MEDIA_TIMEOUT_MS)]),
        );
        switch (found.kind) {
          case 'gone':
            return problem(reply, 'media_gone');
          case 'refused':
            return problem(reply, 'media_refused');
          case 'unavailable':
            return problem(reply, 'media_unavailable');
          case 'media':
            return reply
              .headers({
                'cache-control': `private, max-age=${MEDIA_KEPT_SECONDS}`,
                'content-disposition': 'inline',
                // It came from a stranger: whatever is in it, no page of ours runs it.
                'content-security-policy': "default-src 'none'; sandbox",
                'x-content-type-options': 'nosniff',
              })
              .type(found.type)
              .send(Readable.from(found.bytes, { objectMode: false }));
        }
      },
    );
  };
}
