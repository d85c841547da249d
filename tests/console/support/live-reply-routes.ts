import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../../src/contracts/replies.ts';
import { problem } from '../../../src/http/api-kit.ts';
import { CHIEF, OFFICER } from './live-fixtures.ts';
import { type LiveState, pageOf, placeId, waitingHelp } from './live-state.ts';

/** A red square: enough for a browser to call it a photo. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxAADCBYDAwA0DgIDy3sSWwAAAABJRU5ErkJggg==',
  'base64',
);

/** Calls for help and words of households, and what staff do about them. */
export function replyRoutes(app: FastifyInstance, state: LiveState): void {
  const threadOf = (id: string) => {
    const reply = state.replies.find((candidate) => candidate.id === id);
    if (reply === undefined) return null;
    const staff = (state.answers.get(id) ?? []).map(({ requestId, text, at }) => ({
      from: 'staff' as const,
      id: requestId,
      at,
      by: OFFICER,
      text,
      state: 'sent' as const,
      reason: null,
    }));
    return contract.replyThreadSchema.parse({
      reply,
      chat: state.chat,
      entries: [{ from: 'household', reply }, ...staff],
    });
  };
  const idParams = z.object({ id: z.uuid() });
  app.get('/api/replies', (request) => {
    const query = contract.repliesQuerySchema.parse(request.query);
    const rows = state.replies
      .filter(
        ({ help, handled }) => query.show === 'all' || (query.show === 'help' ? help : handled === null),
      )
      .toSorted((a, b) => rankOf(a) - rankOf(b) || b.at.localeCompare(a.at));
    return contract.repliesPageSchema.parse({
      ...pageOf(
        rows.length,
        query,
        (index) => rows[index],
        (index) => [1, new Date().toISOString(), placeId(index)],
      ),
      helpWaiting: waitingHelp(state).length,
    });
  });
  app.get('/api/replies/:id', (request, reply) => {
    return threadOf(idParams.parse(request.params).id) ?? problem(reply, 'not_found');
  });
  app.put('/api/replies/:id/handled', (request, reply) => {
    const { id } = idParams.parse(request.params);
    const { handled } = contract.handleReplySchema.parse(request.body);
    state.replies = state.replies.map((candidate) =>
      candidate.id === id
        ? { ...candidate, handled: handled ? { at: new Date().toISOString(), by: CHIEF } : null }
        : candidate,
    );
    state.done.push(`handled ${handled}`);
    state.say({ kind: 'reply', replyId: id, alertId: state.alert.id, help: true, fresh: false });
    return threadOf(id) ?? problem(reply, 'not_found');
  });
  app.post('/api/replies/:id/answers', (request, reply) => {
    const { id } = idParams.parse(request.params);
    const answer = contract.answerReplySchema.parse(request.body);
    const known = state.answers.get(id) ?? [];
    if (!known.some(({ requestId }) => requestId === answer.requestId)) {
      state.answers.set(id, [...known, { ...answer, at: new Date().toISOString() }]);
    }
    state.done.push(`answer ${answer.text}`);
    return reply.code(201).send(threadOf(id));
  });
  app.get(contract.MEDIA_PATH, (_request, reply) =>
    state.hasForeignMedia ? reply.type('audio/amr').send('#!AMR\n') : reply.type('image/png').send(PHOTO),
  );
}

function rankOf({ help, handled }: contract.ReplyItem): 0 | 1 {
  return help && handled === null ? 0 : 1;
}
