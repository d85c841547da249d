import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { startOwnTime } from '../support/own-time.ts';

/** Counted is at least what a timer waits, and all that this process computes. */
it('the time of the tests counts waiting and computing, not that the machine stands still', async () => {
  const waited = startOwnTime();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const waitedMs = waited();
  expect(waitedMs).toBeGreaterThan(40);

  const computed = startOwnTime();
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < 300_000);
  expect(computed()).toBeGreaterThan(290);

  // As if it stood still: this process neither computes nor turns round.
  const stood = startOwnTime();
  spawnSync(process.execPath, ['--eval', 'setTimeout(() => {}, 1_000)']);
  expect(stood()).toBeLessThan(900);
});
