import { z } from 'zod';
import { ZALO_ROOTS } from './channels.ts';

/** A variable that is empty counts as not set: `.env` files often carry empty lines. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const httpUrl = z.url({ protocol: /^https?$/ });
/** Telegram: 1 to 256 characters A–Z a–z 0–9 _ -; ours has at least 16. */
const webhookSecret = z.string().regex(/^[A-Za-z0-9_-]{16,256}$/);
/** What a bearer token may hold (RFC 6750), long enough not to be guessed. */
const metricsToken = z.string().regex(/^[A-Za-z0-9._~+/=-]{16,256}$/);

/** Zalo's ids are long decimal numbers. Secrets are of no documented form: visible characters without a comma. */
const zaloId = z.string().regex(/^\d{5,32}$/);
const zaloSecret = z.string().regex(/^[!-+\--~]{8,256}$/);
/** One key, or the new and the old one while one takes the other's place. */
const zaloOaSecret = z.string().regex(/^[!-+\--~]{8,256}(,[!-+\--~]{8,256})?$/);

/** Random text, as long as 32 bytes in hex are. */
const authSecret = z.string().regex(/^[!-~]{32,256}$/);
/** How many proxies stand before this service, or who they are: addresses and networks, with a comma between them. */
const proxyAddress = z.union([
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
]);
const trustProxy = z.union([
  z.string().regex(/^[1-9]$/),
  z.string().refine((list) => list.split(',').every((one) => proxyAddress.safeParse(one).success)),
]);

const schema = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  HOST: optional(z.string()),
  PUBLIC_URL: optional(httpUrl),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  DATA_KEY: optional(z.string().regex(/^[a-z0-9]{1,16}:[0-9a-f]{64}(,[a-z0-9]{1,16}:[0-9a-f]{64})*$/i)),
  AUTH_SECRET: optional(authSecret),
  TRUST_PROXY: optional(trustProxy),
  TELEGRAM_BOT_TOKEN: optional(z.string().regex(/^\d{3,}:[A-Za-z0-9_-]{5,}$/)),
  TELEGRAM_API_ROOT: optional(httpUrl),
  TELEGRAM_WEBHOOK_SECRET: optional(webhookSecret),
  ZALO_APP_ID: optional(zaloId),
  ZALO_APP_SECRET: optional(zaloSecret),
  ZALO_OA_SECRET: optional(zaloOaSecret),
  ZALO_API_ROOT: optional(httpUrl),
  ZALO_OAUTH_ROOT: optional(httpUrl),
  METRICS_TOKEN: optional(metricsToken),
  LOG_LEVEL: optional(z.enum(['debug', 'info', 'warn', 'error', 'silent'])),
});

/** What each variable must look like, in words. Shown instead of its value, which may be a secret. */
const HINTS: Readonly<Record<keyof typeof schema.shape, string>> = {
  PORT: 'a port number, e.g. 8080',
  HOST: 'an address to listen on, e.g. 127.0.0.1',
  PUBLIC_URL: 'the https:// address under which Telegram and Zalo reach this service',
  DATA_DIR: 'a folder for the embedded database',
  DATABASE_URL: 'postgresql://user:password@host:5432/database',
  REDIS_URL: 'redis://host:6379',
  DATA_KEY: '<id>:<64 hex digits>, e.g. k1:… (openssl rand -hex 32)',
  AUTH_SECRET: '32 or more random characters without spaces (openssl rand -hex 32)',
  TRUST_PROXY:
    'how many reverse proxies stand before the service, e.g. 1, or their addresses, e.g. 10.0.0.0/8',
  TELEGRAM_BOT_TOKEN: 'the token from @BotFather, digits:letters',
  TELEGRAM_API_ROOT: 'http(s)://host of a Bot API server',
  TELEGRAM_WEBHOOK_SECRET: '16 to 256 characters out of A–Z a–z 0–9 _ -',
  ZALO_APP_ID: 'the id of the app at developers.zalo.me, digits only',
  ZALO_APP_SECRET: 'the secret key of the app at developers.zalo.me, 8 to 256 characters',
  ZALO_OA_SECRET:
    'the OA secret key that the page Webhook of the app shows, 8 to 256 characters; two with a comma between them while one replaces the other',
  ZALO_API_ROOT: 'http(s)://host of the OA API',
  ZALO_OAUTH_ROOT: 'http(s)://host of the consent page',
  METRICS_TOKEN: '16 to 256 characters out of A–Z a–z 0–9 . _ ~ + / = -',
  LOG_LEVEL: 'debug, info, warn, error or silent',
};

