import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { driveLaneJob } from '../../src/jobs/drive-lane.ts';
import { fanOutJob } from '../../src/jobs/fan-out.ts';
import { newId } from '../../src/shared/ids.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { startOwnTime } from '../support/own-time.ts';
import { gate, lane, type QueueStore, useQueueStore } from '../support/queue-store.ts';
import { waitFor } from '../support/wait-for.ts';

const CHILD = fileURLToPath(new URL('../support/queue-child.ts', import.meta.url));
const TYPESCRIPT = new URL('../support/typescript.mjs', import.meta.url).href;

/** How workers end, and what is left when one or the store goes away; run on each store. */
export function queueOutageContract(subject: { name: string; create(): Promise<QueueStore> }): void {
  describe(`queue contract: ends and outages on ${subject.name}`, () => {
    const { store, open } = useQueueStore(subject.create);

    it('ends its jobs by their signal when it closes', async () => {
      const backend = await open();
      const held = gate();
      let aborted = false;
      const worker = backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: (_payload, { signal }) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              aborted = true;
              resolve();
            });
            held.open();
          }),
      });
      await backend.producer.add(driveLaneJob, lane());
      await held.opened;
      await worker.close();
      expect(aborted).toBe(true);
      expect(await backend.counts(driveLaneJob)).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });

    it('aborts a job that this worker has lost', async () => {
      const backend = await open();
      const held = gate();
      let aborted = false;
      backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: (_payload, { signal }) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              aborted = true;
              resolve();
            });
            held.open();
          }),
      });
      await backend.producer.add(driveLaneJob, lane());
      await held.opened;
      await store().empty();
      await waitFor(() => aborted, { what: 'the abort' });
    });

    it('gives a job back that does not end', async () => {
      const backend = await open();
      const held = gate();
      const stubborn = backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: () => {
          held.open();
          return new Promise(() => {});
        },
      });
      const payload = lane();
      await backend.producer.add(driveLaneJob, payload);
      await held.opened;
      const taken = startOwnTime();
      await stubborn.close({ timeoutMs: 100 });
      expect(taken()).toBeLessThan(2_000);

      const seen: string[] = [];
      backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: async ({ laneId }) => {
          seen.push(laneId);
        },
      });
      await waitFor(() => seen.length === 1, { what: 'the other worker taking the job' });
      expect(seen).toEqual([payload.laneId]);
    });

    it('takes over the job of a killed process within ten seconds', async () => {
      const backend = await open();
      const args = ['--import', TYPESCRIPT, CHILD, JSON.stringify(store().target)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      const payload = lane();
      await backend.producer.add(driveLaneJob, payload);
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const taken = startOwnTime();

      const seen: string[] = [];
      backend.startWorker(driveLaneJob, {
        concurrency: 1,
        process: async ({ laneId }) => {
          seen.push(laneId);
        },
      });
      await waitFor(() => seen.length === 1, { what: 'the take-over' });
      expect(seen).toEqual([payload.laneId]);
      expect(taken()).toBeLessThan(10_000);
    });

    it('loses hints quickly while the store is away, and mends itself when it is back', async () => {
      const warnings: string[] = [];
      const logger = {
        ...silentLogger,
        warn: (_fields: object, message: string) => void warnings.push(message),
      };
      const outages = () => warnings.filter((message) => message.includes('unreachable')).length;
      const backend = await open(logger);
      const seen: string[] = [];
      const process = async ({ laneId }: { laneId: string }) => {
        seen.push(laneId);
      };
      await backend.startWorker(driveLaneJob, { concurrency: 2, process }).ready;
      const first = lane();
      await backend.producer.add(driveLaneJob, first);
      await waitFor(() => seen.includes(first.laneId));

      await store().goAway();
      const startedLate = backend.startWorker(fanOutJob, { concurrency: 1, process: async () => {} });
      for (let i = 0; i < 3; i++) {
        const taken = startOwnTime();
        expect(await backend.producer.add(driveLaneJob, lane())).toBe('lost');
        expect(taken()).toBeLessThan(1_500);
      }
      expect(await backend.producer.add(fanOutJob, { v: 1, alertMessageId: newId() })).toBe('lost');
      expect((await backend.health()).kind).toBe('down');
      await waitFor(() => outages() === 1, { what: 'one line of log' });

      await store().comeBack();
      await waitFor(async () => (await backend.health()).kind === 'up', { what: 'health' });
      const second = lane();
      await waitFor(async () => (await backend.producer.add(driveLaneJob, second)) === 'queued');
      await waitFor(() => seen.includes(second.laneId), { what: 'the worker resuming' });
      await startedLate.ready;
      expect(outages()).toBe(1);
    });

    it('closes in time while the store is away', async () => {
      const backend = await open();
      const worker = backend.startWorker(driveLaneJob, { concurrency: 1, process: async () => {} });
      await worker.ready;
      await store().goAway();
      const taken = startOwnTime();
      await backend.close({ timeoutMs: 500 });
      expect(taken()).toBeLessThan(6_000);
    });
  });
}
