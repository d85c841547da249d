import type { Finding } from '../alerts/text-checks.ts';
import { formatTime } from '../locales/format-time.ts';
import { fold } from '../shared/fold.ts';
import {
  CANCEL,
  cancelCompose,
  confirmChoices,
  faultIn,
  findingLines,
  newTicket,
  previewSays,
  readConfirm,
} from './compose-confirm.ts';
import {
  areaQuestion,
  areaText,
  askArea,
  DONE_WORDS,
  pressArea,
  templatesOf,
  textQuestion,
} from './compose-draft.ts';
import type { CommandOutcome, Say, StaffContext } from './dialog.ts';
import type { AlertDraft, Dialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, commandArgs, IDLE, message, reply, turn } from './turn.ts';
import { placeIn } from './words.ts';

/** An officer writes an alert: category, area, text, preview, send. */

type ComposeDialog = Extract<
  Dialog,
  { kind: 'compose_category' | 'compose_area' | 'compose_text' | 'compose_confirm' | 'compose_glass' }
>;

/** A drill is one from the first question on, and says so at each. */
export function startCompose(scene: Scene, staff: StaffContext, drill = false): Turn {
  if (staff.groups.length === 0) return turn(scene, { dialog: IDLE, says: [message('compose-no-groups')] });
  if (staff.categories.length === 0)
    return turn(scene, { dialog: IDLE, says: [message('compose-no-categories')] });
  const says = [...(drill ? [message('drill-intro')] : []), categoryQuestion(scene, staff)];
  return turn(scene, { dialog: { kind: 'compose_category', ...(drill && { drill }) }, says });
}

// ── Questions ────────────────────────────────────────────────────────────────────────────────────

function categoryQuestion(scene: Scene, staff: StaffContext): Say {
  const options = staff.categories.map(({ code, icon, needsApproval }) => {
    const name = `${icon} ${scene.t(scene.language, `category-${code}`)}`;
    const text = needsApproval ? `${name} · ${scene.t(scene.language, 'category-needs-approval')}` : name;
    return { label: { text }, payload: `category:${code}` };
  });
  return { ...message('compose-category', {}, [CANCEL]), options };
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
    case 'compose_glass':
      return [message('glass-reason', {}, [CANCEL])];
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
    case 'compose_glass':
      return takeReason(scene, staff, dialog, text);
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
      const drill = dialog.drill && { drill: dialog.drill };
      return category === undefined ? null : askArea(scene, staff, { category, groupIds: [], ...drill });
    }
    case 'compose_area':
      return kind === 'area' ? pressArea(scene, staff, dialog.draft, what) : null;
    case 'compose_text': {
      const template = templatesOf(scene, staff, dialog.draft.category)[placeIn(what)];
      return kind === 'template' && template ? takeText(scene, dialog.draft, template.text) : null;
    }
    case 'compose_confirm':
      if (payload === `send:${dialog.ticket}`) {
        return dialog.draft.drill ? confirmDrill(scene, dialog.ticket) : send(scene, staff, dialog);
      }
      if (payload === `drill:${dialog.ticket}` && dialog.draft.drill) return send(scene, staff, dialog);
      if (payload === `glass:${dialog.ticket}`) return askReason(scene, staff, dialog);
      return payload === 'edit' ? edit(scene, dialog) : null;
    case 'compose_glass':
      return null;
  }
}

// ── Text, preview, sending ───────────────────────────────────────────────────────────────────────

function takeText(scene: Scene, draft: AlertDraft, text: string): Turn {
  // "All groups" leads here at once; who was told to write "done" after it must not send that as an alert.
  const fault = DONE_WORDS.has(fold(text)) ? message('compose-text', {}, [CANCEL]) : faultIn(text);
  if (fault) return reply(scene, fault);
  const dialog: Dialog = { kind: 'compose_confirm', draft, text, ticket: newTicket(scene) };
  return turn(scene, { dialog, commands: [{ kind: 'preview_alert', ...draft, text }] });
}

/** What was chosen, but for groups that are not the unit's own any more. */
function ownDraft(staff: StaffContext, draft: AlertDraft): AlertDraft {
  return { ...draft, groupIds: draft.groupIds.filter((id) => staff.groups.some((group) => group.id === id)) };
}

