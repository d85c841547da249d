import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { auditFiltersSchema, auditPageSchema, auditVerdictSchema } from '../../../src/contracts/audit.ts';
import { channelsSchema, channelTestSchema } from '../../../src/contracts/channels.ts';
import type { ProblemCode } from '../../../src/contracts/problems.ts';
import {
  acceptInvitationSchema,
  changePasswordSchema,
  checkInvitationAnswerSchema,
  checkLinkSchema,
  checkSetupAnswerSchema,
  confirmPasswordSchema,
  confirmSecondFactorSchema,
  recoveryCodesSchema,
  requestLinkAnswerSchema,
  requestLinkSchema,
  type Session,
  type SignInAnswer,
  secondFactorKeySchema,
  secondFactorSchema,
  sessionListSchema,
  sessionSchema,
  setLanguageSchema,
  setupSchema,
  signInAnswerSchema,
  signInSchema,
  startSecondFactorSchema,
  useLinkSchema,
} from '../../../src/contracts/session.ts';
import {
  chatCodeSchema,
  grantedSchema,
  grantRoleSchema,
  invitationSchema,
  invitedSchema,
  inviteStaffSchema,
  rightRequestsSchema,
  staffListSchema,
  staffUnitsSchema,
} from '../../../src/contracts/staff.ts';
import { apiTokenListSchema, madeApiTokenSchema, newApiTokenSchema } from '../../../src/contracts/tokens.ts';
import {
  addedWebhookSchema,
  newWebhookSchema,
  rotatedSecretSchema,
  webhookDeliveriesSchema,
  webhookDeliverySchema,
  webhookSchema,
  webhooksSchema,
} from '../../../src/contracts/webhooks.ts';
import { problem } from '../../../src/http/api-kit.ts';
import { actsOnStaff, rolesIn } from '../../../src/staff/staff-acts.ts';
import { CHANGE_KINDS, isTold } from '../../../src/webhooks/webhook.ts';
import * as sample from './console-samples.ts';

export const PASSWORD = 'buoi sang nang dep';
export const TOTP = '123456';

/** What the fake remembers; a test changes it, and looks at `asked`. */
export interface FakeConsole {
  session: Session | null;
  /** What a sign-in with the right password leads to. */
  person: Session;
  /** Answers of one path, instead of the usual one. */
  refusals: Map<string, ProblemCode>;
  /** Method and path of every request, with its body. */
  asked: { method: string; url: string; body: unknown; headers: Record<string, unknown> }[];
  setupUnit: Session['unit'] | null;
  staff: z.input<typeof staffListSchema>['staff'];
  requests: z.input<typeof rightRequestsSchema>['requests'];
  channels: z.input<typeof channelsSchema>;
  /** What has become of a message that was sent to try a channel. */
  testState: 'waiting' | 'sent';
  audit: z.input<typeof auditPageSchema>['items'];
  verdict: z.input<typeof auditVerdictSchema>;
  tokens: z.input<typeof apiTokenListSchema>['tokens'];
  webhooks: z.input<typeof webhooksSchema>['webhooks'];
  /** Writes one event to every open stream. */
  tell(event: unknown): void;
  /** Cuts every open stream. */
  cut(): void;
}

const noContent = z.null();

