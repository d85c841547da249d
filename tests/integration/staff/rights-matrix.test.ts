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
  'POST /webhooks/telegram/:accountId',
  'POST /webhooks/zalo/:accountId',
];

const isOpen = ({ rule }: RuledRoute) => rule === 'public' || rule === 'own_check';
const nameOf = ({ method, url }: RuledRoute) => `${method} ${url}`;
const isAction = (rule: string) => (ACTIONS as readonly string[]).includes(rule);
const guarded = () => world.service.routes.filter((route) => !isOpen(route));

const refusal = z.object({ code: z.string() });

/** The code of a refusal by the guard; `passed` when the route itself answered, whatever it said. */
async function call({ method, url }: RuledRoute, person: Person | null): Promise<string> {
  const path = url
    .replaceAll(/:role\b/g, 'duty_officer')
    .replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000');
  const cookie = [...(person?.browser.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  const unsafe = method !== 'GET' && method !== 'HEAD';
  const given = new AbortController();
  const answer = await fetch(world.address + path, {
    method,
    signal: given.signal,
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie,
      ...(unsafe ? { 'content-type': 'application/json' } : {}),
    },
    ...(unsafe ? { body: '{}' } : {}),
  });
  if (method === 'HEAD')
    return answer.status === 401 ? 'signed_out' : answer.status === 403 ? 'forbidden' : 'passed';
  if (answer.status !== 401 && answer.status !== 403) {
    given.abort();
    return 'passed';
  }
  return refusal.parse(await answer.json()).code;
}

describe('every route', () => {
  it('that anybody may call is known to be one', () => {
    expect(
      world.service.routes
        .filter(isOpen)
        .filter(({ method }) => method !== 'HEAD')
        .map(nameOf)
        .sort(),
    ).toEqual(OPEN);
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
      const asked: [string, string][] = [];
      const right: [string, string][] = [];
      for (const route of guarded()) {
        const { rule } = route;
        const allowed =
          !isAction(rule) || Object.entries(RIGHTS).some(([action, of]) => action === rule && role in of);
        const answered = await call(route, person);
        // A route may itself refuse what is in the body; the guard has no other word than `forbidden`.
        asked.push([
          nameOf(route),
          answered === 'forbidden' || answered === 'signed_out' ? answered : 'passed',
        ]);
        right.push([nameOf(route), allowed ? 'passed' : 'forbidden']);
      }
      expect(asked).toEqual(right);
    },
    120_000,
  );
});
