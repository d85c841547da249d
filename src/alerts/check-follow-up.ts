import type { StaffActor } from '../staff/staff.ts';
import type { AttachedMedia } from './alert.ts';
import { type AlertDeps, categoryOf, ownMedia } from './alert-deps.ts';
import { checkMedia, needsLegalBasis } from './media-checks.ts';
import { checkText, type Finding, overall } from './text-checks.ts';

/** What is found in an update, correction or closure. */
export function createCheckFollowUp(deps: Pick<AlertDeps, 'alerts' | 'media' | 'categories'>) {
  async function ofMedia(actor: StaffActor, alertId: string, attached: AttachedMedia): Promise<Finding[]> {
    const alert = await deps.alerts.lockAlert(alertId, actor.policeUnitId);
    const category = alert && categoryOf(deps, alert.category);
    const media = await ownMedia(deps, actor.policeUnitId, attached);
    if (!alert || !category || media === null) return [];
    const { showsPerson } = attached;
    return [
      ...checkMedia(media, showsPerson),
      ...(needsLegalBasis(category.aboutPerson, media, showsPerson) && alert.legalBasis === null
        ? [overall('legal_basis_missing')]
        : []),
    ];
  }

  return async function checkFollowUp(
    actor: StaffActor,
    texts: { vi: string; en: string | null },
    /** The alert that it follows, and what goes with it. */
    { alertId, media }: { alertId: string; media: AttachedMedia | null },
  ): Promise<Finding[]> {
    const unit = await deps.alerts.policeUnit(actor.policeUnitId);
    const phones = unit === null ? [] : [unit.dutyPhone];
    return [
      ...checkText('vi', texts.vi, phones),
      ...(texts.en === null ? [] : checkText('en', texts.en, phones)),
      ...(media === null ? [] : await ofMedia(actor, alertId, media)),
    ];
  };
}
