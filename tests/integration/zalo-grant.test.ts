import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOAuth, type OAuth } from '../../src/channels/zalo/oauth.ts';
import type { ZaloTokenStore } from '../../src/channels/zalo/token-store.ts';
import { createTokens } from '../../src/channels/zalo/tokens.ts';
import { createTransport, type Transport } from '../../src/channels/zalo/transport.ts';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { createSealer } from '../../src/db/sealing.ts';
import { createInTransaction } from '../../src/db/transaction.ts';
import { createZaloTokenStore } from '../../src/db/zalo-token-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { DATA_KEY } from '../support/service-in-process.ts';
import { startProgram } from '../support/service-process.ts';
import { type RotatingOAuth, startRotatingOAuth } from '../support/zalo/rotating-oauth.ts';

const HOUR_MS = 3_600_000;
const TRIES = 200;
const sealer = createSealer({ current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) });
const APP = { appId: '360846524940903967', appSecret: 'planted-app-secret' };
const signal = () => AbortSignal.timeout(20_000);

let postgres: TestDatabase;
/** Two processes: each has connections of its own. */
let databases: Database[];
let oauthServer: RotatingOAuth;
let transport: Transport;
let oauth: OAuth;
let accountId: string;
let losses: string[];

beforeAll(async () => {
  postgres = await createTestDatabase();
  databases = [1, 2].map((number) =>
    openDatabase({
      connectionString: postgres.connectionString,
      maxConnections: 3,
      applicationName: `test ${number}`,
    }),
  );
  oauthServer = await startRotatingOAuth();
  transport = createTransport(oauthServer.url, 4);
  oauth = createOAuth({ transport, ...APP });
});

afterAll(async () => {
  await transport.close();
  await oauthServer.close();
  await Promise.all(databases.map((database) => database.close()));
  await postgres.drop();
});

const database = (number: 0 | 1): Database => {
  const one = databases[number];
  if (!one) throw new Error('there are two');
  return one;
};
const storeOf = (number: 0 | 1) => createZaloTokenStore(database(number).db, sealer, accountId);
const manager = (store: ZaloTokenStore) =>
  createTokens({ store, oauth, pollMs: 2, onConsentNeeded: (reason) => losses.push(reason) });
const query = async (text: string) => (await database(0).pool.query(text, [accountId])).rows;
/** As if a day had passed: the pair is about to end. */
async function age(): Promise<void> {
  const store = storeOf(0);
  const stored = await store.read();
  if (!stored) throw new Error('not connected');
  await store.save(stored.version, { ...stored.pair, expiresAtMs: Date.now() + HOUR_MS });
}

beforeEach(async () => {
  losses = [];
  oauthServer.faults = [];
  const account = await createInTransaction(
    database(0),
    sealer,
  )((stores) =>
    stores.accounts.ensure({
      channel: 'zalo',
      externalId: crypto.randomUUID(),
      name: 'OA',
      credentials: '{}',
      ratePerSecond: 1,
    }),
  );
  accountId = account.id;
  await storeOf(0).save(0, { ...oauthServer.reset(), expiresAtMs: Date.now() + 25 * HOUR_MS });
});

