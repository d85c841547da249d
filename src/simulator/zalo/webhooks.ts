import type { Clock } from '../../shared/clock.ts';
import type { SignedEvent } from './event-bytes.ts';
import { WEBHOOK_LIMITS } from './limits.ts';
import type { Settings } from './settings.ts';

export interface Attempt {
  numRetry: number;
  atMs: number;
  /** Null: no answer, or none in time. */
  status: number | null;
}

export interface Delivery {
  event: SignedEvent;
  attempts: Attempt[];
  /** `dropped`: no webhook was on. */
  outcome: 'pending' | 'accepted' | 'given_up' | 'dropped';
}

export type RegisterResult =
  | { kind: 'saved' }
  /** Not HTTPS, or with a port. */
  | { kind: 'bad_url' }
  | { kind: 'refused'; status: number | null };

export interface Webhooks {
  /** Tries the address with an unsigned `{}`; only an answer of 200 saves it. */
  register(url: string): Promise<RegisterResult>;
  /** By hand, after the platform turned it off. */
  enable(): void;
  state(): { url: string | null; enabled: boolean };
  post(event: SignedEvent): void;
  /** Keeps the events that come from now on. */
  hold(): void;
  /** Lets the kept ones go, first one or last one first. */
  release(order: 'kept' | 'reversed'): void;
  /** The newest `count` that were accepted, once more. */
  redeliver(count: number): void;
  /** The newest of all, oldest first. */
  deliveries(): readonly Delivery[];
  /** Events that are under way or wait for a retry. */
  waiting(): number;
  /** When no request is under way. What waits for a retry is not under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const DELIVERIES_KEPT = 5000;
/** Of our own: a machine has only so many sockets. */
const REQUESTS_AT_ONCE = 64;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Posts events to the one webhook of the app. https://developers.zalo.me/docs, webhook/… */
export function createWebhooks(deps: {
  clock: Clock;
  settings: Settings;
  onTaken(event: SignedEvent): void;
}): Webhooks {
  const { clock, settings } = deps;
  const closing = new AbortController();
  let url: string | null = null;
  let enabled = false;
  let off = new AbortController();
  let held: SignedEvent[] | null = null;
  let deliveries: Delivery[] = [];
  const gate = createGate(REQUESTS_AT_ONCE);
  const underWay = new Set<Promise<unknown>>();
  const retrying = new Set<Promise<unknown>>();
  /** First attempts about one person go one after the other; nothing else has an order. */
  const lastAbout = new Map<string, Promise<unknown>>();

  async function attempt(
    address: string,
    body: Buffer,
    headers: Record<string, string>,
  ): Promise<number | null> {
    const done = new AbortController();
    const late = new AbortController();
    const timer = clock.sleep(WEBHOOK_LIMITS.answerWithinMs, done.signal).then(() => late.abort());
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([late.signal, closing.signal]),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    } finally {
      done.abort();
      await timer;
    }
  }

  async function tryOnce(delivery: Delivery, numRetry: number): Promise<boolean> {
    await gate.enter();
    try {
      return await post(delivery, numRetry);
    } finally {
      gate.leave();
    }
  }

  /** True: this event needs no further attempt. */
  async function post(delivery: Delivery, numRetry: number): Promise<boolean> {
    if (url === null || !enabled) {
      delivery.outcome = 'dropped';
      return true;
    }
    const { body, headers } = delivery.event;
    const atMs = clock.now().getTime();
    const status = await attempt(url, body, { ...headers, num_retry: String(numRetry) });
    delivery.attempts.push({ numRetry, atMs, status });
    const taken = status === 200 || (status !== null && !settings.retryOnStatus);
    if (taken) {
      delivery.outcome = 'accepted';
      deps.onTaken(delivery.event);
    }
    return taken;
  }

  async function deliver(delivery: Delivery, before: Promise<unknown>): Promise<void> {
    await before;
    if (await tryOnce(delivery, 0)) return;
    void track(retrying, retry(delivery));
  }

  async function retry(delivery: Delivery): Promise<void> {
    for (const [index, waitMs] of WEBHOOK_LIMITS.retriesAfterMs.entries()) {
      const stop = AbortSignal.any([off.signal, closing.signal]);
      if (!stop.aborted) await clock.sleep(waitMs, stop);
      if (stop.aborted) {
        delivery.outcome = 'dropped';
        return;
      }
      if (await track(underWay, tryOnce(delivery, index + 1))) return;
    }
    delivery.outcome = 'given_up';
    enabled = false;
    off.abort();
  }

  function begin(event: SignedEvent): void {
    const delivery: Delivery = { event, attempts: [], outcome: 'pending' };
    deliveries.push(delivery);
    if (deliveries.length > 2 * DELIVERIES_KEPT) deliveries = deliveries.slice(-DELIVERIES_KEPT);
    const run = track(underWay, deliver(delivery, lastAbout.get(event.about) ?? Promise.resolve()));
    lastAbout.set(event.about, run);
    void run.then(() => {
      if (lastAbout.get(event.about) === run) lastAbout.delete(event.about);
    });
  }

  return {
    async register(address) {
      if (!allowedUrl(address)) return { kind: 'bad_url' };
      const probe = attempt(address, Buffer.from('{}'), { 'content-type': 'application/json' });
      const status = await track(underWay, probe);
      if (status !== 200) return { kind: 'refused', status };
      url = address;
      enabled = true;
      off = new AbortController();
      return { kind: 'saved' };
    },
    enable() {
      enabled = url !== null;
      off = new AbortController();
    },
    state: () => ({ url, enabled }),
    post(event) {
      if (held === null) begin(event);
      else held.push(event);
    },
    hold() {
      held ??= [];
    },
    release(order) {
      const events = held ?? [];
      held = null;
      for (const event of order === 'kept' ? events : events.toReversed()) begin(event);
    },
    redeliver(count) {
      const accepted = deliveries.filter(({ outcome }) => outcome === 'accepted');
      for (const { event } of accepted.slice(-count)) begin(event);
    },
    deliveries: () => deliveries,
    waiting: () => underWay.size + retrying.size,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      closing.abort();
      await Promise.all([...underWay, ...retrying]);
    },
  };
}

function createGate(places: number): { enter(): Promise<void>; leave(): void } {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}

function track<T>(set: Set<Promise<unknown>>, run: Promise<T>): Promise<T> {
  const tracked = run.finally(() => set.delete(tracked));
  set.add(tracked);
  return tracked;
}

/** The platform wants HTTPS and no port; of loopback, where tests listen, it cannot be asked. */
function allowedUrl(address: string): boolean {
  // URL.parse came with Node 22.
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (LOOPBACK.has(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && url.port === '';
}
