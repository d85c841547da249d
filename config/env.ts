import { z } from 'zod';

/** A variable that is empty counts as not set: `.env` files often carry empty lines. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const httpUrl = z.url({ protocol: /^https?$/ });
/** Telegram: 1 to 256 characters A–Z a–z 0–9 _ -; ours has at least 16. */
const webhookSecret = z.string().regex(/^[A-Za-z0-9_-]{16,256}$/);
/** What a bearer token may hold (RFC 6750), long enough not to be guessed. */
const metricsToken = z.string().regex(/^[A-Za-z0-9._~+/=-]{16,256}$/);

const schema = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  HOST: optional(z.string()),
  PUBLIC_URL: optional(httpUrl),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  DATA_KEY: optional(z.string().regex(/^[a-z0-9]{1,16}:[0-9a-f]{64}(,[a-z0-9]{1,16}:[0-9a-f]{64})*$/i)),
  TELEGRAM_BOT_TOKEN: optional(z.string().regex(/^\d{3,}:[A-Za-z0-9_-]{5,}$/)),
  TELEGRAM_API_ROOT: optional(httpUrl),
  TELEGRAM_WEBHOOK_SECRET: optional(webhookSecret),
  METRICS_TOKEN: optional(metricsToken),
  LOG_LEVEL: optional(z.enum(['debug', 'info', 'warn', 'error', 'silent'])),
});

/** What each variable must look like, in words. Shown instead of its value, which may be a secret. */
const HINTS: Readonly<Record<keyof typeof schema.shape, string>> = {
  PORT: 'a port number, e.g. 8080',
  HOST: 'an address to listen on, e.g. 127.0.0.1',
  PUBLIC_URL: 'the https:// address under which Telegram reaches this service',
  DATA_DIR: 'a folder for the embedded database',
  DATABASE_URL: 'postgresql://user:password@host:5432/database',
  REDIS_URL: 'redis://host:6379',
  DATA_KEY: '<id>:<64 hex digits>, e.g. k1:… (openssl rand -hex 32)',
  TELEGRAM_BOT_TOKEN: 'the token from @BotFather, digits:letters',
  TELEGRAM_API_ROOT: 'http(s)://host of a Bot API server',
  TELEGRAM_WEBHOOK_SECRET: '16 to 256 characters out of A–Z a–z 0–9 _ -',
  METRICS_TOKEN: '16 to 256 characters out of A–Z a–z 0–9 . _ ~ + / = -',
  LOG_LEVEL: 'debug, info, warn, error or silent',
};

export interface Env {
  port: number;
  host: string;
  publicUrl: string | null;
  dataDir: string | null;
  databaseUrl: string | null;
  redisUrl: string | null;
  dataKey: string | null;
  telegram: {
    botToken: string | null;
    apiRoot: string;
    webhookSecret: string | null;
  };
  /** Opens /metrics to others than this machine. */
  metricsToken: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Names the variables that are wrong and what they should look like, never what they hold. */
export class EnvError extends Error {
  readonly code = 'bad_environment';
}

const TELEGRAM_API = 'https://api.telegram.org';

/** Parses the environment once, at start. Throws EnvError with every problem at once. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const problems: string[] = [];
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    for (const [name, hint] of Object.entries(HINTS)) {
      if (names.has(name)) problems.push(`${name}: expected ${hint}`);
    }
    throw new EnvError(problems.join('\n'));
  }
  const env = parsed.data;
  // Telegram calls https:// only; a Bot API server of one's own (--local) takes http:// too.
  if (env.PUBLIC_URL?.startsWith('http:') && !env.TELEGRAM_API_ROOT) {
    problems.push(`PUBLIC_URL: expected ${HINTS.PUBLIC_URL}`);
  }
  if (env.PUBLIC_URL && env.TELEGRAM_BOT_TOKEN && !env.TELEGRAM_WEBHOOK_SECRET) {
    problems.push(
      'TELEGRAM_WEBHOOK_SECRET: missing. With PUBLIC_URL, Telegram calls a webhook, and without a secret anyone could. ' +
        'Set it (openssl rand -hex 32), or unset PUBLIC_URL to use long polling.',
    );
  }
  if (env.DATABASE_URL && !env.DATA_KEY) {
    problems.push(
      'DATA_KEY: missing. Personal data in your database is encrypted with it: k1: and the output of openssl rand -hex 32. ' +
        'Keep a copy: without it the data cannot be read.',
    );
  }
  if (problems.length > 0) throw new EnvError(problems.join('\n'));
  return {
    port: env.PORT ?? 8080,
    host: env.HOST ?? '127.0.0.1',
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataDir: env.DATA_DIR ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    dataKey: env.DATA_KEY ?? null,
    telegram: {
      botToken: env.TELEGRAM_BOT_TOKEN ?? null,
      apiRoot: env.TELEGRAM_API_ROOT ?? TELEGRAM_API,
      webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? null,
    },
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL ?? 'info',
  };
}