describe('the tokens of a Zalo account in the database', () => {
  it('are sealed, and the pair before is kept for diagnosis', async () => {
    const store = storeOf(0);
    const pair = { accessToken: 'planted-a2', refreshToken: 'planted-r2', expiresAtMs: 1_800_000_000_000 };
    expect(await store.save(0, pair)).toBe('stale');
    expect(await store.save(1, pair)).toBe('saved');
    expect(await store.save(1, pair)).toBe('stale');
    expect(await store.read()).toEqual({ version: 2, pair, lostReason: null });
    const [row] = await query('SELECT * FROM "ChannelGrant" WHERE "channelAccountId" = $1');
    expect(JSON.stringify(row)).not.toContain('planted');
    expect(sealer.open(accountId, row.previousPair)).toContain('planted-refresh');
  });

  it('are refreshed by one process at a time, by the clock of the database', async () => {
    const [one, other] = [storeOf(0), storeOf(1)];
    expect(await one.claimRefresh(1, 60_000)).toBe('claimed');
    expect(await other.claimRefresh(1, 60_000)).toBe('held');
    expect(await other.claimRefresh(7, 60_000)).toBe('stale');
    await one.giveUp(1);
    expect(await other.claimRefresh(1, 1)).toBe('claimed');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await one.claimRefresh(1, 60_000)).toBe('claimed');
    expect(await one.markLost(1, 'gone')).toBe('marked');
    expect(await one.markLost(2, 'gone')).toBe('stale');
    expect(await other.read()).toMatchObject({ version: 1, lostReason: 'gone' });
    expect(await other.claimRefresh(1, 60_000)).toBe('claimed');
  });

  it(`stay one valid pair when two processes refresh at once, ${TRIES} times`, async () => {
    const refreshesBefore = oauthServer.refreshes;
    for (let tries = 0; tries < TRIES; tries++) {
      await age();
      const [one, other] = await Promise.all([
        manager(storeOf(0)).refreshIfDue(signal()),
        manager(storeOf(1)).refreshIfDue(signal()),
      ]);
      const { accessToken } = oauthServer.valid;
      expect([one, other]).toMatchObject([
        { kind: 'token', accessToken },
        { kind: 'token', accessToken },
      ]);
      expect((await storeOf(1).read())?.pair).toMatchObject(oauthServer.valid);
    }
    expect(oauthServer.refreshes - refreshesBefore).toBe(TRIES);
    expect(losses).toEqual([]);
  }, 60_000);

  it('are reported as lost when a process ends between Zalo’s answer and the commit', async () => {
    await age();
    const store = storeOf(0);
    let answered = () => {};
    const reached = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const dies: ZaloTokenStore = {
      ...store,
      save() {
        answered();
        // Killed here: nothing of it comes any more.
        return new Promise(() => {});
      },
    };
    void manager(dies).refreshIfDue(AbortSignal.timeout(1_000));
    await reached;
    const survivor = manager(storeOf(1));
    // Its claim holds until the lease is over.
    expect(await storeOf(1).claimRefresh(2, 1)).toBe('held');
    await query(`UPDATE "ChannelGrant" SET "claimedUntil" = now() WHERE "channelAccountId" = $1`);
    expect(await survivor.refreshIfDue(signal())).toMatchObject({ kind: 'consent_needed' });
    expect(losses).toHaveLength(1);
    const [row] = await query('SELECT * FROM "ChannelGrant" WHERE "channelAccountId" = $1');
    expect(row).toMatchObject({ lostReason: losses[0], claimedUntil: null, version: 2 });
    expect(row.lostAt).toBeInstanceOf(Date);

    // A consent makes it work again.
    await survivor.adopt({ ...oauthServer.reset(), expiresInMs: 25 * HOUR_MS });
    expect(await manager(storeOf(0)).current(signal())).toMatchObject({
      kind: 'token',
      accessToken: oauthServer.valid.accessToken,
      version: 3,
    });
  });

  it('are reported as lost when a process is killed between Zalo’s answer and the commit', async () => {
    await age();
    const refreshesBefore = oauthServer.refreshes;
    const child = startProgram('tests/support/zalo/token-child.ts', {
      folder: tmpdir(),
      env: {},
      args: [
        JSON.stringify({
          connectionString: postgres.connectionString,
          dataKey: DATA_KEY,
          accountId,
          oauthRoot: oauthServer.url,
          app: APP,
        }),
      ],
    });
    await child.says(/^answered$/m);
    await child.kill();
    expect(await child.ended).toBeNull();
    expect(oauthServer.refreshes - refreshesBefore).toBe(1);
    // Nothing of the new pair is anywhere: what is stored is what Zalo has ended.
    expect((await storeOf(0).read())?.pair).not.toMatchObject(oauthServer.valid);
    const store = storeOf(1);
    expect(await store.claimRefresh(2, 1)).toBe('held');
    await query(`UPDATE "ChannelGrant" SET "claimedUntil" = now() WHERE "channelAccountId" = $1`);

    const [one, other] = await Promise.all([
      manager(storeOf(0)).refreshIfDue(signal()),
      manager(storeOf(1)).refreshIfDue(signal()),
    ]);
    expect([one, other]).toMatchObject([{ kind: 'consent_needed' }, { kind: 'consent_needed' }]);
    // Both are told; it is reported once.
    expect(losses).toEqual([expect.stringMatching(/^zalo_/)]);
    const [row] = await query('SELECT * FROM "ChannelGrant" WHERE "channelAccountId" = $1');
    expect(row).toMatchObject({ lostReason: losses[0], claimedUntil: null, version: 2 });

    await manager(storeOf(0)).adopt({ ...oauthServer.reset(), expiresInMs: 25 * HOUR_MS });
    expect(await manager(storeOf(1)).current(signal())).toMatchObject({ kind: 'token', version: 3 });
  }, 60_000);
});
