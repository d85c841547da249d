/** What the layers above may know of a database error. */

const CONFLICTS = new Set(['40001', '40P01', 'P2034']);

const OUTAGES = new Set([
  // Prisma: not reached, timed out, closed, no free connection, transaction not started or timed out, too many.
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
  // PostgreSQL: shut down, crashed, starting up, too many connections, out of disk or memory, read-only, terminated.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53100',
  '53200',
  '53300',
  '25006',
  '25P03',
  // Kinds of Prisma's adapter, which names no code then.
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
  // The way to it.
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** pg names no code when a connection ends under a statement or before it. */
const LOST_CONNECTION =
  /Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect/;

const DEEPEST = 6;

/** Codes of the error and of what caused it, wherever Prisma, its adapter and pg put them. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return;
  for (const key of ['code', 'originalCode', 'errorCode', 'kind'] as const) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === 'string') yield value;
  }
  for (const key of ['cause', 'meta', 'driverAdapterError'] as const) {
    yield* codesOf(Reflect.get(error, key), depth + 1);
  }
}

/** Two transactions stood in each other's way; the same work may be tried again at once. */
export function isConflict(error: unknown): boolean {
  for (const code of codesOf(error)) if (CONFLICTS.has(code)) return true;
  return false;
}

/** The database was away or overloaded: nothing is wrong with the work itself. */
export function isOutage(error: unknown): boolean {
  for (const code of codesOf(error)) {
    if (OUTAGES.has(code) || CONFLICTS.has(code) || code.startsWith('08')) return true;
  }
  return error instanceof Error && LOST_CONNECTION.test(error.message);
}
