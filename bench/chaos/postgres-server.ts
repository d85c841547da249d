import pg from 'pg';
import { exists } from '../../src/db/embedded/data-dir.ts';
import { runTool } from '../../src/db/embedded/run-as.ts';
import { openCluster, startServer } from '../../src/db/embedded/server.ts';
import { connectionStringOf, DATABASE_NAME, ensureDatabase } from '../../src/db/embedded/session.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { freePort } from '../free-port.ts';

/** A PostgreSQL as an operator runs it: nobody's embedded one, always on the same port. */
export interface PostgresServer {
  connectionString: string;
  /** Returns when it takes connections, after its crash recovery. */
  start(): Promise<void>;
  /** `immediate` is as pulling the plug; `fast` ends sessions in order. */
  stop(mode: 'immediate' | 'fast'): Promise<void>;
}

/** Three delivery workers, the other workers, the bot service and the run itself. */
const CONNECTIONS = '200';

export async function startPostgresServer(dataDir: string): Promise<PostgresServer> {
  const cluster = await openCluster(dataDir, 'service');
  const port = await freePort();
  const settings = { port: String(port), max_connections: CONNECTIONS };
  const start = async () => {
    await startServer(cluster, systemClock, settings);
  };
  await start();
  const client = new pg.Client({ connectionString: connectionStringOf(cluster, port, 'postgres') });
  await client.connect();
  await ensureDatabase(client);
  await client.end();
  return {
    connectionString: connectionStringOf(cluster, port, DATABASE_NAME),
    start,
    async stop(mode) {
      const args = ['stop', '-w', '-t', '30', '-m', mode, '-D', cluster.dir.cluster];
      const { code, output } = await runTool(cluster.binaries.pgCtl, args, cluster.runAs);
      if (code !== 0 && (await exists(`${cluster.dir.cluster}/postmaster.pid`))) {
        throw new Error(`PostgreSQL did not stop: ${output}`);
      }
    },
  };
}
