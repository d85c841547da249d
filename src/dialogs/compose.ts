import type { CategoryCode } from '../alerts/alert.ts';
import { fold } from '../shared/fold.ts';
import type { Choice, CommandOutcome, Preview, Say, StaffContext } from './dialog.ts';
import { forecastLines, timeArgs } from './forecast-lines.ts';
import { shorten } from './shorten.ts';
import type { AlertDraft, Dialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, commandArgs, IDLE, message, reply, turn } from './turn.ts';
import { placeIn, readYesNo } from './words.ts';

/** An officer writes an alert: category, area, text, preview, send. */

export const CANCEL = choice('choice-cancel', 'cancel');

type ComposeDialog = Extract<
  Dialog,
  { kind: 'compose_category' | 'compose_area' | 'compose_text' | 'compose_confirm' }
>;

export function startCompose(scene: Scene, staff: StaffContext): Turn {
  if (staff.groups.length === 0) return turn(scene, { dialog: IDLE, says: [message('compose-no-groups')] });
  if (staff.categories.length === 0)
    return turn(scene, { dialog: IDLE, says: [message('compose-no-categories')] });
  return turn(scene, { dialog: { kind: 'compose_category' }, says: [categoryQuestion(scene, staff)] });
}

// ── Questions ────────────────────────────────────────────────────────────────────────────────────

function categoryQuestion(scene: Scene, staff: StaffContext): Say {
  const options = staff.categories.map(({ code, icon }) => ({
    label: { text: `${icon} ${scene.t(scene.language, `category-${code}`)}` },
    payload: `category:${code}`,
  }));
  return { ...message('compose-category', {}, [CANCEL]), options };
}

