/** What a member agrees to when joining: alerts of the police unit, and that answers are kept. */
export const CONSENT_PURPOSE = 'alerts';
/** What a member agrees to when linking a further chat: that it is kept, and gets what the first one gets. */
export const LINK_CONSENT_PURPOSE = 'linked_chat';

/** Of a one-time code that links a chat: the way from one app to the other on the same phone. */
export const LINK_CODE_LIFE_MS = 15 * 60_000;

/** Where a person wants to join. A group needs the house they live in; a household has one. */
export type JoinTarget =
  | { kind: 'group'; groupId: string; houseLabel: string }
  | { kind: 'household'; householdId: string };
