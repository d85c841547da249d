/** What a member agrees to when joining: alerts of the police unit, and that answers are kept. */
export const CONSENT_PURPOSE = 'alerts';

/** Where a person wants to join. A group needs the house they live in; a household has one. */
export type JoinTarget =
  | { kind: 'group'; groupId: string; houseLabel: string }
  | { kind: 'household'; householdId: string };
