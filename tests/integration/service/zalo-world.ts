import { randomBytes } from 'node:crypto';
import { consentLink, createPkce } from '../../../src/channels/zalo/index.ts';
import { WORKER_ROLES } from '../../../src/service.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { type FakeZalo, startFakeZalo } from '../../../src/simulator/zalo/fake-zalo.ts';
import type { FakeOaControl } from '../../../src/simulator/zalo/oa-control.ts';
import type { OaType } from '../../../src/simulator/zalo/state.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { type RunningService, startService } from '../../support/service-in-process.ts';
import { addTestUnit, type TestUnit } from '../../support/test-unit.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Above what the platform allows, so that the test is quick. The second between two messages of one chat stays. */
const RATE = 200;
/** Where Zalo leads back to; the test goes to the service itself. */
const PUBLIC_URL = 'https://binhyen.example';
const REDIRECT = `${PUBLIC_URL}/oauth/zalo/callback`;

export interface ZaloWorld {
  zalo: FakeZalo;
  oa: FakeOaControl;
  service: RunningService;
  unit: TestUnit;
  accountId: string;
  /** A new link of `npm run zalo -- connect`, followed through the consent page up to our address. */
  consent(): Promise<string>;
  get(path: string): Promise<{ status: number; text: string }>;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The service with a Zalo account that nobody has consented to yet, and its webhook saved at a fake Zalo. */
export async function createZaloWorld({ type = 2 }: { type?: OaType } = {}): Promise<ZaloWorld> {
  const database = await createTestDatabase();
  const zalo = await startFakeZalo({ clock: systemClock, redirectUris: [REDIRECT] });
  const oa = zalo.createOa({ type, name: 'Công an phường Buôn Ma Thuột', secretKey: 'planted-oa-secret' });
  const service = await startService({
    connectionString: database.connectionString,
    apiRoot: 'http://127.0.0.1:9',
    env: {
      PUBLIC_URL,
      ZALO_APP_ID: zalo.app.id,
      ZALO_APP_SECRET: zalo.app.secret,
      ZALO_OA_SECRET: 'planted-oa-secret',
      ZALO_API_ROOT: zalo.apiRoot,
      ZALO_OAUTH_ROOT: zalo.oauthRoot,
    },
    ratePerSecond: RATE,
    roles: WORKER_ROLES,
  });
  const { inTransaction, database: rows } = service.container;
  const unit = await addTestUnit(inTransaction, {
    groups: ['Buôn Alê A', 'Tổ dân phố 7'],
    officers: ['Trần Văn Trực'],
  });
  const accountId = (await inTransaction((stores) => stores.accounts.list()))[0]?.id ?? '';
  const saved = await zalo.webhook.register(`${service.address}/webhooks/zalo/${accountId}`);
  if (saved.kind !== 'saved') throw new Error(saved.kind);

  const get = async (path: string) => {
    const response = await fetch(`${service.address}${path}`);
    return { status: response.status, text: await response.text() };
  };
  // The first round of the sweeper refuses an account without consent; it must not come after the consent.
  await waitFor(async () => (await inTransaction((stores) => stores.accounts.refusals())).size === 1);

  return {
    zalo,
    oa,
    service,
    unit,
    accountId,
    get,
    async consent() {
      const state = randomBytes(32).toString('base64url');
      const { verifier, challenge } = createPkce();
      await inTransaction((stores) =>
        stores.consents.ask({ channelAccountId: accountId, state, verifier, lifeMs: 600_000 }),
      );
      const link = consentLink({
        oauthRoot: zalo.oauthRoot,
        appId: zalo.app.id,
        redirectUri: REDIRECT,
        state,
        challenge,
      });
      const back = await fetch(link, { redirect: 'manual' });
      const location = new URL(back.headers.get('location') ?? '');
      return location.pathname + location.search;
    },
    query: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await rows.pool.query<Row>(text, values)).rows,
    async close() {
      await service.stop();
      await zalo.close();
      await database.drop();
    },
  };
}
