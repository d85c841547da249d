import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RuledRoute } from '../../../src/http/api-kit.ts';
import { ACTIONS, RIGHTS } from '../../../src/staff/rights.ts';
import { STAFF_ROLES, type StaffRoleName } from '../../../src/staff/staff.ts';
import { openStaffWorld, type Person, type StaffWorld } from '../../support/staff-world.ts';

let world: StaffWorld;
const people = new Map<StaffRoleName, Person>();

beforeAll(async () => {
  world = await openStaffWorld();
  people.set('province_admin', await world.setUp());
  await world.addWards();
  for (const role of STAFF_ROLES) if (!people.has(role)) people.set(role, await world.add('BMT', role));
}, 120_000);
afterAll(() => world?.close());

/** What anybody may call. Everything else asks who calls. */
const OPEN = [
  'GET /api/docs',
  'GET /api/docs/json',
  'GET /healthz',
  'GET /metrics',
  'GET /oauth/zalo/callback',
  'GET /readyz',
  'GET /v',
  'GET /v/:number',
  'GET /webhooks/zalo/:accountId',
  'POST /api/session/invitation',
  'POST /api/session/invitation/check',
  'POST /api/session/link/request',
  'POST /api/session/link/use',
  'POST /api/session/second-factor',
  'POST /api/session/setup',
  'POST /api/session/setup/check',
  'POST /api/session/sign-in',
  'POST /api/session/sign-out',
  'POST /webhooks/:channel/:accountId',
];

const isOpen = ({ rule }: RuledRoute) => rule === 'public' || rule === 'own_check';
const nameOf = ({ method, url }: RuledRoute) => `${method} ${url}`;
const isAction = (rule: string) => (ACTIONS as readonly string[]).includes(rule);
/** Fastify makes a HEAD of each GET, with the same rule. */
const asked = () => world.service.routes.filter(({ method }) => method !== 'HEAD');
const guarded = () => asked().filter((route) => !isOpen(route));

const refusal = z.object({ code: z.string() });

/** The guard answers at once; a stream that is let through may say nothing for a while. */
const STREAM = '/api/events';
const STREAM_SILENT_MS = 2_000;

/**
 * The code of a refusal by the guard; `passed` when the route itself answered, whatever it said. Who is `allowed` does not
 * wait for a stream to say something.
 */
async function call({ method, url }: RuledRoute, person: Person | null, allowed = false): Promise<string> {
  const path = url
    .replaceAll(/:role\b/g, 'duty_officer')
    .replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000');
  const cookie = [...(person?.browser.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  const body = method === 'GET' ? {} : { body: '{}' };
  const silent = AbortSignal.timeout(url === STREAM && allowed ? STREAM_SILENT_MS : 60_000);
  const answer = await fetch(world.address + path, {
    method,
    signal: silent,
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...body,
  }).catch((error: unknown) => {
    if (url === STREAM && silent.aborted) return null;
    throw error;
  });
  if (answer === null) return 'passed';
  if (answer.status === 401 || answer.status === 403) return refusal.parse(await answer.json()).code;
  await answer.body?.cancel();
  return 'passed';
}

describe('every route', () => {
  it('that anybody may call is known to be one', () => {
    expect(asked().filter(isOpen).map(nameOf).sort()).toEqual(OPEN);
    expect(guarded().length).toBeGreaterThan(20);
  });

  it('else refuses who is signed out', async () => {
    const answers = await Promise.all(
      guarded().map(async (route) => [nameOf(route), await call(route, null)]),
    );
    expect(answers).toEqual(guarded().map((route) => [nameOf(route), 'signed_out']));
  });

  it.each(STAFF_ROLES)(
    'does for %s what the table says',
    async (role) => {
      const person = people.get(role);
      if (!person) throw new Error(role);
      const answers: [string, string][] = [];
      const right: [string, string][] = [];
      for (const route of guarded()) {
        const { rule } = route;
        const allowed =
          !isAction(rule) || Object.entries(RIGHTS).some(([action, of]) => action === rule && role in of);
        const answered = await call(route, person, allowed);
        // A route may itself refuse what is in the body; the guard has no other word than `forbidden`.
        answers.push([
          nameOf(route),
          answered === 'forbidden' || answered === 'signed_out' ? answered : 'passed',
        ]);
        right.push([nameOf(route), allowed ? 'passed' : 'forbidden']);
      }
      expect(answers).toEqual(right);
    },
    120_000,
  );
});
