import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { buildServer } from '../../src/http/build-server.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { STAFF_ROLES, type StaffActor } from '../../src/staff/staff.ts';

const actorSchema = z.object({
  staffId: z.string(),
  policeUnitId: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
});

/** The HTTP side with these routes. Who calls is said by the request; without it, nobody is signed in. */
export async function staffServer(...plugins: ((app: FastifyInstance) => void | Promise<void>)[]) {
  const app = await buildServer({
    logger: silentLogger,
    health: {
      database: async () => ({ state: 'up' }),
      queue: async () => ({ state: 'up' }),
      channels: async () => [],
    },
    authenticate: async ({ headers }) =>
      typeof headers['x-actor'] === 'string'
        ? { kind: 'staff', actor: actorSchema.parse(JSON.parse(headers['x-actor'])) }
        : { kind: 'refused', code: 'signed_out' },
    webhooks: { channelOf: async () => null, receive: async () => {}, logger: silentLogger },
    plugins,
  });

  async function ask(
    actor: StaffActor | null,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const answer = await app.inject({
      method,
      url,
      headers: { ...headers, ...(actor && { 'x-actor': JSON.stringify(actor) }) },
      ...(body === undefined ? {} : { payload: body }),
    });
    const json: unknown = answer.body === '' ? null : answer.json();
    return { status: answer.statusCode, body: json };
  }

  return {
    /** A file as it comes, with its headers. */
    async file(actor: StaffActor, url: string) {
      const { statusCode, headers, rawPayload } = await app.inject({
        url,
        headers: { 'x-actor': JSON.stringify(actor) },
      });
      return { status: statusCode, headers, bytes: rawPayload };
    },
    get: (actor: StaffActor | null, url: string) => ask(actor, 'GET', url),
    post: (
      actor: StaffActor | null,
      url: string,
      body?: object,
      headers?: Readonly<Record<string, string>>,
    ) => ask(actor, 'POST', url, body, headers),
    put: (actor: StaffActor | null, url: string, body: object) => ask(actor, 'PUT', url, body),
    close: () => app.close(),
  };
}

export type StaffServer = Awaited<ReturnType<typeof staffServer>>;
