import type { ReplyCode } from '../alerts/alert.ts';

/** What a household says in its own way. Private to the police, always. */
export type ReplyContent =
  | { kind: 'text'; text: string }
  | { kind: 'photo'; fileId: string; caption: string }
  | { kind: 'voice'; fileId: string; seconds: number }
  | { kind: 'place'; latitude: number; longitude: number };

/** What a household has told us about an alert, strongest first: one household, one count. */
export type Standing = 'help' | 'safe' | 'read' | 'silent';

const STANDING_OF_CODE: Readonly<Record<ReplyCode, Standing>> = {
  HELP: 'help',
  STUCK: 'help',
  SAFE: 'safe',
  MOVED: 'safe',
  OK: 'safe',
  ACK: 'read',
  SEEN: 'read',
  TIP: 'read',
  VICTIM: 'read',
  ASK: 'read',
  DONE: 'read',
  LATER: 'read',
  JOIN: 'read',
  NO: 'read',
  IS_TRUE: 'read',
};

const STRENGTH: Readonly<Record<Standing, number>> = { help: 3, safe: 2, read: 1, silent: 0 };

export function standingOf(code: ReplyCode): Standing {
  return STANDING_OF_CODE[code];
}

/** Answers that need a person at once. */
export function asksForHelp(code: ReplyCode): boolean {
  return STANDING_OF_CODE[code] === 'help';
}

/**
 * The standing of a household from the latest answer of each of its members: anyone's HELP overrides every SAFE,
 * anyone's SAFE settles it. A member who changes an answer takes the earlier one back.
 */
export function householdStanding(latestOfEachMember: readonly ReplyCode[]): Standing {
  let standing: Standing = 'silent';
  for (const code of latestOfEachMember) {
    const next = standingOf(code);
    if (STRENGTH[next] > STRENGTH[standing]) standing = next;
  }
  return standing;
}

/** `a:<alert number>:<code>`: names the alert, proves nothing. Whether it counts is decided by the audience. */
export function replyPayload(alertNumber: string, code: ReplyCode): string {
  return `a:${alertNumber}:${code}`;
}
