import type { FastifyRequest } from 'fastify';
import type { Reader } from '../contracts/words.ts';
import { type Action, may, scopeOf } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import { actorOf } from './api-kit.ts';

/** For whom a route reads, by one right. */
export type ReaderOf = (request: FastifyRequest, action: Action) => Promise<Reader>;

export function createReaderOf(deps: {
  /** The units of the province whose police this unit is, itself among them. */
  unitsOfProvince(policeUnitId: string): Promise<readonly string[]>;
}): ReaderOf {
  return async (request, action) => {
    const actor = actorOf(request);
    const isProvinces = scopeOf(actor.roles, action) === 'province';
    const { staffId, policeUnitId } = actor;
    return {
      staffId,
      ownUnitId: policeUnitId,
      unitIds: isProvinces ? await deps.unitsOfProvince(policeUnitId) : [policeUnitId],
      sees: seesOf(actor, action, isProvinces),
    };
  };
}

/** Who reads for a whole province reads no personal text, whatever else they may do in their own unit. */
function seesOf(actor: StaffActor, action: Action, isProvinces: boolean): Reader['sees'] {
  const personal = !isProvinces && may(actor, 'see_personal');
  return {
    personal,
    // Who calls at the doors of silent households must know which doors.
    labels: personal || (!isProvinces && action === 'see_silent'),
    staffNames: may(actor, 'see_personal') || may(actor, 'see_staff'),
  };
}
