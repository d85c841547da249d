import type { FastifyInstance } from 'fastify';
import {
  dutyPageSchema,
  dutyShiftSchema,
  handOverSchema,
  type Now,
  nowSchema,
} from '../../../src/contracts/now.ts';
import { problem } from '../../../src/http/api-kit.ts';
import { idOf, OFFICER } from './live-fixtures.ts';
import { type LiveState, waitingHelp } from './live-state.ts';

/** What the officer on duty sees, and who is on duty. */
export function nowRoutes(app: FastifyInstance, state: LiveState): void {
  app.get('/api/now', () =>
    nowSchema.parse({
      asOf: new Date().toISOString(),
      alerts: [state.alert, ...state.others],
      help: {
        waiting: waitingHelp(state).length,
        oldestAt: waitingHelp(state).at(-1)?.at ?? null,
        items: waitingHelp(state).slice(0, 20),
      },
      lanes: state.lanes,
      duty: state.duty,
      approvalsWaiting: 1,
    } satisfies Now),
  );
  app.get('/api/duty', () =>
    dutyPageSchema.parse({
      items: [state.duty.current, state.duty.previous].filter((shift) => shift !== null),
      next: null,
    }),
  );
  app.post('/api/duty/take-over', () => {
    const at = new Date().toISOString();
    const ended = state.duty.current === null ? state.duty.previous : { ...state.duty.current, endedAt: at };
    const current = dutyShiftSchema.parse({
      id: idOf(10, 9),
      by: OFFICER,
      startedAt: at,
      endedAt: null,
      note: null,
    });
    state.duty = { current, previous: ended };
    state.done.push('take-over');
    state.say({ kind: 'duty' });
    return current;
  });
  app.post('/api/duty/hand-over', (request, reply) => {
    const { note } = handOverSchema.parse(request.body);
    const { current } = state.duty;
    if (current?.by.staffId !== OFFICER.staffId) return problem(reply, 'conflict');
    state.duty = { current: null, previous: { ...current, endedAt: new Date().toISOString(), note } };
    state.done.push('hand-over');
    state.say({ kind: 'duty' });
    return reply.code(204).send();
  });
}
