import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { type Authentication, actorOf, type Rule } from '../../../src/http/api-kit.ts';
import { buildServer } from '../../../src/http/build-server.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';

const serverWith = (plugin: (app: FastifyInstance) => void, who: Authentication) =>
  buildServer({
    logger: silentLogger,
    health: {
      database: async () => ({ state: 'up' }),
      queue: async () => ({ state: 'up' }),
      channels: async () => [],
    },
    authenticate: async () => who,
    webhooks: { channelOf: async () => null, receive: async () => {}, logger: silentLogger },
    plugins: [plugin],
  });

const staff = (...roles: StaffRoleName[]): Authentication => ({
  kind: 'staff',
  actor: { staffId: 's', policeUnitId: 'u', roles },
});
const SIGNED_OUT: Authentication = { kind: 'refused', code: 'signed_out' };

describe('the guard', () => {
  it.each<[Rule, Authentication, number, unknown]>([
    ['public', SIGNED_OUT, 200, { staffId: null }],
    ['own_check', SIGNED_OUT, 200, { staffId: null }],
    ['signed_in', SIGNED_OUT, 401, { status: 401, code: 'signed_out' }],
    ['signed_in', { kind: 'refused', code: 'foreign_origin' }, 403, { status: 403, code: 'foreign_origin' }],
    ['signed_in', staff(), 200, { staffId: 's' }],
    ['see_audit', staff('duty_officer'), 403, { status: 403, code: 'forbidden' }],
    ['see_audit', staff('duty_officer', 'auditor'), 200, { staffId: 's' }],
    ['see_audit', SIGNED_OUT, 401, { status: 401, code: 'signed_out' }],
  ])('rule %s', async (rule, who, status, body) => {
    const app = await serverWith((scope) => {
      const isOpen = rule === 'public' || rule === 'own_check';
      scope.get('/x', { config: { rule } }, async (request) => ({
        staffId: isOpen ? request.actor : actorOf(request).staffId,
      }));
    }, who);
    const answer = await app.inject('/x');
    expect([answer.statusCode, answer.json()]).toEqual([status, body]);
  });

  it('a route without a rule stops the build of the server', async () => {
    const built = serverWith((scope) => void scope.get('/forgotten', () => 'x'), SIGNED_OUT);
    await expect(built).rejects.toThrow('No rule says who may call: GET /forgotten');
  });
});
