import { expect, it } from 'vitest';
import { createMetrics } from '../../../src/observability/metrics.ts';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();

it('what waits is counted by severity, with the age of the oldest; take-overs are counted', async () => {
  const ward = await world.ward({ households: 4 });
  const engine = world.createEngine(ward);
  await engine.raise('fire_explosion');
  await engine.raise('disorder');
  await world.query(
    `UPDATE "Delivery" SET "createdAt" = now() - interval '90 seconds' WHERE id = (SELECT min(id::text)::uuid FROM "Delivery")`,
  );
  await world.query(
    `UPDATE "Delivery" SET state = 'unknown' WHERE id = (SELECT max(id::text)::uuid FROM "Delivery")`,
  );
  const backlog = await world.backlog();
  expect(backlog.unknown).toBe(1);
  const counts = backlog.pending.map(({ severity, count }) => [severity, count]);
  expect(Object.fromEntries(counts)).toEqual({ critical: 4, urgent: 3 });
  const oldest = backlog.pending.find(({ severity }) => severity === 'critical')?.oldestSeconds ?? 0;
  expect(oldest).toBeGreaterThanOrEqual(90);
  expect(oldest).toBeLessThan(120);

  const metrics = createMetrics({ backlog: world.backlog, queues: async () => [] });
  const lanes = metrics.meterLanes(engine.store);
  await lanes.acquire(ward.laneId, 'doomed');
  await world.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
  await lanes.acquire(ward.laneId, 'next');
  expect(await metrics.text()).toContain(`binhyen_lane_takeovers_total{account="${ward.accountId}"} 1`);
});
