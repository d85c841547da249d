import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  chatCodeSchema,
  grantedSchema,
  grantRoleSchema,
  invitationSchema,
  invitedSchema,
  inviteStaffSchema,
  rightRequestParamsSchema,
  rightRequestsSchema,
  staffListSchema,
  staffParamsSchema,
  staffRoleParamsSchema,
  staffUnitsSchema,
} from '../../contracts/staff.ts';
import type { RightRequestRow, StaffRow, StaffUnit } from '../../staff/admin-ports.ts';
import type { createDecideRight, createGrantRole, createRevokeRole } from '../../staff/change-rights.ts';
import type {
  createDisableStaff,
  createInviteStaff,
  createRenewChatCode,
  createRenewInvitation,
} from '../../staff/manage-staff.ts';
import { type Action, may, scopeOf } from '../../staff/rights.ts';
import type { StaffActor } from '../../staff/staff.ts';
import { actsOnStaff, rolesIn } from '../../staff/staff-acts.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { Idempotent } from '../idempotent.ts';

type UseCase<F extends (...deps: never[]) => unknown> = ReturnType<F>;

export interface StaffRoutesDeps {
  unitsInReach(policeUnitId: string, scope: 'unit' | 'province'): Promise<readonly StaffUnit[]>;
  staffOf(policeUnitIds: readonly string[]): Promise<readonly StaffRow[]>;
  waitingIn(policeUnitIds: readonly string[]): Promise<readonly RightRequestRow[]>;
  inviteStaff: UseCase<typeof createInviteStaff>;
  renewInvitation: UseCase<typeof createRenewInvitation>;
  renewChatCode: UseCase<typeof createRenewChatCode>;
  disableStaff: UseCase<typeof createDisableStaff>;
  grantRole: UseCase<typeof createGrantRole>;
  revokeRole: UseCase<typeof createRevokeRole>;
  decideRight: UseCase<typeof createDecideRight>;
  idempotent: Idempotent;
}

const noContent = z.null();
const SEE = { config: { rule: 'see_staff' } } as const;
const MANAGE = { config: { rule: 'manage_staff' } } as const;
const APPROVE = { config: { rule: 'approve_rights' } } as const;

const timed = <T extends { expiresAt: Date }>({ expiresAt, ...rest }: T) => ({
  ...rest,
  expiresAt: expiresAt.toISOString(),
});

