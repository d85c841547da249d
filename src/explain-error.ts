import { EnvError } from '../config/env.ts';
import { EmbeddedPostgresError } from './db/embedded.ts';
import { MigrationError } from './db/migrate.ts';
import { DatabaseRefusedError } from './db/pool.ts';
import { SealError } from './db/sealing.ts';
import { errorFields } from './shared/logger.ts';
import { StartError } from './start-error.ts';

const MENDABLE = [EnvError, StartError, EmbeddedPostgresError, MigrationError, DatabaseRefusedError];

/** An error in words for the operator: what to do where we know it, else its name and code. Never a value or a stack. */
export function explainError(error: unknown): string {
  if (error instanceof Error && MENDABLE.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof SealError) {
    return 'The data of this database was encrypted with another key. Set DATA_KEY to that key; to change keys, set both, the new one first.';
  }
  const { error: name, code } = errorFields(error);
  return `Unexpected ${String(name)}${code ? ` (${String(code)})` : ''}. LOG_LEVEL=debug shows more.`;
}