/** The API of the console as the contracts say, out of memory: every answer is checked against its schema. */
export function createFakeConsole(): { fake: FakeConsole; routes: (app: FastifyInstance) => Promise<void> } {
  const streams = new Set<NodeJS.WritableStream>();
  let eventId = 0;
  const fake: FakeConsole = {
    session: null,
    person: sample.chief(),
    refusals: new Map(),
    asked: [],
    setupUnit: null,
    staff: sample.staff(),
    requests: sample.requests(),
    channels: sample.channels(),
    testState: 'waiting',
    audit: sample.audit(),
    verdict: { kind: 'intact', seals: 1_204, entries: 48_311, unsealed: 3 },
    tokens: sample.tokens(),
    webhooks: sample.webhooks(),
    tell(event) {
      eventId += 1;
      const { kind } = z.looseObject({ kind: z.string() }).parse(event);
      for (const stream of streams) {
        stream.write(`id: ${eventId}\nevent: ${kind}\ndata: ${JSON.stringify(event)}\n\n`);
      }
    },
    cut() {
      for (const stream of streams) stream.end();
    },
  };

  const OPEN = [
    '/api/session/sign-in',
    '/api/session/second-factor',
    '/api/session/link',
    '/api/session/setup',
    '/api/session/invitation',
  ];

  async function routes(server: FastifyInstance): Promise<void> {
    const app = server.withTypeProvider<ZodTypeProvider>();
    app.addHook('preHandler', async (request, reply) => {
      const [path = ''] = request.url.split('?', 1);
      const { method, body, headers } = request;
      fake.asked.push({ method, url: request.url, body: body ?? null, headers });
      const refusal = fake.refusals.get(`${method} ${path}`);
      if (refusal !== undefined) return problem(reply, refusal);
      const isOpen = OPEN.some((open) => path === open || path.startsWith(`${open}/`));
      if (fake.session === null && !(isOpen && !path.startsWith('/api/session/second-factor/'))) {
        return problem(reply, 'signed_out');
      }
    });

    const signedIn = (): SignInAnswer => {
      fake.session = fake.person;
      return { next: 'signed_in', session: fake.person };
    };
    const own = { response: { 204: noContent } };

    app.get('/api/session', { schema: { response: { 200: sessionSchema } } }, async (_request, reply) =>
      fake.session === null ? problem(reply, 'signed_out') : fake.session,
    );
    app.post(
      '/api/session/sign-in',
      { schema: { body: signInSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        if (request.body.password !== PASSWORD) return problem(reply, 'wrong_sign_in');
        return fake.person.secondFactor.on ? { next: 'second_factor' as const } : signedIn();
      },
    );
    app.post(
      '/api/session/second-factor',
      { schema: { body: secondFactorSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        const { kind, code } = request.body;
        if (kind === 'totp' ? code !== TOTP : code !== sample.RECOVERY_CODES[0]) {
          return problem(reply, 'wrong_code');
        }
        return signedIn();
      },
    );
    app.post('/api/session/sign-out', { schema: own }, async (_request, reply) => {
      fake.session = null;
      return reply.code(204).send(null);
    });
    app.post(
      '/api/session/link/request',
      { schema: { body: requestLinkSchema, response: { 202: requestLinkAnswerSchema } } },
      async (_request, reply) => reply.code(202).send({ validForMinutes: 5 }),
    );
    app.post(
      '/api/session/link/use',
      { schema: { body: useLinkSchema, response: { 200: signInAnswerSchema } } },
      async () => signedIn(),
    );
    app.post(
      '/api/session/setup/check',
      { schema: { body: checkLinkSchema, response: { 200: checkSetupAnswerSchema } } },
      async () => ({ unit: fake.setupUnit }),
    );
    app.post(
      '/api/session/setup',
      { schema: { body: setupSchema, response: { 200: signInAnswerSchema } } },
      async () => signedIn(),
    );
    app.post(
      '/api/session/invitation/check',
      { schema: { body: checkLinkSchema, response: { 200: checkInvitationAnswerSchema } } },
      async () => ({ name: "H'Blơ̆ Kƀuôr", office: 'Cảnh sát khu vực', unitName: sample.WARD.name }),
    );
    app.post(
      '/api/session/invitation',
      { schema: { body: acceptInvitationSchema, response: { 200: signInAnswerSchema } } },
      async () => signedIn(),
    );
    app.post(
      '/api/session/language',
      { schema: { body: setLanguageSchema, ...own } },
      async (request, reply) => {
        if (fake.session !== null) fake.session = { ...fake.session, language: request.body.language };
        return reply.code(204).send(null);
      },
    );
    app.post(
      '/api/session/password',
      { schema: { body: changePasswordSchema, ...own } },
      async (request, reply) =>
        request.body.current === PASSWORD ? reply.code(204).send(null) : problem(reply, 'wrong_password'),
    );
    app.post(
      '/api/session/second-factor/start',
      { schema: { body: startSecondFactorSchema, response: { 200: secondFactorKeySchema } } },
      async (request, reply) =>
        request.body.password === PASSWORD ? sample.secondFactorKey() : problem(reply, 'wrong_password'),
    );
    app.post(
      '/api/session/second-factor/confirm',
      { schema: { body: confirmSecondFactorSchema, response: { 200: recoveryCodesSchema } } },
      async (request, reply) => {
        if (request.body.code !== TOTP) return problem(reply, 'wrong_code');
        const secondFactor = { on: true, required: true, recoveryCodesLeft: 10 };
        if (fake.session !== null) fake.session = { ...fake.session, secondFactor };
        return { recoveryCodes: [...sample.RECOVERY_CODES] };
      },
    );
    app.post(
      '/api/session/recovery-codes',
      { schema: { body: confirmPasswordSchema, response: { 200: recoveryCodesSchema } } },
      async () => ({ recoveryCodes: [...sample.RECOVERY_CODES] }),
    );
    app.post('/api/session/chat-code', { schema: { response: { 200: chatCodeSchema } } }, async () =>
      sample.chatCode(),
    );
    app.get('/api/session/sessions', { schema: { response: { 200: sessionListSchema } } }, async () =>
      sample.sessions(),
    );
    app.post('/api/session/sessions/end-others', { schema: own }, async (_request, reply) =>
      reply.code(204).send(null),
    );
    app.post('/api/session/sessions/:id/end', { schema: own }, async (_request, reply) =>
      reply.code(204).send(null),
    );

    app.get('/api/tokens', { schema: { response: { 200: apiTokenListSchema } } }, async () => ({
      tokens: fake.tokens,
      grantable: fake.person.actions,
    }));
    app.post(
      '/api/tokens',
      { schema: { body: newApiTokenSchema, response: { 201: madeApiTokenSchema } } },
      async (request, reply) => {
        const made = { ...sample.tokens()[0], ...request.body, id: sample.uuid(901), lastUsedAt: null };
        const token = apiTokenListSchema.shape.tokens.element.parse(made);
        fake.tokens.push(token);
        return reply.code(201).send({ token: 'by_4f0c1d9e8a7b6c5d4e3f2a1b0c9d8e7f', made: token });
      },
    );
    app.delete<{ Params: { id: string } }>('/api/tokens/:id', { schema: own }, async (request, reply) => {
      fake.tokens = fake.tokens.filter(({ id }) => id !== request.params.id);
      return reply.code(204).send(null);
    });

    app.get('/api/webhooks', { schema: { response: { 200: webhooksSchema } } }, async () => ({
      webhooks: fake.webhooks,
      kinds: CHANGE_KINDS.filter((kind) => isTold(fake.session?.roles ?? [], kind, 'own')),
    }));
    app.post(
      '/api/webhooks',
      { schema: { body: newWebhookSchema, response: { 201: addedWebhookSchema } } },
      async (request, reply) => {
        const [like] = sample.webhooks();
        const webhook = webhookSchema.parse({ ...like, ...request.body, id: sample.uuid(69) });
        fake.webhooks.push(webhook);
        return reply.code(201).send({ webhook, secret: sample.WEBHOOK_SECRET });
      },
    );
    const webhookPath = '/api/webhooks/:id';
    const found = (id: string) => fake.webhooks.find((one) => one.id === id);
    for (const [to, state] of [
      ['pause', 'paused'],
      ['resume', 'active'],
    ] as const) {
      app.post<{ Params: { id: string } }>(
        `${webhookPath}/${to}`,
        { schema: { response: { 200: webhookSchema } } },
        async (request, reply) => {
          const webhook = found(request.params.id);
          if (!webhook) return problem(reply, 'not_found');
          const pausedReason = state === 'paused' ? ('by_hand' as const) : null;
          return Object.assign(webhook, { state, pausedReason, failingSince: null });
        },
      );
    }
    app.post(`${webhookPath}/secret`, { schema: { response: { 200: rotatedSecretSchema } } }, async () => ({
      secret: sample.WEBHOOK_SECRET,
      previousUntil: '2026-11-27T12:30:00.000Z',
    }));
    app.post(
      `${webhookPath}/tests`,
      { schema: { response: { 202: webhookDeliverySchema } } },
      async (_request, reply) =>
        reply.code(202).send(webhookDeliverySchema.parse(sample.webhookDeliveries()[0])),
    );
    app.get(
      `${webhookPath}/deliveries`,
      { schema: { response: { 200: webhookDeliveriesSchema } } },
      async () => ({ deliveries: sample.webhookDeliveries() }),
    );
    app.delete<{ Params: { id: string } }>(webhookPath, { schema: own }, async (request, reply) => {
      fake.webhooks = fake.webhooks.filter(({ id }) => id !== request.params.id);
      return reply.code(204).send(null);
    });

    app.get('/api/staff', { schema: { response: { 200: staffListSchema } } }, async () => ({
      staff: fake.staff.map((member) => {
        const { roles, state, unit } = member;
        const person = {
          ...member,
          signsIn: state !== 'invited',
          disabled: state === 'disabled',
          unit: { isProvincial: unit.id === sample.PROVINCE.id },
        };
        const isManaged = fake.session?.actions.includes('manage_staff') === true;
        return { ...member, roles, acts: actsOnStaff(sample.PERSON, person, isManaged) };
      }),
    }));
    app.get('/api/staff/units', { schema: { response: { 200: staffUnitsSchema } } }, async () => ({
      units: [sample.WARD, sample.PROVINCE].map((unit) => ({
        ...unit,
        roles: rolesIn({ isProvincial: unit === sample.PROVINCE }),
      })),
    }));
    app.post(
      '/api/staff',
      { schema: { body: inviteStaffSchema, response: { 201: invitedSchema } } },
      async (request, reply) => {
        const needsSecond = request.body.role === 'ward_chief';
        return reply.code(201).send({
          staffId: sample.uuid(77),
          role: needsSecond ? ('waiting' as const) : ('granted' as const),
          invitation: sample.invitation(),
          chatCode: sample.chatCode(),
        });
      },
    );
    app.post('/api/staff/:id/invitation', { schema: { response: { 200: invitationSchema } } }, async () =>
      sample.invitation(),
    );
    app.post('/api/staff/:id/chat-code', { schema: { response: { 200: chatCodeSchema } } }, async () =>
      sample.chatCode(),
    );
    app.post<{ Params: { id: string } }>(
      '/api/staff/:id/disable',
      { schema: own },
      async (request, reply) => {
        const member = fake.staff.find(({ staffId }) => staffId === request.params.id);
        if (member !== undefined) member.state = 'disabled';
        return reply.code(204).send(null);
      },
    );
    app.post<{ Params: { id: string } }>(
      '/api/staff/:id/roles',
      { schema: { response: { 200: grantedSchema } } },
      async (request) => {
        const { role } = grantRoleSchema.parse(request.body);
        fake.staff.find(({ staffId }) => staffId === request.params.id)?.roles.push(role);
        return { role: 'granted' as const };
      },
    );
    app.delete<{ Params: { id: string; role: string } }>(
      '/api/staff/:id/roles/:role',
      { schema: own },
      async (request, reply) => {
        const member = fake.staff.find(({ staffId }) => staffId === request.params.id);
        if (member !== undefined) member.roles = member.roles.filter((role) => role !== request.params.role);
        return reply.code(204).send(null);
      },
    );
    app.get('/api/rights/requests', { schema: { response: { 200: rightRequestsSchema } } }, async () => ({
      requests: fake.requests,
    }));
    for (const decision of ['approve', 'refuse']) {
      app.post<{ Params: { id: string } }>(
        `/api/rights/requests/:id/${decision}`,
        { schema: own },
        async (request, reply) => {
          fake.requests = fake.requests.filter(({ id }) => id !== request.params.id);
          return reply.code(204).send(null);
        },
      );
    }

    app.get('/api/channels', { schema: { response: { 200: channelsSchema } } }, async () => fake.channels);
    const testNow = () => ({
      id: sample.uuid(500),
      state: fake.testState,
      reason: null,
      sentAt: fake.testState === 'sent' ? sample.AT : null,
    });
    app.post(
      '/api/channels/:id/tests',
      { schema: { response: { 202: channelTestSchema } } },
      async (_request, reply) => reply.code(202).send(testNow()),
    );
    app.get(
      '/api/channels/:id/tests/:testId',
      { schema: { response: { 200: channelTestSchema } } },
      async () => testNow(),
    );

    app.get<{ Querystring: { action?: string; cursor?: string; subject?: string } }>(
      '/api/audit',
      { schema: { response: { 200: auditPageSchema } } },
      async ({ query }) => {
        const found = fake.audit.filter(
          ({ action, subject }) =>
            (query.action === undefined || action === query.action) &&
            (query.subject === undefined || subject === query.subject),
        );
        const from = Number(query.cursor ?? 0);
        const to = from + 50;
        return { items: found.slice(from, to), next: to < found.length ? String(to) : null };
      },
    );
    app.get('/api/audit/filters', { schema: { response: { 200: auditFiltersSchema } } }, async () => ({
      actions: [...new Set(fake.audit.map(({ action }) => action))],
      staff: [sample.PERSON],
    }));
    app.post(
      '/api/audit/verify',
      { schema: { response: { 200: auditVerdictSchema } } },
      async () => fake.verdict,
    );
    app.get('/api/audit/export', (_request, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="nhat-ky.csv"')
        .type('text/csv; charset=utf-8')
        .send('at,action\n'),
    );

    app.get('/api/events', (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      if (request.headers['last-event-id'] === undefined) {
        raw.write(`id: ${eventId}\nevent: reset\ndata: {"kind":"reset"}\n\n`);
      }
      raw.flushHeaders();
      streams.add(raw);
      raw.on('close', () => streams.delete(raw));
    });
  }

  return { fake, routes };
}
