import {
  beginFault,
  endFault,
  faultFor,
  killBot,
  killDriver,
  killRedis,
  stopDriver,
  stopPostgres,
  sufferAll,
  untilMet,
  wipeQueue,
} from './faults.ts';
import { pressAll } from './inbound.ts';
import type { FaultWindow } from './judge.ts';
import { MARKS } from './marks.ts';
import { momentsOf } from './moments.ts';
import type { Scenario, Scene, Step } from './scenario.ts';

/** Where in the work the faults come: not before it runs, and not so late that nothing is left to go wrong. */
const SPAN = { from: 0.1, to: 0.85 };

type Fault = (scene: Scene) => Promise<FaultWindow | null>;

/** One fault after another, at moments that the seed decides. */
const atMoments =
  (...list: readonly Fault[]) =>
  (scene: Scene): Step[] =>
    momentsOf(scene.random, list.length, SPAN).map((at, index) => ({
      at,
      of: 'deliveries',
      run: async () => (await list[index]?.(scene)) ?? null,
    }));

/** The same fault so often, in the short form twice at most. */
const times =
  (count: number, fault: Fault) =>
  (scene: Scene): Step[] =>
    atMoments(...Array.from({ length: scene.short ? Math.min(2, count) : count }, () => fault))(scene);

const DEFAULTS = {
  queues: ['postgres', 'redis'],
  short: false,
  category: 'fire_explosion',
  inbound: false,
  preload: null,
  unanswered: 'none',
} as const;

const FULL_DISK = { logDisk: 'full' } as const;
const AWAY_MS = 20_000;
const REDIS_AWAY_MS = 2_000;
const HANG_MS = 12_000;
const LONG_HANG_MS = 40_000;
/** Of all deliveries: so many calls stay without an answer. */
const UNANSWERED_SHARE = 0.02;

const unansweredCalls = ({ stage }: Scene) => Math.ceil(stage.households * MARKS.length * UNANSWERED_SHARE);

/** A driver that vanished is replaced when its lease of 5 s has run out and the sweeper, each second, has seen it. */
const TAKE_OVER_MS = 10_000;

