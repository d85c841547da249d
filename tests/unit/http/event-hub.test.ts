import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsoleEvent, NumberedEvent } from '../../../src/contracts/events.ts';
import { createEventHub, type EventSink, latestOfEach } from '../../../src/http/event-hub.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

const alert = (alertId: string): ConsoleEvent => ({ kind: 'alert', alertId });

/** A source and a clock in the test's hands: each look waits until the test lets it go on. */
function createWorld() {
  let nowMs = 0;
  let wake: () => void = () => {};
  const stored: NumberedEvent[] = [];
  const state = { away: false, deletedTo: 0 };
  const hub = createEventHub({
    clock: {
      now: () => new Date(nowMs),
      monotonicMs: () => nowMs,
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          wake = resolve;
          if (signal?.aborted) resolve();
          signal?.addEventListener('abort', () => resolve(), { once: true });
        }),
    },
    logger: silentLogger,
    source: {
      newest: async () => String(stored.length),
      async number() {
        if (state.away) throw new Error('away');
      },
      async after(id, limit) {
        if (Number(id) < state.deletedTo) return 'gone';
        return stored.slice(Number(id), Number(id) + limit);
      },
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    hub,
    state,
    add: (event: ConsoleEvent) => void stored.push({ id: String(stored.length + 1), unitId: 'u', event }),
    async beat(ms = 1_000) {
      await settle();
      nowMs += ms;
      wake();
      await settle();
    },
    settle,
    async connect(lastId: string | null, more: { staffId?: string; waiting?: () => number } = {}) {
      const written: string[] = [];
      const is = { ended: false };
      const sink: EventSink = {
        write: (text) => void written.push(text),
        waiting: more.waiting ?? (() => 0),
        end: () => {
          is.ended = true;
        },
      };
      const { close } = await hub.connect({ staffId: more.staffId ?? 's', wants: () => true }, sink, lastId);
      return {
        close,
        is,
        written,
        heard: () => written.flatMap((text) => /alertId":"(\w+)"/.exec(text)?.[1] ?? []),
        resets: () => written.filter((text) => text.includes('event: reset')).length,
      };
    },
  };
}

describe('the hub of events', () => {
  it('hands over what a stream missed and what comes, each once', async () => {
    const world = createWorld();
    for (const id of ['a', 'b', 'c']) world.add(alert(id));
    const stream = await world.connect('1');
    world.add(alert('d'));
    await world.beat();
    world.add(alert('e'));
    await world.beat();
    expect([stream.heard(), stream.resets()]).toEqual([['b', 'c', 'd', 'e'], 0]);
    await world.hub.close();
  });

  it('whenever events come and streams begin, nobody misses one or hears one twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('add', 'beat', 'connect', 'settle'), { maxLength: 40 }),
        async (steps) => {
          const world = createWorld();
          let added = 0;
          const streams: { from: number; stream: Promise<Awaited<ReturnType<typeof world.connect>>> }[] = [];
          for (const step of steps) {
            if (step === 'add') world.add(alert(`n${++added}`));
            else if (step === 'beat') await world.beat();
            else if (step === 'settle') await world.settle();
            // Not waited for: what comes next comes while it catches up.
            else
              streams.push({
                from: added,
                stream: world.connect(String(added), { staffId: `s${streams.length}` }),
              });
          }
          for (let beats = 0; beats < 3; beats++) await world.beat();
          for (const { from, stream } of streams) {
            const expected = Array.from({ length: added - from }, (_, at) => `n${from + at + 1}`);
            expect((await stream).heard()).toEqual(expected);
          }
          await world.hub.close();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('a slow one is let go, the others are not held up', async () => {
    const world = createWorld();
    const slow = await world.connect('0', { staffId: 'slow', waiting: () => 600_000 });
    const quick = await world.connect('0', { staffId: 'quick' });
    world.add(alert('a'));
    await world.beat();
    expect([slow.is.ended, quick.is.ended, quick.heard()]).toEqual([true, false, ['a']]);
    await world.hub.close();
  });

  it('one person has eight streams at most: the oldest ends', async () => {
    const world = createWorld();
    const streams = [];
    for (let count = 0; count < 9; count++) streams.push(await world.connect('0'));
    expect(streams.map(({ is }) => is.ended)).toEqual([true, ...Array(8).fill(false)]);
    await world.hub.close();
  });

  it('goes on when the database was away, and says that it is there when nothing happens', async () => {
    const world = createWorld();
    const stream = await world.connect('0');
    world.state.away = true;
    world.add(alert('a'));
    await world.beat();
    world.state.away = false;
    await world.beat();
    expect(stream.heard()).toEqual(['a']);
    await world.beat(16_000);
    await world.beat();
    expect(stream.written.at(-1)).toBe(': still here\n\n');
    await world.beat(11 * 60_000);
    await world.beat();
    expect(stream.is.ended).toBe(true);
    await world.hub.close();
  });

  it.each([
    ['began', null],
    ['was away for too long', '2'],
  ])('who %s is told to ask for everything', async (_name, lastId) => {
    const world = createWorld();
    for (const id of ['a', 'b', 'c']) world.add(alert(id));
    world.state.deletedTo = 3;
    const stream = await world.connect(lastId);
    world.add(alert('d'));
    await world.beat();
    expect([stream.resets(), stream.heard()]).toEqual([1, ['d']]);
    await world.hub.close();
  });

  it('nobody connects to one that is closed', async () => {
    const world = createWorld();
    const open = await world.connect('0');
    await world.hub.close();
    const late = await world.connect('0');
    expect([open.is.ended, late.is.ended]).toEqual([true, true]);
  });
});

describe('several changes of one thing', () => {
  const reply = (replyId: string, fresh: boolean): ConsoleEvent => ({
    kind: 'reply',
    replyId,
    alertId: 'a',
    help: true,
    fresh,
  });

  it('become the last one, and that a call is new is kept', () => {
    const events = [
      alert('a'),
      reply('r', true),
      alert('b'),
      alert('a'),
      reply('r', false),
      reply('s', false),
    ];
    const numbered = events.map((event, at) => ({ id: String(at + 1), unitId: 'u', event }));
    expect(latestOfEach(numbered).map(({ id, event }) => [id, event])).toEqual([
      ['3', alert('b')],
      ['4', alert('a')],
      ['5', reply('r', true)],
      ['6', reply('s', false)],
    ]);
  });
});