function send(
  scene: Scene,
  staff: StaffContext,
  { draft, text }: Extract<Dialog, { kind: 'compose_confirm' }>,
): Turn {
  const commands = [{ kind: 'raise_alert' as const, ...ownDraft(staff, draft), text }];
  return turn(scene, { dialog: IDLE, commands });
}

/** A second time, and in other words than an alert is sent by. */
function confirmDrill(scene: Scene, ticket: string): Turn {
  return reply(scene, message('drill-confirm', {}, [choice('choice-drill-send', `drill:${ticket}`), CANCEL]));
}

// ── Before the second person has said a word ─────────────────────────────────────────────────────

const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;

function askReason(
  scene: Scene,
  staff: StaffContext,
  { draft, text }: Extract<Dialog, { kind: 'compose_confirm' }>,
): Turn {
  const dialog: Dialog = { kind: 'compose_glass', draft, text };
  return turn(scene, { dialog, says: composeQuestion(scene, staff, dialog) });
}

function takeReason(
  scene: Scene,
  staff: StaffContext,
  dialog: Extract<Dialog, { kind: 'compose_glass' }>,
  text: string,
): Turn {
  const breakGlass = text.trim();
  if (
    breakGlass.length < SHORTEST_REASON ||
    breakGlass.length > LONGEST_REASON ||
    breakGlass.startsWith('/')
  ) {
    return reply(scene, ...composeQuestion(scene, staff, dialog));
  }
  const draft = ownDraft(staff, dialog.draft);
  const commands = [{ kind: 'raise_alert' as const, ...draft, text: dialog.text, breakGlass }];
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

type ComposeOutcome = Extract<
  CommandOutcome,
  {
    kind:
      | 'previewed'
      | 'text_too_long'
      | 'empty_audience'
      | 'raised'
      | 'pending_approval'
      | 'checks_open'
      | 'break_glass_not_allowed';
  }
>;

/** Outcomes while an alert is being written; null where none is. */
export function composeOutcome(scene: Scene, staff: StaffContext, outcome: ComposeOutcome): Turn | null {
  const { dialog } = scene.state;
  if (outcome.kind === 'raised') {
    const args = { number: outcome.number, households: outcome.households, ...commandArgs(scene) };
    const { approveBy } = outcome;
    const after = approveBy ? [message('raised-after', { due: formatTime(approveBy) })] : [];
    return turn(scene, { dialog: IDLE, says: [message('raised', args), ...after] });
  }
  if (outcome.kind === 'pending_approval') {
    const { number, approversTold: told } = outcome;
    const key = told > 0 ? 'compose-pending' : 'compose-pending-nobody';
    return turn(scene, { dialog: IDLE, says: [message(key, { number, told })] });
  }
  if (outcome.kind === 'checks_open')
    return turn(scene, { dialog: IDLE, says: blockedSays(outcome.findings) });
  if (outcome.kind === 'break_glass_not_allowed')
    return turn(scene, { dialog: IDLE, says: [message('glass-not-allowed')] });
  if (outcome.kind === 'empty_audience' && dialog.kind !== 'compose_confirm') {
    return turn(scene, { dialog: IDLE, says: [message('compose-empty-audience')] });
  }
  if (dialog.kind !== 'compose_confirm') return null;
  switch (outcome.kind) {
    case 'previewed': {
      const blocking = (outcome.preview.findings ?? []).filter(({ severity }) => severity === 'block');
      if (blocking.length > 0) {
        const shown: Say = { kind: 'verbatim', message: { text: dialog.text, buttons: [] } };
        const says = [shown, ...blockedSays(blocking)];
        return turn(scene, { dialog: { kind: 'compose_text', draft: dialog.draft }, says });
      }
      return reply(scene, ...previewSays(outcome.preview, 'compose-summary', dialog.ticket));
    }
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

function blockedSays(findings: readonly Finding[]): Say[] {
  return [{ ...message('compose-blocked', {}, [CANCEL]), lines: findingLines(findings) }];
}
