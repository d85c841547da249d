import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  chatSchema,
  fileParamsSchema,
  newPersonSchema,
  peopleQuerySchema,
  peopleSchema,
  personParamsSchema,
  pressSchema,
  type SimulatorAction,
  type SimulatorActionResult,
  type SimulatorApi,
  type SimulatorError,
  sendPhotoSchema,
  sendPlaceSchema,
  sendTextSchema,
  sendVoiceSchema,
  simulatorErrorSchema,
  simulatorPersonSchema,
  simulatorStateSchema,
} from '../../contracts/simulator.ts';
import { problem, ruleForAll } from '../api-kit.ts';

const BASE = '/api/simulator';

const REFUSALS = {
  person_not_found: { status: 404, message: 'There is no such person' },
  button_not_found: { status: 409, message: 'That message has no such button' },
  bot_blocked: { status: 409, message: 'This person has blocked the bot' },
} as const satisfies Record<SimulatorError['error'], { status: 404 | 409; message: string }>;

const chatAnswers = { 200: chatSchema, 404: simulatorErrorSchema, 409: simulatorErrorSchema };

/** The API of the /simulator page. Registered only where a simulator runs: whoever calls it acts as anybody. */
export function simulatorRoutes(api: SimulatorApi) {
  return async (server: FastifyInstance): Promise<void> => {
    // A simulator is nobody's secret, and whoever reaches it plays every part.
    ruleForAll(server, 'public');
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get(`${BASE}/state`, { schema: { response: { 200: simulatorStateSchema } } }, () => api.state());

    app.get(
      `${BASE}/people`,
      { schema: { querystring: peopleQuerySchema, response: { 200: peopleSchema } } },
      async (request) => api.people(request.query),
    );

    app.post(
      `${BASE}/people`,
      { schema: { body: newPersonSchema, response: { 200: simulatorPersonSchema } } },
      async (request) => api.createPerson(request.body),
    );

    app.get(
      `${BASE}/people/:id/files/:messageId`,
      { schema: { params: fileParamsSchema } },
      async (request, reply) => {
        const { id, messageId } = request.params;
        const file = api.file(id, messageId);
        if (file === null) return problem(reply, 'not_found');
        return reply
          .headers({ 'content-security-policy': "default-src 'none'; sandbox" })
          .type(file.type)
          .send(Buffer.from(file.bytes));
      },
    );

    app.get(
      `${BASE}/people/:id/chat`,
      { schema: { params: personParamsSchema, response: chatAnswers } },
      async (request, reply) => answerChat(reply, request.params.id, { kind: 'done' }),
    );

    app.post(
      `${BASE}/people/:id/text`,
      { schema: { params: personParamsSchema, body: sendTextSchema, response: chatAnswers } },
      async (request, reply) =>
        act(reply, request.params.id, { kind: 'text', text: request.body.text.normalize('NFC') }),
    );

    app.post(
      `${BASE}/people/:id/press`,
      { schema: { params: personParamsSchema, body: pressSchema, response: chatAnswers } },
      async (request, reply) => act(reply, request.params.id, { kind: 'press', ...request.body }),
    );

    app.post(
      `${BASE}/people/:id/photo`,
      { schema: { params: personParamsSchema, body: sendPhotoSchema, response: chatAnswers } },
      async (request, reply) => act(reply, request.params.id, { kind: 'photo', ...request.body }),
    );

    app.post(
      `${BASE}/people/:id/voice`,
      { schema: { params: personParamsSchema, body: sendVoiceSchema, response: chatAnswers } },
      async (request, reply) => act(reply, request.params.id, { kind: 'voice', ...request.body }),
    );

    app.post(
      `${BASE}/people/:id/place`,
      { schema: { params: personParamsSchema, body: sendPlaceSchema, response: chatAnswers } },
      async (request, reply) => act(reply, request.params.id, { kind: 'place', ...request.body }),
    );

    for (const kind of ['block', 'unblock'] as const) {
      app.post(
        `${BASE}/people/:id/${kind}`,
        { schema: { params: personParamsSchema, response: chatAnswers } },
        async (request, reply) => act(reply, request.params.id, { kind }),
      );
    }

    function act(reply: FastifyReply, personId: string, action: SimulatorAction): FastifyReply {
      return answerChat(reply, personId, api.act(personId, action));
    }

    function answerChat(reply: FastifyReply, personId: string, result: SimulatorActionResult): FastifyReply {
      if (result.kind !== 'done') return refuse(reply, result.kind);
      const chat = api.chat(personId);
      return chat === null ? refuse(reply, 'person_not_found') : reply.send(chat);
    }

    function refuse(reply: FastifyReply, error: SimulatorError['error']): FastifyReply {
      const { status, message } = REFUSALS[error];
      return reply.code(status).send({ error, message } satisfies SimulatorError);
    }
  };
}
