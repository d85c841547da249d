/** The service cannot start, for a reason that the operator can mend. The message says how; it is shown without a stack. */
export class StartError extends Error {
  readonly code = 'cannot_start';
}