export const SCENARIOS: readonly Scenario[] = [
  {
    ...DEFAULTS,
    name: 'worker-killed',
    title: 'kill -9 of the sending worker',
    short: true,
    resumesWithinMs: TAKE_OVER_MS,
    why: 'Its lease of 5 s runs out, the sweeper sees it within a second; ten seconds are promised.',
    plan: times(5, (scene) => killDriver(scene)),
  },
  {
    ...DEFAULTS,
    name: 'bot-killed',
    title: 'kill -9 of the bot service while every household answers',
    inbound: true,
    resumesWithinMs: 15_000,
    why: 'The lease on long polling is 10 s; the new process asks for it every 4 s.',
    plan: (scene) => [
      { at: 0.55, of: 'deliveries', run: () => pressAll(scene) },
      ...momentsOf(scene.random, 3, SPAN).map(
        (at): Step => ({ at, of: 'answers', run: () => killBot(scene) }),
      ),
    ],
  },
  {
    ...DEFAULTS,
    name: 'redis-killed',
    title: 'kill -9 of Redis, back after 2 s',
    queues: ['redis'],
    resumesWithinMs: TAKE_OVER_MS,
    why: 'Redis holds hints only. A driver whose job lost its lock ends in order, and the next hint comes from the sweeper.',
    plan: times(2, (scene) => killRedis(scene, REDIS_AWAY_MS)),
  },
  {
    ...DEFAULTS,
    name: 'queue-wiped',
    title: 'the queue wiped (FLUSHALL, or its tables emptied)',
    short: true,
    resumesWithinMs: TAKE_OVER_MS,
    why: 'The schedule of the sweeper is looked after every 2 s and written again, and the sweeper finds the work in the rows.',
    plan: times(3, (scene) => wipeQueue(scene)),
  },
  {
    ...DEFAULTS,
    name: 'postgres-restarted',
    title: 'PostgreSQL stopped as by pulling the plug, and started',
    short: true,
    resumesWithinMs: TAKE_OVER_MS,
    why: 'The driver keeps its outcomes and its lease if PostgreSQL is back within 3.5 s; else it is a take-over.',
    plan: times(2, (scene) => stopPostgres(scene, 0)),
  },
  {
    ...DEFAULTS,
    name: 'postgres-away',
    title: 'PostgreSQL away for 20 s',
    resumesWithinMs: TAKE_OVER_MS,
    why: 'Nobody has a lease any more, so it is a take-over. Claims end with the database, so little is in flight.',
    plan: atMoments((scene) => stopPostgres(scene, AWAY_MS)),
  },
  {
    ...DEFAULTS,
    name: 'throttled',
    title: 'a storm of 429s: 20 calls, retry after 1 s and 3 s',
    resumesWithinMs: 5_000,
    why: 'The lane rests for retry_after, 3 s at most here. No attempt is used up: a 429 is not a failure.',
    plan: atMoments((scene) =>
      untilMet(scene, [
        { fault: { kind: 'throttle', retryAfterSeconds: 1 }, count: 10 },
        { fault: { kind: 'throttle', retryAfterSeconds: 3 }, count: 2 },
        { fault: { kind: 'throttle', retryAfterSeconds: 1 }, count: 8, oneIn: 5 },
      ]),
    ),
  },
  {
    ...DEFAULTS,
    name: 'platform-hangs',
    title: 'the platform hangs: no call is taken or answered for 12 s',
    unanswered: 'repeated',
    resumesWithinMs: 15_000,
    why: 'A call is given up after 10 s; whether the platform took it cannot be known, so a critical message is repeated.',
    plan: atMoments((scene) => faultFor(scene, { fault: { kind: 'hang' } }, HANG_MS)),
  },
  {
    ...DEFAULTS,
    name: 'platform-hangs-long',
    title: 'the platform hangs for 40 s',
    unanswered: 'repeated',
    resumesWithinMs: 15_000,
    why: 'When a call has waited in vain for 10 s and no other was answered, one call at a time tries, every 11 s; what had no answer waits and nobody is given up.',
    plan: atMoments((scene) => faultFor(scene, { fault: { kind: 'hang' } }, LONG_HANG_MS)),
  },
  {
    ...DEFAULTS,
    name: 'answers-missing',
    title: 'one message in 50 accepted, the answer never comes',
    unanswered: 'repeated',
    resumesWithinMs: TAKE_OVER_MS,
    why: 'One marked repeat for each call without an answer: for a life-safety alert twice is better than never.',
    plan: atMoments((scene) =>
      untilMet(scene, [{ fault: { kind: 'deliver_then_hang' }, count: unansweredCalls(scene), oneIn: 3 }]),
    ),
  },
  {
    ...DEFAULTS,
    name: 'answers-cut',
    title: 'every second answer lost: the connection ends after acceptance',
    unanswered: 'repeated',
    resumesWithinMs: TAKE_OVER_MS,
    why: 'One marked repeat for each call without an answer. What loses its second answer too counts as "may have got it" after a minute, and the next message waits for that.',
    plan: (scene) => {
      const [from = 0, to = 0] = momentsOf(scene.random, 2, { from: 0.05, to: 0.85 });
      return [
        {
          at: from,
          of: 'deliveries',
          run: () => beginFault(scene, { fault: { kind: 'deliver_then_close' }, oneIn: 2 }),
        },
        { at: to, of: 'deliveries', run: () => endFault(scene) },
      ];
    },
  },
  {
    ...DEFAULTS,
    name: 'clock-jumps',
    title: 'the clock of every process jumps an hour ahead, then back, then kill -9',
    preload: 'clock-jump',
    resumesWithinMs: TAKE_OVER_MS,
    why: "Leases and expiry go by the database's clock, durations by one that only grows: a jump does nothing, and the take-over after it is as any other.",
    plan: atMoments(sufferAll, sufferAll, (scene) => killDriver(scene)),
  },
  {
    ...DEFAULTS,
    name: 'log-disk-full',
    title: 'the disk of the log full, then kill -9 of the sending worker, 3 times',
    preload: 'disk-full',
    resumesWithinMs: TAKE_OVER_MS,
    why: 'What cannot be logged is dropped; a take-over, which has something to say, goes on without.',
    plan: atMoments(
      sufferAll,
      (scene) => killDriver(scene, FULL_DISK),
      (scene) => killDriver(scene, FULL_DISK),
      (scene) => killDriver(scene, FULL_DISK),
    ),
  },
  {
    ...DEFAULTS,
    name: 'worker-stopped',
    title: 'SIGTERM to the worker while it sends',
    short: true,
    resumesWithinMs: TAKE_OVER_MS,
    why: 'It waits for its calls, writes their outcomes, gives the lane back and ends with code 0 within 10 s.',
    plan: (scene) => [
      {
        at: 0.05,
        of: 'deliveries',
        run: () => beginFault(scene, { fault: { kind: 'slow', minMs: 200, maxMs: 600 } }),
      },
      ...times(3, stopDriver)(scene),
    ],
  },
];
