import type { StaffActor } from '../staff/staff.ts';
import type { AlertDeps } from './alert-deps.ts';
import { checkText, type Finding } from './text-checks.ts';

/** What is found in the words of an update, correction or closure. */
export function createCheckFollowUp(deps: Pick<AlertDeps, 'alerts'>) {
  return async function checkFollowUp(
    actor: StaffActor,
    texts: { vi: string; en: string | null },
  ): Promise<Finding[]> {
    const unit = await deps.alerts.policeUnit(actor.policeUnitId);
    const phones = unit === null ? [] : [unit.dutyPhone];
    return [
      ...checkText('vi', texts.vi, phones),
      ...(texts.en === null ? [] : checkText('en', texts.en, phones)),
    ];
  };
}
