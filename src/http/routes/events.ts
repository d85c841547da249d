import type { FastifyInstance } from 'fastify';
import type { ConsoleEvent } from '../../contracts/events.ts';
import { may } from '../../staff/rights.ts';
import type { StaffActor } from '../../staff/staff.ts';
import { HEARING_RIGHTS, hears } from '../../webhooks/webhook.ts';
import { actorOf } from '../api-kit.ts';
import type { createEventHub, EventSink } from '../event-hub.ts';
import type { ReaderOf } from '../reader.ts';

const LAST_ID = /^\d{1,18}$/;

/** Server-sent events of the unit (src/contracts/events.ts). */
export function eventRoutes(deps: { hub: ReturnType<typeof createEventHub>; readerOf: ReaderOf }) {
  return async (app: FastifyInstance): Promise<void> => {
    // Before the server waits for what is under way: these would never end by themselves.
    app.addHook('preClose', () => deps.hub.close());

    // Without HEAD: it would be a stream without an end, too.
    const options = { config: { rule: 'see_alerts' }, exposeHeadRoute: false } as const;
    app.get('/api/events', options, async (request, reply) => {
      const actor = actorOf(request);
      const { unitIds } = await deps.readerOf(request, 'see_alerts');
      const given = request.headers['last-event-id'];
      const lastId = typeof given === 'string' && LAST_ID.test(given) ? given : null;
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        // Nginx and its like would keep it back until there is more.
        'x-accel-buffering': 'no',
      });
      const sink: EventSink = {
        write: (text) => void raw.write(text),
        waiting: () => raw.writableLength,
        // Not `end()`: it waits for who does not read.
        end: () => raw.destroy(),
      };
      const connection = deps.hub.connect(
        {
          staffId: actor.staffId,
          wants: (unitId, event) =>
            (unitId === null || unitIds.includes(unitId)) && mayHear(actor, unitId, event),
        },
        sink,
        lastId,
      );
      raw.on('close', () => void connection.then(({ close }) => close()));
      raw.on('error', () => undefined);
    });
  };
}

/** That somebody calls for help, or wrote, goes to the police of their unit only. */
function mayHear(actor: StaffActor, unitId: string | null, { kind }: ConsoleEvent): boolean {
  if (kind === 'reset') return true;
  const where = unitId === null || unitId === actor.policeUnitId ? 'own' : 'other';
  return may(actor, HEARING_RIGHTS[kind]) && hears(actor.roles, kind, where);
}
