// npm run db:migrate: brings the database of DATABASE_URL, or the embedded one of DATA_DIR, up to date.
import { openEmbeddedPostgres } from '../dist/src/db/embedded.js';
import { migrate } from '../dist/src/db/migrate.js';

try {
  process.loadEnvFile();
} catch (error) {
  if (error.code !== 'ENOENT') console.error('.env could not be read; it is ignored.');
}

try {
  const database = await open();
  try {
    const { applied } = await migrate(database.connectionString);
    for (const name of applied) console.log(`Applied ${name}`);
    if (applied.length === 0) console.log('The database is up to date.');
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function open() {
  if (process.env.DATABASE_URL) return { connectionString: process.env.DATABASE_URL, close: async () => {} };
  return process.env.DATA_DIR
    ? openEmbeddedPostgres({ dataDir: process.env.DATA_DIR })
    : openEmbeddedPostgres({ dataDir: 'data/service', kind: 'service' });
}
