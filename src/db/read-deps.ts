import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

/** What the read side of the console works on. */
export interface ReadDeps {
  /** Statements outside a transaction. */
  db: Db;
  sealer: Sealer;
  now(): Date;
  monotonicMs(): number;
}
