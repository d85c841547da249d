import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from '../../../config/env.ts';
import { explainError } from '../../../src/explain-error.ts';

const SECRET = 'Geheim_4711_bi-mat';
const KEY = `k1:${'ab'.repeat(32)}`;
const DATABASE = 'postgresql://binhyen:password@db.example:5432/binhyen';

/** The words for the operator, or null when the environment is accepted. */
function refusal(source: Record<string, string>): string | null {
  try {
    parseEnv(source);
    return null;
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    // Nothing but the message may tell more.
    expect(JSON.stringify({ ...error }) + (error.cause === undefined ? '' : 'cause')).toBe(
      JSON.stringify({ code: 'bad_environment' }),
    );
    return explainError(error);
  }
}

describe('an environment without anything', () => {
  it('is a service of its own on this machine, with long polling of the real Telegram', () => {
    expect(parseEnv({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      dataDir: null,
      databaseUrl: null,
      redisUrl: null,
      dataKey: null,
      authSecret: null,
      trustProxy: null,
      telegram: { botToken: null, apiRoot: 'https://api.telegram.org', webhookSecret: null },
      zalo: {
        app: null,
        apiRoot: 'https://openapi.zalo.me',
        oauthRoot: 'https://oauth.zaloapp.com',
      },
      metricsToken: null,
      logLevel: 'info',
    });
  });

  it('is the same with empty lines, as .env files have them', () => {
    const names = [
      'PORT',
      'HOST',
      'PUBLIC_URL',
      'DATA_DIR',
      'DATABASE_URL',
      'REDIS_URL',
      'DATA_KEY',
      'AUTH_SECRET',
      'TRUST_PROXY',
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_API_ROOT',
      'TELEGRAM_WEBHOOK_SECRET',
      'ZALO_APP_ID',
      'ZALO_APP_SECRET',
      'ZALO_OA_SECRET',
      'ZALO_API_ROOT',
      'ZALO_OAUTH_ROOT',
      'METRICS_TOKEN',
      'LOG_LEVEL',
    ];
    expect(parseEnv(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(parseEnv({}));
  });

  it('has no secret that we made up', () => {
    const { dataKey, metricsToken, telegram } = parseEnv({});
    const { botToken, webhookSecret } = telegram;
    expect([dataKey, metricsToken, botToken, webhookSecret]).toEqual([null, null, null, null]);
  });
});

describe('a whole environment', () => {
  it('is read as it is, but for a slash at the end of the public address', () => {
    expect(
      parseEnv({
        PORT: '0',
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://binhyen.example/base//',
        DATA_DIR: './data',
        DATABASE_URL: DATABASE,
        REDIS_URL: 'rediss://:password@redis.example:6380/2',
        DATA_KEY: KEY,
        AUTH_SECRET: 'c'.repeat(32),
        TRUST_PROXY: '2',
        TELEGRAM_BOT_TOKEN: '123456:AAE-x_y',
        TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
        TELEGRAM_WEBHOOK_SECRET: 'a'.repeat(16),
        ZALO_APP_ID: '360846524940903967',
        ZALO_APP_SECRET: 'planted-app-secret',
        ZALO_OA_SECRET: 'planted-new-key,planted-old-key',
        ZALO_API_ROOT: 'http://127.0.0.1:8082',
        ZALO_OAUTH_ROOT: 'http://127.0.0.1:8083',
        METRICS_TOKEN: 'b'.repeat(16),
        LOG_LEVEL: 'debug',
        SOMETHING_ELSE: 'is not ours',
      }),
    ).toEqual({
      port: 0,
      host: '0.0.0.0',
      publicUrl: 'https://binhyen.example/base',
      dataDir: './data',
      databaseUrl: DATABASE,
      redisUrl: 'rediss://:password@redis.example:6380/2',
      dataKey: KEY,
      authSecret: 'c'.repeat(32),
      trustProxy: 2,
      telegram: {
        botToken: '123456:AAE-x_y',
        apiRoot: 'http://127.0.0.1:8081',
        webhookSecret: 'a'.repeat(16),
      },
      zalo: {
        app: {
          id: '360846524940903967',
          secret: 'planted-app-secret',
          oaSecrets: ['planted-new-key', 'planted-old-key'],
        },
        apiRoot: 'http://127.0.0.1:8082',
        oauthRoot: 'http://127.0.0.1:8083',
      },
      metricsToken: 'b'.repeat(16),
      logLevel: 'debug',
    });
  });

  it.each([
    ['DATA_KEY', `${KEY},k0:${'CD'.repeat(32)}`],
    ['DATABASE_URL', 'postgres://db/x'],
    ['TELEGRAM_WEBHOOK_SECRET', 'A_-9'.repeat(64)],
    ['METRICS_TOKEN', 'A-z.0_~+/=A-z.0_~+/='],
    ['PORT', '65535'],
    ['LOG_LEVEL', 'silent'],
  ])('%s may be %s', (name, value) => {
    expect(refusal({ DATA_KEY: KEY, [name]: value })).toBeNull();
  });
});

describe('a wrong variable', () => {
  it.each([
    ['PORT', SECRET, 'a port number'],
    ['PORT', '-1', 'a port number'],
    ['PORT', '65536', 'a port number'],
    ['PORT', '80.5', 'a port number'],
    ['PUBLIC_URL', `http://${SECRET}.example`, 'https://'],
    ['PUBLIC_URL', SECRET, 'https://'],
    ['DATABASE_URL', `mysql://u:${SECRET}@h/x`, 'postgresql://'],
    ['DATABASE_URL', SECRET, 'postgresql://'],
    ['REDIS_URL', `http://:${SECRET}@h`, 'redis://'],
    ['DATA_KEY', SECRET, '64 hex digits'],
    ['DATA_KEY', `k1:${'ab'.repeat(31)}`, '64 hex digits'],
    ['DATA_KEY', `${KEY},k2:${SECRET}`, '64 hex digits'],
    ['TELEGRAM_BOT_TOKEN', SECRET, '@BotFather'],
    ['TELEGRAM_BOT_TOKEN', `123456:${SECRET} `, '@BotFather'],
    ['TELEGRAM_BOT_TOKEN', `bot123456:${SECRET}`, '@BotFather'],
    ['TELEGRAM_API_ROOT', `ftp://${SECRET}`, 'http(s)://'],
    ['TELEGRAM_WEBHOOK_SECRET', SECRET.slice(0, 15), '16 to 256'],
    ['TELEGRAM_WEBHOOK_SECRET', `${SECRET} with spaces`, '16 to 256'],
    ['TELEGRAM_WEBHOOK_SECRET', 'a'.repeat(257), '16 to 256'],
    ['METRICS_TOKEN', SECRET.slice(0, 15), '16 to 256'],
    ['METRICS_TOKEN', `${SECRET} with spaces`, '16 to 256'],
    ['LOG_LEVEL', SECRET, 'debug, info'],
  ])('%s=%s is refused in words that do not hold it', (name, value, hint) => {
    const words = refusal({ DATA_KEY: KEY, [name]: value });
    expect(words).toContain(`${name}: expected`);
    expect(words).toContain(hint);
    expect(words).not.toContain(value);
    expect(words).not.toContain(SECRET);
  });

  it('does not hide the next: all are named at once', () => {
    const words = refusal({ PORT: 'x', LOG_LEVEL: 'loud', REDIS_URL: 'x', DATA_KEY: 'x' });
    expect(words?.split('\n').map((line) => line.split(':')[0])).toEqual([
      'PORT',
      'REDIS_URL',
      'DATA_KEY',
      'LOG_LEVEL',
    ]);
  });
});

describe('variables that need one another', () => {
  const webhook = { TELEGRAM_BOT_TOKEN: `123456:${SECRET}`, PUBLIC_URL: 'https://binhyen.example' };

  it.each([
    ['a webhook without its secret', webhook, 'TELEGRAM_WEBHOOK_SECRET: missing'],
    ['a database of one’s own without a key', { DATABASE_URL: DATABASE }, 'DATA_KEY: missing'],
  ])('%s is refused, with how to make one', (_name, source, says) => {
    const words = refusal(source);
    expect(words).toContain(says);
    expect(words).toContain('openssl rand -hex 32');
    for (const value of Object.values(source)) expect(words).not.toContain(value);
  });

  it('are all named at once', () => {
    const words = refusal({ ...webhook, DATABASE_URL: DATABASE });
    expect(words).toContain('TELEGRAM_WEBHOOK_SECRET: missing');
    expect(words).toContain('DATA_KEY: missing');
  });

  it.each([
    ['a webhook with its secret', { ...webhook, TELEGRAM_WEBHOOK_SECRET: 's'.repeat(32) }],
    ['a public address before there is a bot', { PUBLIC_URL: 'https://binhyen.example' }],
    ['a key for the embedded database', { DATA_KEY: KEY }],
    ['a database with its key', { DATABASE_URL: DATABASE, DATA_KEY: KEY }],
  ])('%s is accepted', (_name, source) => {
    expect(refusal(source)).toBeNull();
  });
});

describe('the app of a Zalo account', () => {
  const app = { ZALO_APP_ID: '360846524940903967', ZALO_APP_SECRET: SECRET };
  const PUBLIC_URL = 'https://binhyen.example';

  it('needs its id and its secret together', () => {
    expect(
      refusal({ PUBLIC_URL, TELEGRAM_WEBHOOK_SECRET: 'a'.repeat(16), ZALO_APP_ID: app.ZALO_APP_ID }),
    ).toMatch(/^ZALO_APP_SECRET: missing/);
    expect(refusal({ PUBLIC_URL, ZALO_APP_SECRET: SECRET })).toMatch(/^ZALO_APP_ID: missing/);
    expect(refusal({ PUBLIC_URL, ZALO_OA_SECRET: SECRET })).toContain('ZALO_APP_SECRET: missing');
  });

  it('is connected before Zalo has shown the secret of its webhook, which is another one', () => {
    expect(parseEnv({ PUBLIC_URL, ...app }).zalo.app?.oaSecrets).toEqual([]);
    const same = refusal({ PUBLIC_URL, ...app, ZALO_OA_SECRET: SECRET });
    expect(same).toMatch(/^ZALO_OA_SECRET: the same/);
    expect(same).not.toContain(SECRET);
  });

  it('cannot do without an address that Zalo calls', () => {
    expect(refusal(app)).toMatch(/^PUBLIC_URL: missing. Zalo/);
  });

  it.each([
    ['ZALO_APP_ID', `${SECRET}`],
    ['ZALO_APP_SECRET', `${SECRET} with spaces`],
    ['ZALO_OA_SECRET', `${SECRET},${SECRET},${SECRET}`],
    ['ZALO_API_ROOT', `ftp://${SECRET}`],
  ])('never says what %s holds', (name, value) => {
    const words = refusal({ [name]: value });
    expect(words).toMatch(new RegExp(`^${name}: expected`));
    expect(words).not.toContain(SECRET);
  });
});
