import type { CategoryCode } from '../alerts/alert.ts';
import { placeholders } from '../alerts/text-checks.ts';
import { fold } from '../shared/fold.ts';
import { CANCEL } from './compose-confirm.ts';
import type { Choice, Say, StaffContext } from './dialog.ts';
import type { AlertDraft } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, message, reply, turn } from './turn.ts';
import { placeIn } from './words.ts';

/** Whom an alert goes to, and the question for its text. */

export function areaQuestion(staff: StaffContext, draft: AlertDraft): Say {
  const options = staff.groups.map(({ id, name, households }, index) => ({
    label: { text: `${draft.groupIds.includes(id) ? '☑' : '☐'} ${name} (${households})` },
    payload: `area:${index + 1}`,
  }));
  const chosen = staff.groups.filter(({ id }) => draft.groupIds.includes(id));
  const households = chosen.reduce((sum, group) => sum + group.households, 0);
  const done = chosen.length > 0 ? [choice('choice-area-done', 'area:done')] : [];
  const choices = [choice('choice-area-all', 'area:all'), ...done, CANCEL];
  return { ...message('compose-area', { groups: chosen.length, households }, choices), options };
}

/** Examples first, each alone in a message so that it can be copied; the question last. */
export function textQuestion(scene: Scene, staff: StaffContext, draft: AlertDraft): Say[] {
  const templates = templatesOf(scene, staff, draft.category).map(({ key, text }, index): Say => {
    const choices: Choice[] =
      placeholders(text).length === 0 ? [choice('choice-use-template', `template:${index + 1}`)] : [];
    return { ...message(key, {}, choices), language: 'vi', alone: true };
  });
  return [...templates, message('compose-text', {}, [CANCEL])];
}

/** Examples are in the language that alerts are written in. */
export function templatesOf(
  scene: Scene,
  staff: StaffContext,
  category: CategoryCode,
): { key: string; text: string }[] {
  const count = staff.categories.find(({ code }) => code === category)?.templates ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const key = `template-${category}-${index + 1}`;
    return { key, text: scene.t('vi', key) };
  });
}

// ── Area ─────────────────────────────────────────────────────────────────────────────────────────

const ALL_WORDS = new Set(['tat ca', 'toan bo', 'het', 'all']);
export const DONE_WORDS = new Set(['xong', 'tiep', 'tiep tuc', 'done', 'next']);

export function askArea(scene: Scene, staff: StaffContext, draft: AlertDraft): Turn {
  return turn(scene, { dialog: { kind: 'compose_area', draft }, says: [areaQuestion(staff, draft)] });
}

export function areaText(scene: Scene, staff: StaffContext, draft: AlertDraft, text: string): Turn {
  const typed = fold(text);
  if (ALL_WORDS.has(typed)) return allAreas(scene, staff, draft);
  if (DONE_WORDS.has(typed)) return areasDone(scene, staff, draft);
  const named = staff.groups.filter(({ name }) => fold(name) === typed);
  const chosen = named.length > 0 ? named : numbered(staff, typed);
  if (chosen === null) return reply(scene, message('compose-area-again'), areaQuestion(staff, draft));
  return askArea(
    scene,
    staff,
    toggle(
      draft,
      chosen.map(({ id }) => id),
    ),
  );
}

/** The groups of "1 3", "1, 3" or "1 và 3"; null where a number is none of the list. */
function numbered(staff: StaffContext, typed: string): StaffContext['groups'] | null {
  if (!/^\d{1,3}(?: (?:va |and )?\d{1,3})*$/.test(typed)) return null;
  const groups = (typed.match(/\d+/g) ?? []).map((place) => staff.groups[Number(place) - 1]);
  const known = groups.filter((group) => group !== undefined);
  return known.length === groups.length ? known : null;
}

function toggle(draft: AlertDraft, ids: readonly string[]): AlertDraft {
  const kept = draft.groupIds.filter((id) => !ids.includes(id));
  const added = ids.filter((id) => !draft.groupIds.includes(id));
  return { ...draft, groupIds: [...new Set([...kept, ...added])] };
}

export function pressArea(scene: Scene, staff: StaffContext, draft: AlertDraft, what: string): Turn | null {
  if (what === 'all') return allAreas(scene, staff, draft);
  if (what === 'done') return areasDone(scene, staff, draft);
  const group = staff.groups[placeIn(what)];
  return group ? askArea(scene, staff, toggle(draft, [group.id])) : null;
}

function allAreas(scene: Scene, staff: StaffContext, draft: AlertDraft): Turn {
  return askText(scene, staff, { ...draft, groupIds: staff.groups.map(({ id }) => id) });
}

function areasDone(scene: Scene, staff: StaffContext, draft: AlertDraft): Turn {
  if (draft.groupIds.length > 0) return askText(scene, staff, draft);
  return reply(scene, message('compose-area-again'), areaQuestion(staff, draft));
}

function askText(scene: Scene, staff: StaffContext, draft: AlertDraft): Turn {
  return turn(scene, { dialog: { kind: 'compose_text', draft }, says: textQuestion(scene, staff, draft) });
}
