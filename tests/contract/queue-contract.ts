import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineJob } from '../../src/jobs/define-job.ts';
import { driveLaneJob } from '../../src/jobs/drive-lane.ts';
import { fanOutJob } from '../../src/jobs/fan-out.ts';
import { sweepJob } from '../../src/jobs/sweep.ts';
import { createHints } from '../../src/queue/hints.ts';
import { newId } from '../../src/shared/ids.ts';
import { gate, lane, type QueueStore, useQueueStore } from '../support/queue-store.ts';
import { waitFor } from '../support/wait-for.ts';

const SECRET = 'Y Bhăng Mlô, 0905 123 456';

/** What the jobs and the sweeper rely on, run on each store(). */
export function queueContract(subject: { name: string; create(): Promise<QueueStore> }): void {
  describe(`queue contract: ${subject.name}`, () => {
    const { store, open } = useQueueStore(subject.create);

    it('opens in many processes at once', async () => {
      const opened = await Promise.all([open(), open(), open()]);
      expect(await Promise.all(opened.map((backend) => backend.health()))).toEqual([
        { kind: 'up' },
        { kind: 'up' },
        { kind: 'up' },
      ]);
    });

    it('runs each added job once', async () => {
      const backend = await open();
      const lanes = Array.from({ length: 30 }, lane);
      const seen: string[] = [];
      for (const job of [backend, await open()]) {
        job.startWorker(driveLaneJob, {
          concurrency: 5,
          process: async ({ laneId }, { attempt }) => {
            seen.push(`${laneId} ${attempt}`);
          },
        });
      }
      expect(await backend.producer.addMany(driveLaneJob, lanes)).toBe('queued');
      await waitFor(() => seen.length >= 30);
      await waitFor(async () => (await backend.counts(driveLaneJob)).active === 0);
      expect(seen.toSorted()).toEqual(lanes.map(({ laneId }) => `${laneId} 1`).toSorted());
      expect(await backend.counts(driveLaneJob)).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });

    it('turns the hints of the use cases into jobs', async () => {
      const backend = await open();
      const hints = createHints(backend.producer);
      await hints.driveLane([newId(), newId()]);
      await hints.fanOut([newId()]);
      await hints.inbound();
      expect((await backend.counts(driveLaneJob)).waiting).toBe(2);
      expect((await backend.counts(fanOutJob)).waiting).toBe(1);
      expect((await backend.counts({ name: 'inbound' })).waiting).toBe(1);
    });

    it('refuses a payload that carries more than ids', async () => {
      const { producer } = await open();
      const payload = { ...lane(), text: SECRET };
      await expect(producer.add(driveLaneJob, payload)).rejects.toThrow(/text/);
      expect(await store().dump()).not.toContain(SECRET);
    });

    it('fails a job whose payload it does not know, without trying again', async () => {
      const backend = await open();
      const newer = defineJob({
        name: 'drive-lane',
        payload: z.object({ v: z.literal(2), lane: z.string() }),
        collapse: null,
      });
      let runs = 0;
      backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: async () => {
          runs++;
        },
      });
      await backend.producer.add(newer, { v: 2, lane: 'one' });
      await waitFor(async () => (await backend.counts(driveLaneJob)).failed === 1);
      expect(runs).toBe(0);
    });

    it('tries again after a growing wait, and keeps nothing of the error but its name', async () => {
      const backend = await open();
      const attempts: { attempt: number; atMs: number }[] = [];
      backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: async (_payload, { attempt }) => {
          attempts.push({ attempt, atMs: performance.now() });
          throw new RangeError(SECRET);
        },
      });
      const payload = lane();
      await backend.producer.add(driveLaneJob, payload);
      await waitFor(async () => (await backend.counts(driveLaneJob)).failed === 1);
      expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      const [first = 0, second = 0, third = 0] = attempts.map(({ atMs }) => atMs);
      expect(second - first).toBeGreaterThan(450);
      expect(third - second).toBeGreaterThan(900);
      const kept = await store().dump();
      expect(kept).toContain('RangeError');
      expect(kept).not.toContain(SECRET);

      // A failed job does not stand in the way of the next hint.
      await backend.producer.add(driveLaneJob, payload);
      await waitFor(() => attempts.length === 4);
    });

    it('collapses the hints for what already waits', async () => {
      const backend = await open();
      const [one, two] = [lane(), lane()];
      for (let i = 0; i < 3; i++) await backend.producer.add(driveLaneJob, one);
      await backend.producer.addMany(driveLaneJob, [one, two, one, two]);
      expect((await backend.counts(driveLaneJob)).waiting).toBe(2);
    });

    it.each([
      { job: 'drive-lane', runs: 2 },
      { job: 'fan-out', runs: 1 },
    ])('runs $job $runs time(s) when hints come while it is running', async ({ job, runs }) => {
      const backend = await open();
      const held = gate();
      let begun = 0;
      let ended = 0;
      const process = async () => {
        begun++;
        await held.opened;
        ended++;
      };
      const laneHint = lane();
      const fanOutHint = { v: 1 as const, alertMessageId: newId() };
      const hint = () =>
        job === 'fan-out'
          ? backend.producer.add(fanOutJob, fanOutHint)
          : backend.producer.add(driveLaneJob, laneHint);
      backend.startWorker(driveLaneJob, { concurrency: 5, process });
      backend.startWorker(fanOutJob, { concurrency: 5, process });
      await hint();
      await waitFor(() => begun === 1);
      for (let i = 0; i < 3; i++) expect(await hint()).toBe('queued');
      expect(begun).toBe(1);
      held.open();
      await waitFor(() => ended === runs);

      // The next hint is the proof that nothing else was waiting: it makes exactly one more run.
      await waitFor(async () => {
        const counts = [await backend.counts(driveLaneJob), await backend.counts(fanOutJob)];
        return counts.every(({ waiting, active, delayed }) => waiting + active + delayed === 0);
      });
      expect(ended).toBe(runs);
      await hint();
      await waitFor(() => ended === runs + 1);
    });

    it('keeps one schedule for all processes, also after the store has lost it', async () => {
      const [one, two] = [await open(), await open()];
      const beats: number[] = [];
      for (const backend of [one, two]) {
        backend.startWorker(sweepJob, {
          concurrency: 1,
          process: async () => {
            beats.push(performance.now());
          },
        });
        await backend.schedule(sweepJob, { v: 1 }, 200).ready;
      }
      await waitFor(() => beats.length >= 8);
      const [first = 0, last = 0] = [beats[1], beats[7]];
      expect(last - first).toBeGreaterThan(6 * 200 * 0.8);

      await store().empty();
      const before = beats.length;
      await waitFor(() => beats.length > before + 3, { what: 'a new schedule' });
    });

    it('keeps the schedule when the clock was ahead for a while and is set back', async () => {
      const backend = await open();
      let beats = 0;
      backend.startWorker(sweepJob, {
        concurrency: 1,
        process: async () => {
          beats += 1;
        },
      });
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000, shouldAdvanceTime: true });
      try {
        await backend.schedule(sweepJob, { v: 1 }, 200).ready;
        await waitFor(() => beats >= 3, { what: 'beats an hour ahead' });
      } finally {
        vi.useRealTimers();
      }
      const before = beats;
      await waitFor(() => beats > before + 3, { what: 'beats after the clock was set back' });
    });

    it.each([
      { job: driveLaneJob, payload: lane() },
      { job: fanOutJob, payload: { v: 1 as const, alertMessageId: newId() } },
    ])(
      'tries $job.name again soon when it failed under a clock that was ahead and is set back',
      async (hint) => {
        const backend = await open();
        let runs = 0;
        const process = async () => {
          runs += 1;
          if (runs === 1) throw new RangeError();
        };
        const add = () =>
          'laneId' in hint.payload
            ? backend.producer.add(driveLaneJob, hint.payload)
            : backend.producer.add(fanOutJob, hint.payload);
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000, shouldAdvanceTime: true });
        try {
          backend.startWorker(driveLaneJob, { concurrency: 1, process });
          backend.startWorker(fanOutJob, { concurrency: 1, process });
          await add();
          // It waits for its second run, in whatever way.
          await waitFor(
            async () => runs === 2 || (runs === 1 && (await backend.counts(hint.job)).delayed === 1),
          );
        } finally {
          vi.useRealTimers();
        }
        // The sweeper, each second; neither the job nor its key may be in the way.
        await waitFor(async () => (await add()) === 'queued' && runs >= 2, { what: 'the second run' });
        await waitFor(async () => {
          const { waiting, active, delayed } = await backend.counts(hint.job);
          return waiting + active + delayed === 0;
        });
        const before = runs;
        await add();
        await waitFor(() => runs > before, { what: 'a run for a new hint' });
      },
    );
  });
}
