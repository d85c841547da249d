import { pino } from 'pino';
import type { Logger } from '../shared/logger.ts';

export interface LoggerOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Which process speaks, e.g. "all", "bot", "deliver". */
  role: string;
}

/** Second net under the rule that nothing personal is logged: these names are never printed, whatever they hold. */
const REDACTED = ['token', 'text', 'name', 'phone', 'label', 'payload', 'externalId', 'password', 'secret'];

/** JSON lines on standard output: time, level, ids, counts. */
export function createLogger(options: LoggerOptions): Logger {
  const logger = pino({
    level: options.level,
    base: { role: options.role },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  });
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
