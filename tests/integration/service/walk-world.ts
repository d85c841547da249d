import { createAddGroup } from '../../../src/areas/add-group.ts';
import { createAddUnit } from '../../../src/areas/add-unit.ts';
import { consentOnZalo } from '../../../src/consent-on-fake-zalo.ts';
import type { Container } from '../../../src/container.ts';
import { consoleRoutes } from '../../../src/http/routes/console.ts';
import { simulatorRoutes } from '../../../src/http/routes/simulator.ts';
import { WORKER_ROLES } from '../../../src/service.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { createVillage, type Village } from '../../../src/simulator/households/village.ts';
import { createSimulatorApi } from '../../../src/simulator/simulator-api.ts';
import { createFakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { startFakeZalo } from '../../../src/simulator/zalo/fake-zalo.ts';
import { zaloPhones } from '../../../src/simulator/zalo-phones.ts';
import { buildPages } from '../../console/support/page-server.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, startService } from '../../support/service-in-process.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Above what the platforms allow, so that the test is quick. The second between two messages of one chat stays. */
const RATE = 200;
export const HOUSEHOLDS = 12;
export const WARD = 'Công an phường Buôn Ma Thuột';
const APP = { id: '360846524940903967', secret: 'test-app', oaSecrets: ['test-oa'] };
const REDIRECT = 'https://binhyen.example/oauth/zalo/callback';
/** Nobody answers an alert or blocks by the script. */
const NEVER: readonly [number, number] = [3_600_000, 3_600_000];

/**
 * The service with its console, on a simulated Telegram and a simulated Zalo: a ward of virtual households on both, and
 * nobody yet who could sign in.
 */
export async function createWalkWorld() {
  const pages = await buildPages();
  const database = await createTestDatabase();
  const telegram = createFakeTelegram({
    clock: systemClock,
    budgets: { botPerSecond: RATE, chatPerSecond: 1, chatBurst: 3 },
  });
  const bot = telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  const zalo = await startFakeZalo({
    clock: systemClock,
    appId: APP.id,
    appSecret: APP.secret,
    redirectUris: [REDIRECT],
    budgets: { appPerMinute: Number.POSITIVE_INFINITY },
  });
  const oa = zalo.createOa({ secretKey: APP.oaSecrets[0], name: WARD });
  const phones = zaloPhones(oa, zalo.webhook.waiting);
  const made: { village: Village | null } = { village: null };
  const service = await startService({
    connectionString: database.connectionString,
    apiRoot: (await telegram.listen(0)).apiRoot,
    env: { TELEGRAM_BOT_TOKEN: BOT_TOKEN },
    zalo: { app: APP, apiRoot: zalo.apiRoot, oauthRoot: zalo.oauthRoot },
    enterAddress: async (url) => void (await zalo.webhook.register(url)),
    ratePerSecond: RATE,
    roles: WORKER_ROLES,
    async prepare(container) {
      await consentOnZalo(container, { zalo, appId: APP.id, redirectUri: REDIRECT });
      made.village = createVillage({
        telegram,
        bot,
        zalo: phones,
        clock: systemClock,
        seed: 4,
        groups: (await addWard(container)).map((group) => ({ ...group, households: HOUSEHOLDS / 2 })),
        pace: { startEveryMs: 0, thinkMs: [5, 40], reactMs: NEVER, blockMs: NEVER },
      });
    },
    plugins: [
      consoleRoutes({ directory: pages.directory, simulator: true }),
      async (app) => {
        const simulator = createSimulatorApi({
          telegram,
          bot,
          zalo: { phones, name: WARD, stats: zalo.stats },
          village: villageOf(made),
          clock: systemClock,
          officerLinkCode: async () => null,
          currentAlert: async () => null,
        });
        await simulatorRoutes(simulator)(app);
      },
    ],
  });
  const village = villageOf(made);
  village.start();
  return {
    service,
    village,
    /** Everybody has joined, through the chats. */
    joined: () =>
      waitFor(() => village.progress().joined === HOUSEHOLDS, { timeoutMs: 60_000, what: 'the village' }),
    /** The first entries of the audit log are a minute old, and sealed. */
    sealed: () =>
      waitFor(
        async () =>
          (await service.container.database.pool.query('SELECT 1 FROM "AuditSeal"')).rows.length > 0,
        { timeoutMs: 180_000, what: 'the first seal of the audit log' },
      ),
    async close(): Promise<void> {
      await village.stop();
      await service.stop();
      await Promise.all([telegram.close(), zalo.close()]);
      await database.drop();
      await pages.remove();
    },
  };
}
export type WalkWorld = Awaited<ReturnType<typeof createWalkWorld>>;

function villageOf({ village }: { village: Village | null }): Village {
  if (village === null) throw new Error('the village is made before the service starts');
  return village;
}

/** As the operator adds it; the province's police comes with the first administrator. */
async function addWard(container: Container): Promise<{ name: string; joinCode: string }[]> {
  return container.inTransaction(async (stores) => {
    await createAddUnit(stores)({
      code: 'BMT',
      name: WARD,
      dutyPhone: '0262 3812 345',
      adminUnits: [
        {
          code: '24133',
          validFrom: '2025-07-01',
          kind: 'ward',
          name: 'Phường Buôn Ma Thuột',
          provinceCode: '66',
        },
      ],
    });
    const groups = [];
    for (const name of ['Buôn Alê A', 'Tổ dân phố 7']) {
      const added = await createAddGroup(stores)({ unitCode: 'BMT', kind: 'hamlet', name });
      if (added.kind !== 'added') throw new Error(added.kind);
      groups.push({ name, joinCode: added.joinCode });
    }
    return groups;
  });
}
