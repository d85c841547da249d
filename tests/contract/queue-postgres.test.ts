import pg from 'pg';
import { inject } from 'vitest';
import { createEmptyDatabase } from '../support/postgres.ts';
import type { QueueStore } from '../support/queue-store.ts';
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
