import { SqlFragment } from './sql.ts';

/**
 * What waits has partial indexes, which are nearly empty on a quiet day. Plans are made then, and kept: in a storm such a
 * plan reads all that waits to find the one row whose key it was given. Said in these words, "it waits" answers to no
 * index of what waits in order, and the row is found by its key.
 */
export const pendingByKey = (row: string) => `${row}.state::text = 'pending'`;

/** An event that waits. */
export const UNHANDLED_BY_KEY = new SqlFragment(`num_nulls("handledAt", "failedAt") = 2`);

/** An event of a chat that waits: in the words of the one index that finds those. */
export const UNHANDLED_OF_CHAT = new SqlFragment(`COALESCE("handledAt", "failedAt") IS NULL`);
