import type { ConsoleEvent, EventSource, NumberedEvent } from '../contracts/events.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';

/** Where a stream goes. */
export interface EventSink {
  write(text: string): void;
  /** Bytes that are written and not taken yet. */
  waiting(): number;
  end(): void;
}

export interface Listener {
  staffId: string;
  /** Whether an event of this unit (null: of every unit) is for them. */
  wants(unitId: string | null, event: ConsoleEvent): boolean;
}

const LOOK_EVERY_MS = 1_000;
const EVENTS_AT_ONCE = 1_000;
/** Who missed more loads the pages again: that is less to read. */
const CATCH_UP_AT_MOST = 2_000;
/** Who does not take what is sent is let go, and connects again when they can. More than catching up may write at once. */
const WAITING_BYTES_AT_MOST = 512 * 1024;
const HEARTBEAT_EVERY_MS = 15_000;
/** After this the browser connects again, and is asked again who it is. */
const LONGEST_MS = 10 * 60_000;
const STREAMS_OF_ONE = 8;
/** Milliseconds until a browser connects again. */
const RETRY_MS = 2_000;

interface Stream extends Listener {
  sink: EventSink;
  sentId: bigint;
  beganMs: number;
  wroteMs: number;
}

/**
 * Hands the changes of the database out to the consoles that are connected to this process. One look a second for all
 * of them, none while nobody is connected: nothing is kept here but where each stream is.
 */
export function createEventHub(deps: { source: EventSource; clock: Clock; logger: Logger }) {
  const { source, clock, logger } = deps;
  const streams = new Set<Stream>();
  const ending = new AbortController();
  let looking: Promise<void> | null = null;
  let lookedTo: bigint | null = null;

  function drop(stream: Stream): void {
    if (!streams.delete(stream)) return;
    stream.sink.end();
  }

  function write(stream: Stream, text: string): void {
    stream.sink.write(text);
    stream.wroteMs = clock.monotonicMs();
    if (stream.sink.waiting() > WAITING_BYTES_AT_MOST) drop(stream);
  }

  function hand(stream: Stream, events: readonly NumberedEvent[]): void {
    for (const { id, unitId, event } of events) {
      if (BigInt(id) <= stream.sentId || !streams.has(stream)) continue;
      stream.sentId = BigInt(id);
      if (stream.wants(unitId, event)) write(stream, frameOf(id, event));
    }
  }

  // Handing out and noting how far are one step, with nothing awaited in between: see `catchUp`.
  async function look(from: bigint): Promise<void> {
    await source.number();
    const events = await source.after(String(from), EVENTS_AT_ONCE);
    if (events === 'gone') {
      const newest = BigInt(await source.newest());
      lookedTo = newest;
      for (const stream of streams) {
        if (stream.sentId === NOTHING_YET) continue;
        stream.sentId = newest;
        write(stream, frameOf(String(newest), { kind: 'reset' }));
      }
      return;
    }
    const merged = latestOfEach(events);
    for (const stream of streams) hand(stream, merged);
    lookedTo = BigInt(events.at(-1)?.id ?? from);
  }

  function tend(): void {
    const nowMs = clock.monotonicMs();
    for (const stream of streams) {
      if (nowMs - stream.beganMs > LONGEST_MS) drop(stream);
      else if (nowMs - stream.wroteMs > HEARTBEAT_EVERY_MS) write(stream, ': still here\n\n');
    }
  }

  async function lookOn(): Promise<void> {
    while (streams.size > 0 && !ending.signal.aborted) {
      try {
        if (lookedTo !== null) await look(lookedTo);
      } catch (error) {
        logger.warn(errorFields(error), 'changes for the consoles could not be read');
      }
      tend();
      await clock.sleep(LOOK_EVERY_MS, ending.signal);
    }
    [looking, lookedTo] = [null, null];
  }

  /** Hands over what the stream missed, or says that it missed too much. From then on it is handed what comes. */
  async function catchUp(stream: Stream, lastId: string | null): Promise<void> {
    let reached = lastId === null ? null : BigInt(lastId);
    for (let read = 0; reached !== null && read < CATCH_UP_AT_MOST; ) {
      const events = await source.after(String(reached), EVENTS_AT_ONCE);
      if (events === 'gone') break;
      for (const { id, unitId, event } of latestOfEach(events)) {
        if (stream.wants(unitId, event)) write(stream, frameOf(id, event));
      }
      reached = BigInt(events.at(-1)?.id ?? reached);
      read += events.length;
      // Meanwhile more may have been handed out to the others: then it is read once more.
      if (events.length < EVENTS_AT_ONCE && reached >= (lookedTo ?? 0n)) {
        stream.sentId = reached;
        lookedTo ??= reached;
        return;
      }
    }
    const newest = BigInt(await source.newest());
    const from = lookedTo !== null && lookedTo > newest ? lookedTo : newest;
    stream.sentId = from;
    lookedTo ??= from;
    write(stream, frameOf(String(from), { kind: 'reset' }));
  }

  return {
    /** Writes to the sink until it is closed. `lastId`: what the browser got last; null where it begins. */
    async connect(listener: Listener, sink: EventSink, lastId: string | null): Promise<{ close(): void }> {
      if (ending.signal.aborted) {
        sink.end();
        return { close: () => {} };
      }
      const nowMs = clock.monotonicMs();
      const stream: Stream = { ...listener, sink, sentId: NOTHING_YET, beganMs: nowMs, wroteMs: nowMs };
      const own = [...streams].filter(({ staffId }) => staffId === listener.staffId);
      for (const oldest of own.slice(0, Math.max(0, own.length + 1 - STREAMS_OF_ONE))) drop(oldest);
      streams.add(stream);
      write(stream, `retry: ${RETRY_MS}\n\n`);
      try {
        await catchUp(stream, lastId);
      } catch (error) {
        logger.warn(errorFields(error), 'a console could not catch up');
        drop(stream);
      }
      if (streams.size > 0) looking ??= lookOn();
      return { close: () => drop(stream) };
    },

    /** Ends every stream at once. */
    async close(): Promise<void> {
      ending.abort();
      for (const stream of streams) drop(stream);
      await looking;
    },
  };
}

/** Above every id: a stream that still catches up is handed nothing. */
const NOTHING_YET = 2n ** 63n;

function frameOf(id: string, event: ConsoleEvent): string {
  return `id: ${id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Of several changes of one thing the last: the page asks for what it shows anyway. */
export function latestOfEach(events: readonly NumberedEvent[]): NumberedEvent[] {
  const latest = new Map<string, NumberedEvent>();
  for (const one of events) {
    const key = keyOf(one);
    const earlier = latest.get(key);
    latest.delete(key);
    latest.set(key, earlier === undefined ? one : { ...one, event: joined(earlier.event, one.event) });
  }
  return [...latest.values()];
}

function keyOf({ unitId, event }: NumberedEvent): string {
  const { kind } = event;
  switch (kind) {
    case 'alert':
    case 'approval':
      return `${kind} ${event.alertId}`;
    case 'reply':
      return `${kind} ${event.replyId}`;
    case 'lane':
      return `${kind} ${event.channelAccountId}`;
    case 'duty':
    case 'reset':
      return `${kind} ${unitId ?? ''}`;
  }
}

/** That a call is new is not forgotten when it is dealt with a moment later. */
function joined(earlier: ConsoleEvent, later: ConsoleEvent): ConsoleEvent {
  return earlier.kind === 'reply' && later.kind === 'reply'
    ? { ...later, fresh: earlier.fresh || later.fresh }
    : later;
}
