import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import { isOpen } from './alert.ts';
import { type AlertDeps, FORBIDDEN } from './alert-deps.ts';
import type { DrillFigures, DrillMeasure, DrillStore } from './life-ports.ts';

/** How a drill went, beside the unit's one of this category before it. While it goes on the figures are provisional. */
export function createScoreDrill(deps: Pick<AlertDeps, 'drills' | 'alerts'>) {
  return async function scoreDrill(actor: StaffActor, input: { alertId: string }) {
    if (!may(actor, 'run_drill')) return FORBIDDEN;
    const alert = await deps.alerts.lockAlert(input.alertId, actor.policeUnitId);
    if (!alert) return FORBIDDEN;
    if (!alert.drill) return { kind: 'not_a_drill' } as const;
    const kept = await deps.drills.scored(alert.id);
    const measured = kept ?? (await deps.drills.measure(alert.id, actor.policeUnitId));
    if (!measured) return { kind: 'not_sent', number: alert.number, state: alert.state } as const;
    return {
      kind: 'scored',
      score: figuresOf(measured),
      previous: await deps.drills.previous(actor.policeUnitId, alert.category, measured.at),
      provisional: kept === null || isOpen(alert.state),
    } as const;
  };
}

function figuresOf(measured: DrillFigures | DrillMeasure): DrillFigures {
  const { number, at, households, reached, answered, medianAnswerMs, slowestAnswerMs, deadContacts } =
    measured;
  return { number, at, households, reached, answered, medianAnswerMs, slowestAnswerMs, deadContacts };
}

const AT_ONCE = 10;

/** Keeps the score of each drill that is over, before the rows that it is counted from are deleted. Returns how many. */
export function createKeepDrillScores(deps: { drills: DrillStore }) {
  return async function keepDrillScores(): Promise<number> {
    const over = await deps.drills.unscored(AT_ONCE);
    for (const { alertId, policeUnitId } of over) {
      const measured = await deps.drills.measure(alertId, policeUnitId);
      if (measured) await deps.drills.keep(alertId, policeUnitId, measured.category, measured);
    }
    return over.length;
  };
}
