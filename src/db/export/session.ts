import pg from 'pg';
import { inUtc } from '../pool.ts';

/** Limits of the server that would end a long copy. Which of them there are depends on its version. */
const NO_LIMITS = `
  SELECT set_config(name, '0', true) FROM pg_settings
   WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`;

/** One form of values whatever the server's settings; and rows that a policy hides are an error, not left out. */
const PLAIN_VALUES = `
  SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL bytea_output = 'hex';
  SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8'; SET LOCAL row_security = off`;

/** Runs `work` on a connection of its own. */
export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...inUtc(connectionString), application_name: 'binh-yen transfer' });
  // A broken connection shows at the next query too; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    // Also when a copy was broken off: pg then closes the socket without waiting for its end.
    await client.end().catch(() => undefined);
  }
}

/** Runs `work` in one transaction that is rolled back unless it succeeds. */
export async function inTransfer<T>(
  client: pg.Client,
  mode: 'REPEATABLE READ, READ ONLY' | 'READ COMMITTED',
  work: () => Promise<T>,
): Promise<T> {
  await client.query(`BEGIN ISOLATION LEVEL ${mode}`);
  await client.query(PLAIN_VALUES);
  await client.query(NO_LIMITS);
  const result = await work();
  await client.query('COMMIT');
  return result;
}
