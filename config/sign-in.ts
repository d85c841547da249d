const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A session that nobody uses ends: the length of a night on duty (19:00 to 07:00). */
export const SESSION_IDLE_MS = 12 * HOUR_MS;
/** Used or not, sign in again after this. */
export const SESSION_MAX_MS = 7 * 24 * HOUR_MS;
/** How old "last seen" may be. */
export const SESSION_SEEN_MS = 5 * MINUTE_MS;
/** Between user name and code. */
export const CHALLENGE_MS = 10 * MINUTE_MS;

/** Of the link that makes the first administrator, and of an invitation: to hand over at the next shift. */
export const SETUP_LINK_MS = 24 * HOUR_MS;
export const INVITATION_MS = 72 * HOUR_MS;
/** Of the link that the bot sends. */
export const SIGN_IN_LINK_MS = 5 * MINUTE_MS;
/** For so long a browser in which somebody signed in is known to be theirs. */
export const KNOWN_BROWSER_MS = 180 * 24 * HOUR_MS;

export interface TryRule {
  /** So many in vain cost nothing: people mistype. */
  free: number;
  /** From then on each waits twice as long as the one before, from a second up to this. */
  longestMs: number;
}

/**
 * Who guesses waits ever longer. Counted by user name, by address, and, apart from both, by known browser: whoever
 * guesses from elsewhere makes nobody wait who has signed in here before. An address may be a whole ward's.
 */
export const TRY_RULES = {
  name: { free: 5, longestMs: 15 * MINUTE_MS },
  address: { free: 30, longestMs: 5 * MINUTE_MS },
  browser: { free: 5, longestMs: 15 * MINUTE_MS },
  link_name: { free: 3, longestMs: 15 * MINUTE_MS },
  link_address: { free: 20, longestMs: 5 * MINUTE_MS },
} as const satisfies Readonly<Record<string, TryRule>>;
export type TryKind = keyof typeof TRY_RULES;
/** After so long without a try the count begins anew. */
export const TRIES_FORGOTTEN_MS = 24 * HOUR_MS;

/** An answer is repeated for the same Idempotency-Key for so long. */
export const IDEMPOTENCY_MS = 24 * HOUR_MS;
