import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, type RunningService, startService } from '../../support/service-in-process.ts';

let database: TestDatabase;
let telegram: FakeTelegram;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  telegram = createFakeTelegram({ clock: systemClock });
  telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  const { apiRoot } = await telegram.listen(0);
  const { connectionString } = database;
  service = await startService({
    connectionString,
    queue: { kind: 'postgres', connectionString },
    apiRoot,
    env: { TELEGRAM_BOT_TOKEN: BOT_TOKEN },
    roles: [],
  });
});
afterAll(async () => {
  await service?.stop();
  await telegram?.close();
  await database?.drop();
});

it('a running service shows what waits in its rows and in every queue', async () => {
  const answer = await fetch(`${service.address}/metrics`);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(text).toContain('binhyen_deliveries_pending{severity="critical"} 0');
  for (const queue of ['fan-out', 'drive-lane', 'inbound', 'sweep']) {
    expect(text).toContain(`binhyen_queue_jobs{queue="${queue}",state="waiting"}`);
  }
  expect(text).not.toContain(BOT_TOKEN);
});
