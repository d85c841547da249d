import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../config/env.ts';
import { createAddGroup } from './areas/add-group.ts';
import { createAddUnit } from './areas/add-unit.ts';
import type { AdminUnit } from './areas/area.ts';
import type { UnitSummary } from './areas/ports.ts';
import { consentOnZalo } from './consent-on-fake-zalo.ts';
import type { Container } from './container.ts';
import { simulatorRoutes } from './http/routes/simulator.ts';
import type { Lifecycle } from './lifecycle.ts';
import { systemClock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import { createVillage, type Village } from './simulator/households/village.ts';
import { createSimulatorApi } from './simulator/simulator-api.ts';
import { createFakeTelegram } from './simulator/telegram/fake-telegram.ts';
import { startFakeZalo } from './simulator/zalo/fake-zalo.ts';
import { zaloPhones } from './simulator/zalo-phones.ts';
import { createAddStaff } from './staff/add-staff.ts';
import { StartError } from './start-error.ts';
import type { Storage } from './storage.ts';

/** A token of no real bot, and an account of no real app; the fake platforms know only these. */
const DEMO_TOKEN = '100001:binh-yen-demo';
const DEMO_ZALO = {
  app: { id: '360846524940903967', secret: 'binh-yen-demo-app', oaSecrets: ['binh-yen-demo-oa'] },
  oa: { id: '388613280878808645', secretKey: 'binh-yen-demo-oa', name: 'Bình Yên (thử)' },
  /** Of the service's consents; nothing is ever called there. */
  redirectUri: 'https://demo.example/oauth/zalo/callback',
} as const;
/** What a package of an OA may allow; an account whose package is not known begins with one a second. */
const ZALO_RATE_PER_SECOND = 20;
const SEED = 2026;
const HOUSEHOLDS_EACH = 50;
const UNIT = { code: 'BMT', name: 'Công an phường Buôn Ma Thuột', dutyPhone: '0262 000 0113' };
/** Codes of Decision 19/2025/QĐ-TTg, in force from the two-tier reorganisation of 1 July 2025. */
const ADMIN_UNITS: readonly AdminUnit[] = [
  { code: '66', validFrom: '2025-07-01', kind: 'province', name: 'Tỉnh Đắk Lắk', provinceCode: null },
  { code: '24133', validFrom: '2025-07-01', kind: 'ward', name: 'Phường Buôn Ma Thuột', provinceCode: '66' },
];
const GROUPS = ['Buôn Alê A', 'Tổ dân phố 7', 'Tổ dân phố 12', 'Khối Tân Lợi'];

export interface Demo {
  /** The environment with the fake platform in it. */
  env: Env;
  plugins: readonly ((app: FastifyInstance) => Promise<void>)[];
  /** Messages a second of the account on Zalo. */
  zaloRatePerSecond: number;
  /** Ward, groups and officer, the first time; the consent of the OA; then the village that lives on both platforms. */
  seed(container: Container): Promise<void>;
  /** Enters our address at the fake Zalo, as an administrator does in its console. */
  enterAddress(url: string): Promise<void>;
  begin(address: string): void;
}

/** Refuses what would let a demo touch anything real. Before anything is started or written. */
export function assertDemoIsAlone(source: Readonly<Record<string, string | undefined>>): void {
  const forbidden = ['DATABASE_URL', 'TELEGRAM_BOT_TOKEN', 'ZALO_APP_ID', 'PUBLIC_URL'].filter(
    (name) => source[name],
  );
  if (forbidden.length === 0) return;
  throw new StartError(
    `A demo keeps to a database of its own and writes to nobody real: unset ${forbidden.join(', ')} (also in .env), or use npm start.`,
  );
}

/** A demo: the service as it is, on a fake Telegram and a fake Zalo with virtual households. Nothing leaves this machine. */
export async function prepareDemo(options: {
  env: Env;
  storage: Storage;
  logger: Logger;
  lifecycle: Lifecycle;
}): Promise<Demo> {
  const { env, storage, lifecycle } = options;
  const folder = join(storage.dataDir ?? '.', 'simulator');
  mkdirSync(folder, { recursive: true });
  const telegram = createFakeTelegram({
    clock: systemClock,
    journalFile: join(folder, 'telegram.jsonl'),
    logger: options.logger,
  });
  const bot = telegram.registerBot({ token: DEMO_TOKEN, username: 'BinhYenDemoBot', name: 'Bình Yên (thử)' });
  const { apiRoot } = await telegram.listen(0);
  lifecycle.onStop('fake Telegram', () => telegram.close());

  const zalo = await startFakeZalo({
    clock: systemClock,
    appId: DEMO_ZALO.app.id,
    appSecret: DEMO_ZALO.app.secret,
    redirectUris: [DEMO_ZALO.redirectUri],
    journalFile: join(folder, 'zalo.jsonl'),
    logger: options.logger,
  });
  const oa = zalo.createOa(DEMO_ZALO.oa);
  const onZalo = zaloPhones(oa, zalo.webhook.waiting);
  lifecycle.onStop('fake Zalo', () => zalo.close());

  let village: Village | null = null;
  let plugin: ((app: FastifyInstance) => Promise<void>) | null = null;

  return {
    env: {
      ...env,
      telegram: { ...env.telegram, botToken: DEMO_TOKEN, apiRoot },
      zalo: {
        app: { ...DEMO_ZALO.app, oaSecrets: [...DEMO_ZALO.app.oaSecrets] },
        apiRoot: zalo.apiRoot,
        oauthRoot: zalo.oauthRoot,
      },
    },
    zaloRatePerSecond: ZALO_RATE_PER_SECOND,
    async enterAddress(url) {
      const saved = await zalo.webhook.register(url);
      if (saved.kind !== 'saved') throw new Error(`the fake Zalo does not take our address: ${saved.kind}`);
    },
    plugins: [
      async (app) => {
        await plugin?.(app);
      },
    ],
    async seed(container) {
      const unit = await ensureWard(container);
      const linkCode = await ensureOfficer(container);
      await consentOnZalo(container, { zalo, appId: DEMO_ZALO.app.id, redirectUri: DEMO_ZALO.redirectUri });
      const groups = unit.groups.map(({ name, joinCode }) => ({
        name,
        joinCode,
        households: HOUSEHOLDS_EACH,
      }));
      const people = createVillage({
        telegram,
        bot,
        zalo: onZalo,
        clock: systemClock,
        seed: SEED,
        groups,
        // Once linked, the chat is the officer's and a code is not needed again.
        officer: { name: 'Trực ban', linkCode: linkCode ?? '' },
      });
      village = people;
      plugin = simulatorRoutes(
        createSimulatorApi({
          telegram,
          bot,
          zalo: { phones: onZalo, name: DEMO_ZALO.oa.name, stats: zalo.stats },
          village: people,
          clock: systemClock,
          officerLinkCode: async () => (people.officer()?.linked ? null : linkCode),
          currentAlert: () => currentAlert(container),
        }),
      );
      lifecycle.onStop('village', () => people.stop());
    },
    begin(address) {
      village?.start();
      const { planned, joined } = village?.progress() ?? { planned: 0, joined: 0 };
      const lines = [
        'Bình Yên · BẢN DÙNG THỬ / DEMO. Không gửi gì ra ngoài, không có người thật.',
        `  Xem / look:       ${address}/simulator`,
        `  Hộ dân / homes:   ${joined} of ${planned} have joined${joined < planned ? '; the others join now, through the chat' : ''}.`,
        '  Trên Telegram và Zalo, cả hai là bản mô phỏng / on Telegram and Zalo, both simulated.',
        '  Gửi tin / alert:  choose “Trực ban” there and write /canhbao.',
        `  Dữ liệu / data:   ${storage.dataDir} (npm run demo:reset starts over). Ctrl+C ends.`,
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  };
}

async function ensureWard(container: Container): Promise<UnitSummary> {
  const find = () =>
    container.inTransaction(async (stores) =>
      (await stores.areas.list()).find(({ code }) => code === UNIT.code),
    );
  if (!(await find())) {
    await container.inTransaction(async (stores) => {
      await createAddUnit(stores)({ ...UNIT, adminUnits: ADMIN_UNITS });
      for (const name of GROUPS) await createAddGroup(stores)({ unitCode: UNIT.code, kind: 'hamlet', name });
    });
  }
  const unit = await find();
  if (!unit) throw new Error('the demo ward was not written');
  return unit;
}

/** A link code while the officer's chat is not linked; null once it is. */
async function ensureOfficer(container: Container): Promise<string | null> {
  return container.inTransaction(async (stores) => {
    const staff = await stores.staff.list();
    if (staff.some(({ contacts }) => contacts > 0)) return null;
    const officer = {
      unitCode: UNIT.code,
      name: 'Trực ban',
      office: 'Trực ban',
      role: 'duty_officer',
    } as const;
    const added = await createAddStaff(stores)(officer);
    return added.kind === 'added' ? added.code : null;
  });
}

async function currentAlert(container: Container) {
  return container.inTransaction(async (stores) => {
    const alertId = await stores.alerts.newestAlert();
    return alertId === null ? null : stores.progress.progress(alertId);
  });
}
