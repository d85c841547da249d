import { z } from 'zod';
import { driveLaneJob } from '../../src/jobs/drive-lane.ts';
import { openQueueBackend } from '../../src/queue/backend.ts';
import { silentLogger } from '../../src/shared/logger.ts';

/** A worker that takes one job, says so, and never ends it: to be killed by the test. */
const targetSchema = z.union([
  z.object({ kind: z.literal('redis'), url: z.string(), prefix: z.string() }),
  z.object({ kind: z.literal('postgres'), connectionString: z.string() }),
]);
const target = targetSchema.parse(JSON.parse(process.argv[2] ?? ''));
const backend = await openQueueBackend(target, { logger: silentLogger });
backend.startWorker(driveLaneJob, {
  concurrency: 1,
  process: () => {
    process.stdout.write('took\n');
    return new Promise(() => {});
  },
});