/** Staff, their roles, and roles that wait for a second person. */
export function staffRoutes(deps: StaffRoutesDeps) {
  const reach = (actor: StaffActor, action: Action) => {
    const scope = may(actor, action) ? scopeOf(actor.roles, action) : null;
    return scope === null ? Promise.resolve([]) : deps.unitsInReach(actor.policeUnitId, scope);
  };
  const unitIds = async (request: FastifyRequest, action: Action) =>
    (await reach(actorOf(request), action)).map(({ id }) => id);

  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get('/api/staff', { ...SEE, schema: { response: { 200: staffListSchema } } }, async (request) => {
      const rows = await deps.staffOf(await unitIds(request, 'see_staff'));
      const managed = await unitIds(request, 'manage_staff');
      const actor = actorOf(request);
      return {
        staff: rows.map((member) => {
          const { signsIn, disabled, roles, lastSignInAt, ...row } = member;
          return {
            ...row,
            roles: [...roles],
            state: disabled ? ('disabled' as const) : signsIn ? ('active' as const) : ('invited' as const),
            lastSignInAt: lastSignInAt?.toISOString() ?? null,
            self: row.staffId === actor.staffId,
            acts: actsOnStaff(actor, member, managed.includes(row.unit.id)),
          };
        }),
      };
    });

    app.get(
      '/api/staff/units',
      { ...MANAGE, schema: { response: { 200: staffUnitsSchema } } },
      async (request) => {
        const units = await reach(actorOf(request), 'manage_staff');
        return { units: units.map((unit) => ({ ...unit, roles: rolesIn(unit) })) };
      },
    );

    app.post(
      '/api/staff',
      {
        ...MANAGE,
        ...deps.idempotent,
        schema: { body: inviteStaffSchema, response: { 201: invitedSchema } },
      },
      async (request, reply) => {
        const done = await deps.inviteStaff(actorOf(request), request.body);
        if (done.kind !== 'invited') return problem(reply, done.kind);
        const { staffId, role, invitation, chatCode } = done;
        return reply
          .code(201)
          .send({ staffId, role, invitation: timed(invitation), chatCode: timed(chatCode) });
      },
    );

    app.post(
      '/api/staff/:id/invitation',
      { ...MANAGE, schema: { params: staffParamsSchema, response: { 200: invitationSchema } } },
      async (request, reply) => {
        const done = await deps.renewInvitation(actorOf(request), request.params.id);
        return done.kind === 'renewed' ? timed(done.invitation) : problem(reply, done.kind);
      },
    );

    app.post(
      '/api/staff/:id/chat-code',
      { ...MANAGE, schema: { params: staffParamsSchema, response: { 200: chatCodeSchema } } },
      async (request, reply) => {
        const done = await deps.renewChatCode(actorOf(request), request.params.id);
        return done.kind === 'renewed' ? timed(done.chatCode) : problem(reply, done.kind);
      },
    );

    app.post(
      '/api/staff/:id/disable',
      { ...MANAGE, schema: { params: staffParamsSchema, response: { 204: noContent } } },
      async (request, reply) => {
        const done = await deps.disableStaff(actorOf(request), request.params.id);
        return done.kind === 'disabled' ? reply.code(204).send(null) : problem(reply, done.kind);
      },
    );

    app.post(
      '/api/staff/:id/roles',
      {
        ...MANAGE,
        schema: { params: staffParamsSchema, body: grantRoleSchema, response: { 200: grantedSchema } },
      },
      async (request, reply) => {
        const done = await deps.grantRole(actorOf(request), request.params.id, request.body.role);
        return done.kind === 'granted' || done.kind === 'waiting'
          ? { role: done.kind }
          : problem(reply, done.kind);
      },
    );

    app.delete(
      '/api/staff/:id/roles/:role',
      { ...MANAGE, schema: { params: staffRoleParamsSchema, response: { 204: noContent } } },
      async (request, reply) => {
        const done = await deps.revokeRole(actorOf(request), request.params.id, request.params.role);
        return done.kind === 'revoked' ? reply.code(204).send(null) : problem(reply, done.kind);
      },
    );

    app.get(
      '/api/rights/requests',
      { ...SEE, schema: { response: { 200: rightRequestsSchema } } },
      async (request) => {
        const actor = actorOf(request);
        const rows = await deps.waitingIn(await unitIds(request, 'see_staff'));
        return {
          requests: rows.map(
            ({ id, staffId, name, office, role, unit, requestedById, requestedByName, requestedAt }) => ({
              id,
              staff: { staffId, name, office },
              role,
              unit,
              requestedBy:
                requestedById === null ? null : { staffId: requestedById, name: requestedByName ?? '' },
              requestedAt: requestedAt.toISOString(),
              mayDecide:
                may(actor, 'approve_rights') && actor.staffId !== requestedById && actor.staffId !== staffId,
            }),
          ),
        };
      },
    );

    for (const [path, decision] of [
      ['approve', 'granted'],
      ['refuse', 'refused'],
    ] as const) {
      app.post(
        `/api/rights/requests/:id/${path}`,
        { ...APPROVE, schema: { params: rightRequestParamsSchema, response: { 204: noContent } } },
        async (request, reply) => {
          const done = await deps.decideRight(actorOf(request), request.params.id, decision);
          if (done.kind === 'granted' || done.kind === 'refused') return reply.code(204).send(null);
          return problem(reply, done.kind);
        },
      );
    }
  };
}
