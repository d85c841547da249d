import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramCredentialsText } from '../../../src/channels/registry.ts';
import { consentOnZalo } from '../../../src/consent-on-fake-zalo.ts';
import { SealError } from '../../../src/db/sealing.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { LogFields, Logger } from '../../../src/shared/logger.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { type FakeZalo, startFakeZalo } from '../../../src/simulator/zalo/fake-zalo.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, type RunningService, startService } from '../../support/service-in-process.ts';
import { waitFor } from '../../support/wait-for.ts';

const APP = { id: '360846524940903967', secret: 'test-app', oaSecrets: ['test-oa'] };
const REDIRECT = 'https://binhyen.example/oauth/zalo/callback';
const V3 = '/v3.0/oa/message/cs';

let database: TestDatabase;
let telegram: FakeTelegram;
let zalo: FakeZalo;
let services: RunningService[];

beforeEach(async () => {
  database = await createTestDatabase();
  telegram = createFakeTelegram({ clock: systemClock });
  telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  zalo = await startFakeZalo({
    clock: systemClock,
    appId: APP.id,
    appSecret: APP.secret,
    redirectUris: [REDIRECT],
  });
  services = [];
});
afterEach(async () => {
  for (const service of services) await service.stop();
  await Promise.all([telegram.close(), zalo.close()]);
  await database.drop();
});

const apiRootOnce = async () => (await telegram.listen(0)).apiRoot;

async function start(options: Partial<Parameters<typeof startService>[0]>): Promise<RunningService> {
  const service = await startService({
    connectionString: database.connectionString,
    apiRoot: 'http://127.0.0.1:9',
    env: {},
    roles: [],
    ...options,
  });
  services.push(service);
  return service;
}

describe('an account whose credentials cannot be read', () => {
  /** Two accounts, of which the newer one's row is damaged. */
  async function damaged(
    credentials: string,
  ): Promise<{ service: RunningService; id: string; logs: string[] }> {
    const logs: string[] = [];
    const log = (fields: LogFields, message: string) =>
      void logs.push(`${JSON.stringify(fields)} ${message}`);
    const logger: Logger = { debug: log, info: log, warn: log, error: log };
    let id = '';
    const service = await start({
      apiRoot: await apiRootOnce(),
      env: { TELEGRAM_BOT_TOKEN: BOT_TOKEN },
      logger,
      prepare: async ({ inTransaction, database: rows }) => {
        const account = {
          channel: 'telegram',
          externalId: '100002',
          name: '100002',
          credentials: telegramCredentialsText({ token: '100002:planted-token', webhookSecret: 'planted' }),
          ratePerSecond: 30,
        } as const;
        id = (await inTransaction((stores) => stores.accounts.ensure(account))).id;
        await rows.pool.query('UPDATE "ChannelAccount" SET credentials = $2 WHERE id = $1', [
          id,
          credentials,
        ]);
      },
    });
    return { service, id, logs };
  }

  it.each([
    ['damaged', 'k1.AAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['of a key that is gone', 'k9.AAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['empty', ''],
  ])('%s: it alone is down, by the id of its row, and the others work', async (_name, credentials) => {
    const { service, id, logs } = await damaged(credentials);
    const { accounts, inTransaction } = service.container;
    const [good] = await accounts.all();
    expect(good?.account.externalId).toBe('100001');
    expect(await accounts.find(good?.account.id ?? '')).not.toBeNull();
    expect(await accounts.find(id)).toBeNull();
    expect(accounts.broken()).toEqual([{ id, channel: 'telegram' }]);

    const answer = await fetch(`${service.address}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      status: 'not_ready',
      channels: [
        { account: 'BinhYenTestBot', health: { state: 'up' } },
        { account: id, health: { state: 'down', reason: 'credentials_unreadable' } },
      ],
    });
    expect(logs.filter((line) => line.includes('cannot be read'))).toEqual([expect.stringContaining(id)]);
    expect(logs.join('\n')).not.toContain('planted');
    // What the platform sends it comes again later; an account that there is not is refused for good.
    const webhook = (accountId: string) =>
      fetch(`${service.address}/webhooks/telegram/${accountId}`, { method: 'POST', body: '{}' });
    expect((await webhook(id)).status).toBe(503);
    expect((await webhook('00000000-0000-7000-8000-000000000000')).status).toBe(401);
    // Tools must not work on what they cannot read.
    await expect(inTransaction((stores) => stores.accounts.list())).rejects.toBeInstanceOf(SealError);
  });

  it('works again once its row does', async () => {
    const { service, id } = await damaged('');
    const { accounts, inTransaction } = service.container;
    expect(await accounts.find(id)).toBeNull();
    await inTransaction((stores) =>
      stores.accounts.ensure({
        channel: 'telegram',
        externalId: '100002',
        name: '100002',
        credentials: telegramCredentialsText({ token: '100002:planted-token', webhookSecret: null }),
        ratePerSecond: 30,
      }),
    );
    expect((await accounts.find(id))?.account.id).toBe(id);
    expect(accounts.broken()).toEqual([]);
  });

  it('does not start where none can be read: that is the key', async () => {
    await expect(
      start({
        prepare: async ({ inTransaction, database: rows }) => {
          await inTransaction((stores) =>
            stores.accounts.ensure({
              channel: 'telegram',
              externalId: '100001',
              name: '100001',
              credentials: telegramCredentialsText({ token: BOT_TOKEN, webhookSecret: null }),
              ratePerSecond: 30,
            }),
          );
          await rows.pool.query(`UPDATE "ChannelAccount" SET credentials = 'k9.AAAA.AAAA'`);
        },
      }),
    ).rejects.toBeInstanceOf(SealError);
  });
});

describe('what one process learned of an account', () => {
  it('is used by the others within seconds: the endpoint of a state agency', async () => {
    const oa = zalo.createOa({ type: 4, secretKey: APP.oaSecrets[0] ?? '' });
    const one = await start({
      zalo: { app: APP, apiRoot: zalo.apiRoot, oauthRoot: zalo.oauthRoot },
      enterAddress: async (url) => void (await zalo.webhook.register(url)),
      prepare: (container) => consentOnZalo(container, { zalo, appId: APP.id, redirectUri: REDIRECT }),
    });
    const other = await start({ zalo: { app: null, apiRoot: zalo.apiRoot, oauthRoot: zalo.oauthRoot } });
    const lan = oa.createUser({ name: 'Lan', lastInteractionMs: Date.now() });
    const channelOf = async (service: RunningService) => {
      const [open] = await service.container.accounts.all();
      if (!open) throw new Error('no account');
      return open.channel;
    };
    const [first, second] = [await channelOf(one), await channelOf(other)];
    const send = (channel: typeof first) =>
      channel.send({ text: 'chào', buttons: [] }, { externalId: lan.id }, AbortSignal.timeout(5_000));
    const triesOnV3 = () => zalo.stats().calls[V3] ?? 0;

    expect(await send(first)).toMatchObject({ kind: 'sent' });
    expect(triesOnV3()).toBe(1);
    await waitFor(
      async () => {
        const { rows } = await other.container.database.pool.query(
          'SELECT "sendRoute" FROM "ChannelAccount"',
        );
        return rows[0].sendRoute === 'v2';
      },
      { what: 'the row' },
    );
    // The other process reads it without being asked for the account, each three seconds: at the second time at the latest.
    await systemClock.sleep(6_500);
    expect(await send(second)).toMatchObject({ kind: 'sent' });
    expect(triesOnV3()).toBe(1);
  });
});
