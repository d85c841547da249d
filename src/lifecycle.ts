import { errorFields, type Logger } from './shared/logger.ts';

const FORCE_EXIT_MS = 15_000;

export interface Lifecycle {
  /** Runs the start. An end that comes meanwhile waits for it: what is half open cannot be closed in order. */
  start(work: () => Promise<void>): Promise<void>;
  /** Runs at the end; what was added last ends first. */
  onStop(name: string, stop: () => Promise<void>): void;
  /** Ends everything once, in order. A step that fails does not keep the next from running. */
  stop(reason: string): Promise<void>;
  /** Aborts as soon as the end begins. */
  readonly stopping: AbortSignal;
}

/** Ordered stop: intake first, then workers, then connections, the database last. */
export function createLifecycle(logger: Logger): Lifecycle {
  const steps: { name: string; stop: () => Promise<void> }[] = [];
  const stopping = new AbortController();
  let starting: Promise<void> = Promise.resolve();
  let ending: Promise<void> | null = null;

  async function end(reason: string): Promise<void> {
    logger.info({ reason }, 'stopping');
    stopping.abort();
    // A start that fails is told by whoever began it.
    await starting.catch(() => {});
    for (const step of steps.reverse()) {
      try {
        await step.stop();
      } catch (error) {
        logger.warn({ step: step.name, ...errorFields(error) }, 'a step of the stop failed');
      }
    }
    logger.info({}, 'stopped');
  }

  return {
    start: (work) => (starting = work()),
    onStop: (name, stop) => void steps.push({ name, stop }),
    stop: (reason) => (ending ??= end(reason)),
    stopping: stopping.signal,
  };
}

/** Ends the process in order on SIGINT and SIGTERM, and by force when that takes too long or is asked for twice. */
export function stopOnSignals(lifecycle: Lifecycle, logger: Logger): void {
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      asked += 1;
      if (asked > 1) process.exit(1);
      const timer = setTimeout(() => {
        logger.error({}, 'the stop takes too long, ending by force');
        process.exit(1);
      }, FORCE_EXIT_MS);
      timer.unref();
      void lifecycle.stop(signal).then(() => process.exit(0));
    });
  }
}
