/** The two tokens of one OA. A refresh gives a new pair and ends both old ones at once. */
export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  /** When the access token ends, in milliseconds since 1970. */
  expiresAtMs: number;
}

export interface StoredTokens {
  /** Grows by one with each pair that is saved. The first is 1. */
  version: number;
  pair: TokenPair;
  /** Why this pair is of no use any more; null while it is. */
  lostReason: string | null;
}

/**
 * Where the tokens of one OA are kept, for all processes. Every method is one short statement or transaction of its own,
 * so that nothing is held while Zalo is asked. The tokens are sealed at rest. A method that throws is taken as a store
 * that is out of order for the moment.
 */
export interface ZaloTokenStore {
  /** Null before the first consent. */
  read(): Promise<StoredTokens | null>;
  /**
   * Becomes the only one that may refresh the pair of this version, until it saves, lets go, or `leaseMs` have passed on
   * the store's clock. `held`: another has a claim that still runs. `stale`: the stored version is another one by now.
   */
  claimRefresh(version: number, leaseMs: number): Promise<'claimed' | 'held' | 'stale'>;
  /** Lets go of the claim on this version, if there is one. */
  giveUp(version: number): Promise<void>;
  /**
   * Puts `pair` in the place of the pair of this version (0: there is none yet), clears its loss and the claim. Durable
   * when it resolves. Asks for the version only, not for the claim: a pair that came late is still the only valid one.
   */
  save(version: number, pair: TokenPair): Promise<'saved' | 'stale'>;
  /** Notes that the pair of this version is of no use any more, and lets go of the claim. Keeps it for diagnosis. */
  markLost(version: number, reason: string): Promise<'marked' | 'stale'>;
}
