import type { StaffActor } from '../staff/staff.ts';
import type { AlertContent } from './alert.ts';
import { type AlertDeps, categoryOf, FORBIDDEN, hasForeignMedia, mayWrite } from './alert-deps.ts';

type DraftDeps = Pick<AlertDeps, 'drafts' | 'alerts' | 'media' | 'audit' | 'categories' | 'newId'>;

const DRAFTS_SHOWN = 100;

/** Whether this draft is still to be written, by this officer: one that was returned is its author's alone. */
async function takeOpen(deps: DraftDeps, actor: StaffActor, draftId: string) {
  const draft = await deps.drafts.lock(draftId, actor.policeUnitId);
  if (!draft) return FORBIDDEN;
  if (draft.state !== 'open') return { kind: 'not_a_draft' } as const;
  if (draft.alert === null) return { kind: 'open', draft } as const;
  if (draft.alert.state !== 'draft') return { kind: 'not_a_draft' } as const;
  return draft.authorId === actor.staffId ? ({ kind: 'open', draft } as const) : FORBIDDEN;
}

/** Keeps what an officer is writing. Nothing of it is checked: that is done when it is to be sent. */
export function createSaveDraft(deps: DraftDeps) {
  return async function saveDraft(
    actor: StaffActor,
    input: { draftId: string | null; content: AlertContent },
  ) {
    const { content } = input;
    if (!mayWrite(actor) || !categoryOf(deps, content.category)) return FORBIDDEN;
    if (await hasForeignMedia(deps, actor.policeUnitId, content.media)) return FORBIDDEN;
    if (input.draftId !== null) {
      const taken = await takeOpen(deps, actor, input.draftId);
      if (taken.kind !== 'open') return taken;
      if (taken.draft.content.drill !== content.drill) return { kind: 'drill_never_changes' } as const;
    }
    const draftId = input.draftId ?? deps.newId();
    const { policeUnitId, staffId: authorId } = actor;
    const savedAt = await deps.drafts.put({ id: draftId, policeUnitId, authorId, content, state: 'open' });
    await deps.audit.append({
      staffId: authorId,
      policeUnitId,
      action: 'draft_saved',
      subject: `draft:${draftId}`,
      detail: { category: content.category },
    });
    return { kind: 'draft_saved', draftId, savedAt } as const;
  };
}

/** Gives a draft up. One that has a number stays in the list of alerts, as stopped. */
export function createDiscardDraft(deps: DraftDeps) {
  return async function discardDraft(actor: StaffActor, input: { draftId: string }) {
    if (!mayWrite(actor)) return FORBIDDEN;
    const taken = await takeOpen(deps, actor, input.draftId);
    if (taken.kind !== 'open') return taken;
    const { id, alert } = taken.draft;
    await deps.drafts.close(id);
    if (alert !== null) await deps.alerts.setState(id, 'cancelled', true);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'draft_discarded',
      subject: alert?.number ?? `draft:${id}`,
      detail: {},
    });
    return { kind: 'draft_discarded' } as const;
  };
}

/** What the officers of the unit are writing, the newest first. */
export function createListDrafts(deps: DraftDeps) {
  return async function listDrafts(actor: StaffActor) {
    if (!mayWrite(actor)) return FORBIDDEN;
    return { kind: 'drafts', drafts: await deps.drafts.open(actor.policeUnitId, DRAFTS_SHOWN) } as const;
  };
}
