import { join } from 'node:path';
import { parseEnv } from '../config/env.ts';
import { createContainer } from './container.ts';
import { assertDemoIsAlone, prepareDemo } from './demo.ts';
import { explainError } from './explain-error.ts';
import { consoleRoutes } from './http/routes/console.ts';
import { createLifecycle, type Lifecycle, stopOnSignals } from './lifecycle.ts';
import { loadEnvFile } from './load-env-file.ts';
import { createLogger, outliveOutput } from './observability/logger.ts';
import { seedAccount, seedZalo } from './seed-accounts.ts';
import { startBot, startWorkers, WORKER_ROLES } from './service.ts';
import { projectRoot } from './shared/project-root.ts';
import { StartError } from './start-error.ts';
import { authSecretOf, openStorage } from './storage.ts';

const MODES = ['service', 'demo', 'bot'] as const;
type Mode = (typeof MODES)[number];

/** Two clients and the queue share them; PostgreSQL has 100 by default. */
const CONNECTIONS: Readonly<Record<Mode, number>> = { service: 16, demo: 16, bot: 10 };
/** A clock before this cannot be right: codes and texts would carry false times. */
const EARLIEST_CLOCK = Date.UTC(2026, 0, 1);

const say = (line: string) => process.stdout.write(`${line}\n`);

function readMode(argument: string | undefined): Mode {
  const mode = argument ?? 'service';
  for (const known of MODES) if (known === mode) return known;
  throw new StartError(`Unknown mode. Use one of: ${MODES.join(', ')}.`);
}

async function start(lifecycle: Lifecycle, mode: Mode): Promise<void> {
  if (mode === 'demo') assertDemoIsAlone(process.env);
  const given = parseEnv(process.env);
  if (Date.now() < EARLIEST_CLOCK)
    throw new StartError('The clock of this machine is far off. Set it, e.g. by NTP.');
  if (mode === 'bot' && given.databaseUrl === null) {
    throw new StartError(
      'DATABASE_URL: missing. Bot service and workers as separate processes share one database.',
    );
  }
  const kind = mode === 'demo' ? 'demo' : 'service';
  // A demo speaks in a few lines of its own.
  const logger = createLogger({
    level: kind === 'demo' && !process.env.LOG_LEVEL ? 'error' : given.logLevel,
    role: mode,
  });
  const storage = await openStorage({
    env: given,
    kind,
    logger,
    signal: lifecycle.stopping,
    onLost: () => void lifecycle.stop('the database was taken away').then(() => process.exit(1)),
  });
  lifecycle.onStop('storage', () => storage.stop());
  lifecycle.stopping.throwIfAborted();

  const demo = kind === 'demo' ? await prepareDemo({ env: given, storage, logger, lifecycle }) : null;
  const env = demo?.env ?? given;
  const container = await createContainer({
    connectionString: storage.connectionString,
    queue: storage.queue,
    keyring: storage.keyring,
    telegramApiRoot: env.telegram.apiRoot,
    zaloRoots: env.zalo,
    demo: demo !== null,
    role: mode,
    maxConnections: CONNECTIONS[mode],
    logger,
  });
  lifecycle.onStop('container', () => container.close());
  await seedAccount(container, env.telegram);
  await seedZalo(container, env.zalo, demo?.zaloRatePerSecond);
  await demo?.seed(container);
  lifecycle.stopping.throwIfAborted();
  if (mode !== 'bot') startWorkers(container, WORKER_ROLES);
  const pages = consoleRoutes({
    directory: join(projectRoot(), 'dist', 'console'),
    simulator: demo !== null,
  });
  const plugins = [pages, ...(demo?.plugins ?? [])];
  const { address, accounts } = await startBot({
    container,
    env,
    authSecret: await authSecretOf(env, storage),
    lifecycle,
    plugins,
    ...(demo && { enterAddress: demo.enterAddress }),
  });
  const setup = await container.openSetup();
  const setupLines =
    setup === null
      ? []
      : [
          'Nobody can sign in yet. This link makes the first administrator; it works once, for 24 hours:',
          `  ${env.publicUrl ?? address}${setup.path}`,
        ];

  if (demo) {
    demo.begin(address);
    for (const line of setupLines) say(line);
    return;
  }
  say(
    `Bình Yên: ${address}  (${mode === 'bot' ? 'bot service; workers run elsewhere' : 'bot service and workers'})`,
  );
  for (const line of setupLines) say(line);
  if (accounts === 0) {
    say('No chat account is connected yet. To connect a Telegram bot:');
    say('  1. Open Telegram, write /newbot to @BotFather and copy the token it gives you.');
    say('  2. Put the line TELEGRAM_BOT_TOKEN=<token> into the file .env, here.');
    say('  3. Start again. `npm run demo` shows everything without a token.');
    say('For a Zalo Official Account set ZALO_APP_ID and ZALO_APP_SECRET: see .env.example.');
  }
}

async function main(): Promise<void> {
  outliveOutput();
  loadEnvFile();
  const logger = createLogger({ level: 'warn', role: 'main' });
  const lifecycle = createLifecycle(logger);
  stopOnSignals(lifecycle, logger);
  try {
    const mode = readMode(process.argv[2]);
    await lifecycle.start(() => start(lifecycle, mode));
  } catch (error) {
    // Asked to end before it was up: whoever asked also ends the process.
    if (lifecycle.stopping.aborted) return;
    process.stderr.write(`Bình Yên cannot start.\n${explainError(error)}\n`);
    if (process.env.LOG_LEVEL === 'debug')
      process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
    await lifecycle.stop('start failed');
    process.exit(1);
  }
}

await main();
