/** What can go wrong with the embedded database, one word each. */
export type EmbeddedPostgresProblem =
  | 'bad_data_dir'
  | 'binaries_missing'
  | 'disk_full'
  | 'in_use'
  | 'init_failed'
  | 'no_permission'
  | 'no_user'
  | 'password_missing'
  | 'path_closed'
  | 'start_failed'
  | 'stop_failed'
  | 'wrong_kind'
  | 'wrong_version';

/** The message says what to do, and holds paths and versions only: no password, no data. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresProblem;

  constructor(code: EmbeddedPostgresProblem, message: string) {
    super(message);
    this.code = code;
  }
}

/** The code of a system or PostgreSQL error (`EACCES`, `57P03`), or an empty text. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Turns a file system error about `path` into words; anything else is handed back as it is. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new EmbeddedPostgresError(
      'disk_full',
      `The disk is full: nothing can be written to ${path}. Free some space and start again.`,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new EmbeddedPostgresError(
      'no_permission',
      `${path} cannot be read or written by this user (${code}). Give this user the folder, or set DATA_DIR to one of its own.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ELOOP' || code === 'ENAMETOOLONG') {
    return new EmbeddedPostgresError(
      'bad_data_dir',
      `${path} is not a usable folder (${code}). Set DATA_DIR to a folder.`,
    );
  }
  return error;
}
