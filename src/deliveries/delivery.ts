/**
 * A delivery is one alert message on its way to one contact point. Answers use the same states.
 *
 *   pending ──claim──▶ sending ──outcome──▶ sent | unreachable | rejected | gave_up | unknown | pending
 *   unknown ──deadline──▶ unknown_final        pending ──stop, expiry, opt-out──▶ cancelled
 */
export type DeliveryState =
  | 'pending'
  | 'sending'
  | 'sent'
  | 'unreachable'
  | 'rejected'
  | 'gave_up'
  | 'unknown'
  | 'unknown_final'
  | 'cancelled';

const LEGAL_MOVES: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  // A late answer of a driver that lost its lease may still tell that a row is sent.
  // One that was to be repeated may have arrived when its alert ends.
  pending: ['sending', 'cancelled', 'sent', 'unknown_final'],
  sending: ['pending', 'sent', 'unreachable', 'rejected', 'gave_up', 'unknown'],
  unknown: ['sent', 'pending', 'unknown_final'],
  sent: [],
  unreachable: [],
  rejected: [],
  gave_up: [],
  unknown_final: [],
  cancelled: [],
};

export function mayMove(from: DeliveryState, to: DeliveryState): boolean {
  return LEGAL_MOVES[from].includes(to);
}

/** Nothing more happens to a final row. A message is done when every delivery of it is final. */
export function isFinal(state: DeliveryState): boolean {
  return LEGAL_MOVES[state].length === 0;
}
