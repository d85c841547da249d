import { startEmbeddedPostgres } from '../../src/db/embedded.ts';

/** A service that owns the database of a folder until it is killed: to be killed by the test. Says `up` or the error's code. */
const database = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', kind: 'service' }).catch(
  (error: unknown) => {
    process.stdout.write(`${error instanceof Error && 'code' in error ? String(error.code) : 'failed'}\n`);
    process.exit(1);
  },
);
process.stdout.write(`up ${database.connectionString}\n`);
process.once('SIGTERM', () => {
  void database.stop().then(() => process.exit(0));
});
setInterval(() => {}, 60_000);
