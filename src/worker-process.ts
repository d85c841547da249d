import { parseEnv } from '../config/env.ts';
import { createContainer } from './container.ts';
import { explainError } from './explain-error.ts';
import { createLifecycle, stopOnSignals } from './lifecycle.ts';
import { loadEnvFile } from './load-env-file.ts';
import { createLogger, outliveOutput } from './observability/logger.ts';
import { startWorkers, type WorkerRole } from './service.ts';
import { StartError } from './start-error.ts';
import { openStorage } from './storage.ts';

/** With four workers and a bot service all below the 100 connections that PostgreSQL has by default. */
const CONNECTIONS: Readonly<Record<WorkerRole, number>> = { 'fan-out': 3, deliver: 8, inbound: 10, sweep: 3 };

/** Runs the workers of one role until SIGINT or SIGTERM. Needs a database that is shared with the bot service. */
export async function runWorker(
  role: WorkerRole,
  source: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  outliveOutput();
  loadEnvFile();
  const fallback = createLogger({ level: 'warn', role });
  const lifecycle = createLifecycle(fallback);
  stopOnSignals(lifecycle, fallback);
  try {
    const env = parseEnv(source);
    if (env.databaseUrl === null) {
      throw new StartError(
        'DATABASE_URL: missing. Workers share a database with the bot service; npm start runs all in one.',
      );
    }
    const logger = createLogger({ level: env.logLevel, role });
    const storage = await openStorage({
      env,
      kind: 'service',
      logger,
      signal: lifecycle.stopping,
      onLost: () => {},
    });
    const container = await createContainer({
      connectionString: storage.connectionString,
      queue: storage.queue,
      keyring: storage.keyring,
      telegramApiRoot: env.telegram.apiRoot,
      zaloRoots: env.zalo,
      demo: false,
      role,
      maxConnections: CONNECTIONS[role],
      logger,
    });
    lifecycle.onStop('container', () => container.close());
    startWorkers(container, [role]);
    process.stdout.write(`Bình Yên: worker ${role}\n`);
  } catch (error) {
    // Asked to end before it was up: whoever asked also ends the process.
    if (lifecycle.stopping.aborted) return;
    process.stderr.write(`The worker ${role} cannot start.\n${explainError(error)}\n`);
    await lifecycle.stop('start failed');
    process.exit(1);
  }
}
