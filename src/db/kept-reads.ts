/** Something that costs to read, as it was then. */
export interface KeptRead<Value> {
  value: Value;
  asOf: Date;
}

interface Entry<Value> extends KeptRead<Value> {
  stamp: string;
  readAtMs: number;
  costMs: number;
  weight: number;
  /** The next reading, while it is under way. */
  reading: Promise<Entry<Value>> | null;
}

/** What has not changed may be this old: a stamp tells nearly every change, not all. */
const OLDEST_SAME_MS = 30_000;
/** What has changed is read again after this at the earliest, and after … */
const LEAST_REST_MS = 2_000;
/** … so many times what reading costs: a large alert must not keep the database busy. */
const REST_PER_COST = 10;
/** Beyond this many rests who asks waits for the next reading. */
const RESTS_AT_MOST = 5;

/**
 * Keeps costly reads in memory. Who asks gets the kept one at once while it is young or its stamp (something cheap that
 * changes with it) is the same; it is read again in the background, one reading of a key at a time, however many ask.
 */
export function createKeptReads<Value>(deps: {
  read(key: string): Promise<Value>;
  weigh(value: Value): number;
  /** Of all kept values together; the ones that nobody asked for longest go first. */
  heaviest: number;
  now(): Date;
  monotonicMs(): number;
}) {
  const kept = new Map<string, Entry<Value>>();
  const first = new Map<string, Promise<Entry<Value>>>();

  async function read(key: string, stamp: string): Promise<Entry<Value>> {
    const [asOf, startMs] = [deps.now(), deps.monotonicMs()];
    const value = await deps.read(key);
    const readAtMs = deps.monotonicMs();
    const weight = deps.weigh(value);
    return { value, asOf, stamp, readAtMs, costMs: readAtMs - startMs, weight, reading: null };
  }

  function keep(key: string, entry: Entry<Value>): void {
    kept.delete(key);
    kept.set(key, entry);
    let weight = 0;
    for (const one of kept.values()) weight += one.weight;
    for (const [oldest, one] of kept) {
      if (weight <= deps.heaviest || oldest === key) break;
      kept.delete(oldest);
      weight -= one.weight;
    }
  }

  function readFirst(key: string, stamp: string): Promise<Entry<Value>> {
    const under = first.get(key);
    if (under) return under;
    const reading = read(key, stamp).finally(() => first.delete(key));
    first.set(key, reading);
    void reading.then((entry) => keep(key, entry)).catch(() => undefined);
    return reading;
  }

  function readAgain(key: string, entry: Entry<Value>, stamp: string): Promise<Entry<Value>> {
    entry.reading ??= read(key, stamp).finally(() => {
      entry.reading = null;
    });
    const { reading } = entry;
    // A reading that fails leaves the old one; who waits for it is told.
    void reading.then((next) => kept.has(key) && keep(key, next)).catch(() => undefined);
    return reading;
  }

  return async function get(key: string, stamp: string): Promise<KeptRead<Value>> {
    const entry = kept.get(key);
    if (!entry) return readFirst(key, stamp);
    keep(key, entry);
    const ageMs = deps.monotonicMs() - entry.readAtMs;
    const restMs = Math.max(LEAST_REST_MS, entry.costMs * REST_PER_COST);
    if (entry.stamp === stamp ? ageMs < OLDEST_SAME_MS : ageMs < restMs) return entry;
    const reading = readAgain(key, entry, stamp);
    return entry.stamp === stamp || ageMs < restMs * RESTS_AT_MOST ? entry : reading;
  };
}
