import { CANCEL } from './compose-confirm.ts';
import type { Choice, CommandOutcome, Say } from './dialog.ts';
import type { Dialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, IDLE, message, reply, turn } from './turn.ts';

/** A second person decides about an alert that waits for them. */

type ReturnDialog = Extract<Dialog, { kind: 'return_comment' }>;

const SHORTEST_COMMENT = 3;
const LONGEST_COMMENT = 1_000;

/** What waits for this person. Whoever may not decide is told so by the use case. */
export function startApprovals(scene: Scene): Turn {
  return turn(scene, { dialog: IDLE, commands: [{ kind: 'list_approvals' }] });
}

/** Buttons carry the alert's id, so that an old notice still says what it is about. */
export function approvePress(scene: Scene, payload: string): Turn | null {
  const [kind, alertId = ''] = payload.split(':');
  if (payload === 'menu:approvals') return startApprovals(scene);
  if (kind === 'approve' && isId(alertId)) {
    return turn(scene, { dialog: IDLE, commands: [{ kind: 'decide_approval', alertId, comment: null }] });
  }
  if (kind === 'return' && isId(alertId)) {
    const dialog: Dialog = { kind: 'return_comment', alertId };
    return turn(scene, { dialog, says: approveQuestion() });
  }
  return payload === 'cancel' && scene.state.dialog.kind === 'return_comment' ? cancelReturn(scene) : null;
}

function cancelReturn(scene: Scene): Turn {
  return turn(scene, { dialog: IDLE, says: [message('approval-left')] });
}

export function approveText(scene: Scene, { alertId }: ReturnDialog, text: string): Turn {
  const comment = text.trim();
  if (comment.length < SHORTEST_COMMENT || comment.length > LONGEST_COMMENT || comment.startsWith('/')) {
    return reply(scene, ...approveQuestion());
  }
  return turn(scene, { dialog: IDLE, commands: [{ kind: 'decide_approval', alertId, comment }] });
}

export function approveQuestion(): Say[] {
  return [message('approval-comment', {}, [CANCEL])];
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

type ApproveOutcome = Extract<
  CommandOutcome,
  { kind: 'approvals' | 'approved' | 'returned' | 'own_alert' | 'already_decided' }
>;

export function approveOutcome(scene: Scene, outcome: ApproveOutcome): Turn {
  switch (outcome.kind) {
    case 'approvals':
      return turn(scene, { dialog: IDLE, says: waitingSays(scene, outcome) });
    case 'approved': {
      const { number, when, households } = outcome;
      const says = [message('approval-done', { number, when, households }, nextChoice())];
      return turn(scene, { dialog: IDLE, says });
    }
    case 'returned': {
      const { number, when } = outcome;
      return turn(scene, { dialog: IDLE, says: [message('approval-returned-done', { number, when })] });
    }
    case 'own_alert':
      return turn(scene, { dialog: IDLE, says: [message('approval-own', { number: outcome.number })] });
    case 'already_decided':
      return turn(scene, { dialog: IDLE, says: [message('approval-over', { number: outcome.number })] });
  }
}

function nextChoice(): Choice[] {
  return [choice('choice-approvals', 'menu:approvals')];
}

/** One at a time: the text as households get it, then the question. */
function waitingSays(scene: Scene, { next, left }: Extract<CommandOutcome, { kind: 'approvals' }>): Say[] {
  if (next === null) return [message('approvals-none')];
  const { alertId, number, households, when, text, file } = next;
  const category = scene.t(scene.language, `category-${next.category}`);
  const choices = [
    choice('choice-approve', `approve:${alertId}`),
    choice('choice-return', `return:${alertId}`),
  ];
  return [
    { kind: 'verbatim', message: { text, buttons: [], ...(file && { file }) } },
    message('approval-waiting', { number, category, households, when, left }, choices),
  ];
}
