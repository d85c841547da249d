import type { AlertState } from './alert.ts';

/** What can happen to an alert. `begin`: its first message is on its way to everybody. */
export const ALERT_MOVES = [
  'submit',
  'send',
  'approve',
  'return',
  'discard',
  'begin',
  'update',
  'correct',
  'close',
  'stop',
  'expire',
] as const;
export type AlertMove = (typeof ALERT_MOVES)[number];

/**
 * Who may make a move: its `author`; an `approver`, who is never the author; any `officer` of the unit whose role the
 * category asks for; nobody but `time`.
 */
export type Mover = 'author' | 'approver' | 'officer' | 'time';

interface Move {
  by: Mover;
  from: readonly AlertState[];
  to: AlertState;
}

const OPEN: readonly AlertState[] = ['sending', 'active', 'updated'];

/** The life of an alert. What is not written here cannot happen. */
export const MOVES: Readonly<Record<AlertMove, Move>> = {
  /** A second person is asked. */
  submit: { by: 'author', from: ['draft'], to: 'pending_approval' },
  /** Nobody has to be asked, or they are asked afterwards. */
  send: { by: 'author', from: ['draft'], to: 'sending' },
  approve: { by: 'approver', from: ['pending_approval'], to: 'sending' },
  return: { by: 'approver', from: ['pending_approval'], to: 'draft' },
  discard: { by: 'author', from: ['draft', 'pending_approval'], to: 'cancelled' },
  begin: { by: 'time', from: ['sending'], to: 'active' },
  update: { by: 'officer', from: OPEN, to: 'updated' },
  /** After a stop people may still need a last word. */
  correct: { by: 'officer', from: [...OPEN, 'cancelled'], to: 'corrected' },
  close: { by: 'officer', from: [...OPEN, 'cancelled'], to: 'resolved' },
  stop: { by: 'officer', from: OPEN, to: 'cancelled' },
  expire: { by: 'time', from: ['draft', 'pending_approval', ...OPEN], to: 'expired' },
};

/** Where a move leads from this state; null where it cannot be made. */
export function stateAfter(state: AlertState, move: AlertMove): AlertState | null {
  const { from, to } = MOVES[move];
  return from.includes(state) ? to : null;
}
