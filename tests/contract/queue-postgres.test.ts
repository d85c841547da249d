import pg from 'pg';
import { describe, inject, it } from 'vitest';
import { driveLaneJob } from '../../src/jobs/drive-lane.ts';
import { createEmptyDatabase } from '../support/postgres.ts';
import { lane, type QueueStore, useQueueStore } from '../support/queue-store.ts';
import { waitFor } from '../support/wait-for.ts';
import { queueContract } from './queue-contract.ts';
import { queueOutageContract } from './queue-outage-contract.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function createStore(): Promise<QueueStore> {
  const { connectionString, drop } = await createEmptyDatabase();
  const name = new URL(connectionString).pathname.slice(1);
  const askElsewhere = (sql: string) => ask(inject('postgres').adminUrl, sql);
  return {
    target: { kind: 'postgres', connectionString },
    dump: async () =>
      JSON.stringify(await ask(connectionString, "SELECT schema_to_xml('bullmq', true, true, '')")),
    empty: async () => {
      await ask(
        connectionString,
        `DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration' LOOP
            EXECUTE format('TRUNCATE bullmq.%I CASCADE', name);
          END LOOP;
        END $$`,
      );
    },
    goAway: async () => {
      await askElsewhere(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await askElsewhere(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    },
    comeBack: async () => {
      await askElsewhere(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    },
    dispose: drop,
  };
}

queueContract({ name: 'PostgreSQL', create: createStore });
queueOutageContract({ name: 'PostgreSQL', create: createStore });

describe('locks on PostgreSQL', () => {
  const { store, open } = useQueueStore(createStore);

  it('does not wait an hour for the job of a killed worker whose clock was an hour ahead', async () => {
    const backend = await open();
    const never = new Promise<void>(() => {});
    let runs = 0;
    backend.startWorker(driveLaneJob, {
      concurrency: 5,
      process: async () => {
        runs += 1;
        if (runs === 1) await never;
      },
    });
    await backend.producer.add(driveLaneJob, lane());
    await waitFor(() => runs === 1);
    const { target } = store();
    if (target.kind !== 'postgres') throw new Error('not on PostgreSQL');
    await ask(
      target.connectionString,
      `UPDATE bullmq.job SET lock_token = 'gone', locked_until_ms = locked_until_ms + 3600000 WHERE state = 'active';
       INSERT INTO bullmq.meta (queue, field, value)
       VALUES ('drive-lane', 'stalled-check', (extract(epoch FROM now()) * 1000 + 3600000)::bigint::text)
       ON CONFLICT (queue, field) DO UPDATE SET value = EXCLUDED.value`,
    );
    await waitFor(() => runs === 2, { timeoutMs: 40_000, what: 'the second run' });
  });
});
