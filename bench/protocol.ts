import { z } from 'zod';

/** What the bench and its child processes say to each other. */

const requestSchema = z.object({ id: z.int(), command: z.string(), input: z.unknown() });

export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ id: z.int(), kind: z.literal('done'), result: z.unknown() }),
  z.object({ id: z.int(), kind: z.literal('failed'), message: z.string() }),
]);

export const usageSchema = z.object({ cpuMicros: z.number(), maxRssMiB: z.number() });

type Command = (input: unknown) => Promise<unknown>;

/** A command whose input is checked before it runs. */
export function command<Input>(schema: z.ZodType<Input>, run: (input: Input) => unknown): Command {
  return async (input) => run(schema.parse(input));
}

/** Answers the commands of the process that forked this one, and ends with it. */
export function serve(commands: Readonly<Record<string, Command>>): void {
  const all: Readonly<Record<string, Command>> = { usage: async () => usageNow(), ...commands };

  async function answer(message: unknown): Promise<void> {
    const { id, command: name, input } = requestSchema.parse(message);
    try {
      const known = all[name];
      if (!known) throw new Error(`no command ${name}`);
      process.send?.({ id, kind: 'done', result: (await known(input)) ?? null });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : typeof error;
      process.send?.({ id, kind: 'failed', message: text });
    }
  }

  process.on('message', (message) => void answer(message));
  process.on('disconnect', () => process.exit(0));
  // Ctrl+C reaches every process of the terminal: the bench itself ends us in order.
  process.on('SIGINT', () => {});
}

function usageNow(): z.infer<typeof usageSchema> {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, maxRssMiB: process.resourceUsage().maxRSS / 1_024 };
}

/** Where rows and jobs are, as one process tells it another. */
export const targetSchema = z.object({
  connectionString: z.string(),
  dataKey: z.string(),
  redisUrl: z.string().nullable(),
  telegramApiRoot: z.string(),
});
export type Target = z.infer<typeof targetSchema>;

export const runSchema = z.object({ elapsedMs: z.number() });

/** One message for many chats, as the baselines send it. */
export const contentSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});
export type Content = z.infer<typeof contentSchema>;