function areaQuestion(staff: StaffContext, draft: AlertDraft): Say {
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
function textQuestion(scene: Scene, staff: StaffContext, draft: AlertDraft): Say[] {
  const templates = templatesOf(scene, staff, draft.category).map(({ key, text }, index): Say => {
    const choices: Choice[] =
      placeholderIn(text) === null ? [choice('choice-use-template', `template:${index + 1}`)] : [];
    return { ...message(key, {}, choices), language: 'vi', alone: true };
  });
  return [...templates, message('compose-text', {}, [CANCEL])];
}

/** Examples are in the language that alerts are written in. */
function templatesOf(
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

/** "[đường]": something of an example that nobody has filled in. */
export function placeholderIn(text: string): string | null {
  return /\[[^[\]]*\]/u.exec(text)?.[0] ?? null;
}

// ── Answers ──────────────────────────────────────────────────────────────────────────────────────

/** Asks the question of this dialog again. */
export function composeQuestion(scene: Scene, staff: StaffContext, dialog: ComposeDialog): Say[] {
  switch (dialog.kind) {
    case 'compose_category':
      return [categoryQuestion(scene, staff)];
    case 'compose_area':
      return [areaQuestion(staff, dialog.draft)];
    case 'compose_text':
      return textQuestion(scene, staff, dialog.draft);
    case 'compose_confirm':
      return [message('confirm-again', {}, confirmChoices(dialog.ticket))];
  }
}

export function composeText(scene: Scene, staff: StaffContext, dialog: ComposeDialog, text: string): Turn {
  switch (dialog.kind) {
    case 'compose_category':
      return reply(scene, message('choose-one'), categoryQuestion(scene, staff));
    case 'compose_area':
      return areaText(scene, staff, dialog.draft, text);
    case 'compose_text':
      return takeText(scene, dialog.draft, text);
    case 'compose_confirm': {
      const answer = readConfirm(text);
      if (answer === null) return reply(scene, ...composeQuestion(scene, staff, dialog));
      return (
        composePress(scene, staff, dialog, answer === 'send' ? `send:${dialog.ticket}` : answer) ??
        reply(scene)
      );
    }
  }
}

/** Null for a button that is not of this question. */
export function composePress(
  scene: Scene,
  staff: StaffContext,
  dialog: ComposeDialog,
  payload: string,
): Turn | null {
  const [kind, what = ''] = payload.split(':');
  if (payload === 'cancel') return cancelCompose(scene);
  switch (dialog.kind) {
    case 'compose_category': {
      const category = staff.categories.find(({ code }) => kind === 'category' && code === what)?.code;
      return category === undefined ? null : askArea(scene, staff, { category, groupIds: [] });
    }
    case 'compose_area':
      return kind === 'area' ? pressArea(scene, staff, dialog.draft, what) : null;
    case 'compose_text': {
      const template = templatesOf(scene, staff, dialog.draft.category)[placeIn(what)];
      return kind === 'template' && template ? takeText(scene, dialog.draft, template.text) : null;
    }
    case 'compose_confirm':
      if (payload === `send:${dialog.ticket}`) return send(scene, staff, dialog);
      return payload === 'edit' ? edit(scene, dialog) : null;
  }
}

export function cancelCompose(scene: Scene): Turn {
  return turn(scene, { dialog: IDLE, says: [message('compose-cancelled')] });
}

// ── Area ─────────────────────────────────────────────────────────────────────────────────────────

const ALL_WORDS = new Set(['tat ca', 'toan bo', 'het', 'all']);
const DONE_WORDS = new Set(['xong', 'tiep', 'tiep tuc', 'done', 'next']);

function askArea(scene: Scene, staff: StaffContext, draft: AlertDraft): Turn {
  return turn(scene, { dialog: { kind: 'compose_area', draft }, says: [areaQuestion(staff, draft)] });
}

function areaText(scene: Scene, staff: StaffContext, draft: AlertDraft, text: string): Turn {
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

function pressArea(scene: Scene, staff: StaffContext, draft: AlertDraft, what: string): Turn | null {
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

// ── Text, preview, sending ───────────────────────────────────────────────────────────────────────

function askText(scene: Scene, staff: StaffContext, draft: AlertDraft): Turn {
  return turn(scene, { dialog: { kind: 'compose_text', draft }, says: textQuestion(scene, staff, draft) });
}

/** What is wrong with a text before anyone counts its length; null when it can be shown. */
export function faultIn(text: string): Say | null {
  const placeholder = placeholderIn(text);
  if (placeholder !== null)
    return message('compose-placeholder', { placeholder: shorten(placeholder, 60) }, [CANCEL]);
  return /\p{L}/u.test(text) && !text.startsWith('/') ? null : message('compose-text-again', {}, [CANCEL]);
}

/** A new one for each preview: a send button of an earlier preview sends nothing. */
export function newTicket(scene: Scene): string {
  return scene.context.now.getTime().toString(36);
}

function takeText(scene: Scene, draft: AlertDraft, text: string): Turn {
  // "All groups" leads here at once; who was told to write "done" after it must not send that as an alert.
  const fault = DONE_WORDS.has(fold(text)) ? message('compose-text', {}, [CANCEL]) : faultIn(text);
  if (fault) return reply(scene, fault);
  const { category, groupIds } = draft;
  const dialog: Dialog = { kind: 'compose_confirm', draft, text, ticket: newTicket(scene) };
  return turn(scene, { dialog, commands: [{ kind: 'preview_alert', category, groupIds, text }] });
}

const EDIT_WORDS = new Set(['sua', 'sua lai', 'edit', 'change']);

/** A typed answer to a preview. */
export function readConfirm(text: string): 'send' | 'edit' | 'cancel' | null {
  if (EDIT_WORDS.has(fold(text))) return 'edit';
  const answer = readYesNo(text);
  return answer === null ? null : answer === 'yes' ? 'send' : 'cancel';
}

export function confirmChoices(ticket: string): Choice[] {
  return [choice('choice-send', `send:${ticket}`), choice('choice-edit', 'edit'), CANCEL];
}

function send(scene: Scene, staff: StaffContext, dialog: Extract<Dialog, { kind: 'compose_confirm' }>): Turn {
  const { category, groupIds } = dialog.draft;
  const own = groupIds.filter((id) => staff.groups.some((group) => group.id === id));
  const commands = [{ kind: 'raise_alert' as const, category, groupIds: own, text: dialog.text }];
  return turn(scene, { dialog: IDLE, commands });
}

/** The text as it was, ready to be copied, and the question for the new one. */
function edit(scene: Scene, { draft, text }: Extract<Dialog, { kind: 'compose_confirm' }>): Turn {
  const says: Say[] = [
    { kind: 'verbatim', message: { text, buttons: [] } },
    message('compose-text', {}, [CANCEL]),
  ];
  return turn(scene, { dialog: { kind: 'compose_text', draft }, says });
}

/** What households will see, and what sending it means. */
export function previewSays(
  preview: Preview,
  summaryKey: 'compose-summary' | 'message-summary',
  ticket: string,
): Say[] {
  const { households, reachable, secondsToLast, messages, forecast } = preview;
  const args = { households, reachable, ...timeArgs(secondsToLast) };
  const summary = message(summaryKey, args, confirmChoices(ticket));
  const shown = messages.map((one): Say => ({ kind: 'verbatim', message: one.message }));
  return [
    message('preview-intro'),
    ...shown,
    { ...summary, ...(forecast && { lines: forecastLines(forecast) }) },
  ];
}

type ComposeOutcome = Extract<
  CommandOutcome,
  { kind: 'previewed' | 'text_too_long' | 'empty_audience' | 'raised' }
>;

/** Outcomes while an alert is being written; null where none is. */
export function composeOutcome(scene: Scene, staff: StaffContext, outcome: ComposeOutcome): Turn | null {
  const { dialog } = scene.state;
  if (outcome.kind === 'raised') {
    const args = { number: outcome.number, households: outcome.households, ...commandArgs(scene) };
    return turn(scene, { dialog: IDLE, says: [message('raised', args)] });
  }
  if (outcome.kind === 'empty_audience' && dialog.kind !== 'compose_confirm') {
    return turn(scene, { dialog: IDLE, says: [message('compose-empty-audience')] });
  }
  if (dialog.kind !== 'compose_confirm') return null;
  switch (outcome.kind) {
    case 'previewed':
      return reply(scene, ...previewSays(outcome.preview, 'compose-summary', dialog.ticket));
    case 'text_too_long': {
      const says = [message('compose-too-long', { length: outcome.length, limit: outcome.limit }, [CANCEL])];
      return turn(scene, { dialog: { kind: 'compose_text', draft: dialog.draft }, says });
    }
    case 'empty_audience': {
      const draft = { ...dialog.draft, groupIds: [] };
      const says = [message('compose-empty-audience'), areaQuestion(staff, draft)];
      return turn(scene, { dialog: { kind: 'compose_area', draft }, says });
    }
  }
}