export interface ZaloApp {
  id: string;
  secret: string;
  /** Empty until Zalo shows one: it does once the webhook's address is saved. */
  oaSecrets: readonly string[];
}

export interface Env {
  port: number;
  host: string;
  publicUrl: string | null;
  dataDir: string | null;
  databaseUrl: string | null;
  redisUrl: string | null;
  dataKey: string | null;
  /** Signs sessions and encrypts second factors. */
  authSecret: string | null;
  /** The reverse proxies whose word on the client's address is taken: how many, or which. Null: nobody's. */
  trustProxy: number | string | null;
  telegram: {
    botToken: string | null;
    apiRoot: string;
    webhookSecret: string | null;
  };
  /** The app of the first Zalo account; null when there is none. */
  zalo: { app: ZaloApp | null; apiRoot: string; oauthRoot: string };
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
  if (env.PUBLIC_URL?.startsWith('http:') && !env.TELEGRAM_API_ROOT && !env.ZALO_API_ROOT) {
    problems.push(`PUBLIC_URL: expected ${HINTS.PUBLIC_URL}`);
  }
  if (env.PUBLIC_URL && env.TELEGRAM_BOT_TOKEN && !env.TELEGRAM_WEBHOOK_SECRET) {
    problems.push(
      'TELEGRAM_WEBHOOK_SECRET: missing. With PUBLIC_URL, Telegram calls a webhook, and without a secret anyone could. ' +
        'Set it (openssl rand -hex 32), or unset PUBLIC_URL to use long polling.',
    );
  }
  problems.push(...zaloProblems(env));
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
    authSecret: env.AUTH_SECRET ?? null,
    trustProxy: /^\d$/.test(env.TRUST_PROXY ?? '') ? Number(env.TRUST_PROXY) : (env.TRUST_PROXY ?? null),
    telegram: {
      botToken: env.TELEGRAM_BOT_TOKEN ?? null,
      apiRoot: env.TELEGRAM_API_ROOT ?? TELEGRAM_API,
      webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? null,
    },
    zalo: {
      app:
        env.ZALO_APP_ID && env.ZALO_APP_SECRET
          ? {
              id: env.ZALO_APP_ID,
              secret: env.ZALO_APP_SECRET,
              oaSecrets: env.ZALO_OA_SECRET?.split(',') ?? [],
            }
          : null,
      apiRoot: env.ZALO_API_ROOT ?? ZALO_ROOTS.apiRoot,
      oauthRoot: env.ZALO_OAUTH_ROOT ?? ZALO_ROOTS.oauthRoot,
    },
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL ?? 'info',
  };
}

/** Id and secret of the app belong together. The OA secret comes later: Zalo shows it once the address is saved. */
function zaloProblems(env: z.infer<typeof schema>): string[] {
  const problems: string[] = [];
  const { ZALO_APP_ID: id, ZALO_APP_SECRET: secret, ZALO_OA_SECRET: oaSecret } = env;
  if (!id && !secret && !oaSecret) return problems;
  const together =
    'Zalo needs ZALO_APP_ID and ZALO_APP_SECRET together; unset all ZALO_ variables to do without it.';
  if (!id) problems.push(`ZALO_APP_ID: missing. ${together}`);
  if (!secret) problems.push(`ZALO_APP_SECRET: missing. ${together}`);
  if (!env.PUBLIC_URL) {
    problems.push(
      'PUBLIC_URL: missing. Zalo only calls a webhook, so it needs the https:// address of this service.',
    );
  }
  if (secret && oaSecret?.split(',').includes(secret)) {
    problems.push(
      'ZALO_OA_SECRET: the same as ZALO_APP_SECRET. It is another one: the OA secret key on the page Webhook.',
    );
  }
  return problems;
}
