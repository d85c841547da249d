import { pino } from 'pino';
import type { Logger } from '../shared/logger.ts';

export interface LoggerOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Which process speaks, e.g. "all", "bot", "deliver". */
  role: string;
}

/** Second net under the rule that nothing personal is logged: these names are never printed, whatever they hold. */
const REDACTED = ['token', 'text', 'name', 'phone', 'label', 'payload', 'externalId', 'password', 'secret'];

const STANDARD_OUTPUT = 1;
/** Of lines that cannot be written so much is kept, for the time when there is room again; more is dropped. */
const KEPT_BYTES = 1_048_576;

/**
 * A log that cannot be written (its disk is full, its reader gone) must not end the service: pino would let it, and
 * would not let the process end when it waits for room to write its last lines.
 */
function unfailingOutput() {
  const output = pino.destination({ fd: STANDARD_OUTPUT, sync: true, maxLength: KEPT_BYTES });
  output.on('error', () => {});
  return output;
}

/** The same for what a process says outside of its log. Called once, before it says anything. */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** JSON lines on standard output: time, level, ids, counts. */
export function createLogger(options: LoggerOptions): Logger {
  const logger = pino(
    {
      level: options.level,
      base: { role: options.role },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    unfailingOutput(),
  );
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
