import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEnv } from '../../../config/env.ts';
import { createAddGroup } from '../../../src/areas/add-group.ts';
import { createAddUnit } from '../../../src/areas/add-unit.ts';
import { type Container, createContainer } from '../../../src/container.ts';
import { createLifecycle, type Lifecycle } from '../../../src/lifecycle.ts';
import { seedAccount } from '../../../src/seed-accounts.ts';
import { startBot, startWorkers, WORKER_ROLES } from '../../../src/service.ts';
import { type Logger, silentLogger } from '../../../src/shared/logger.ts';
import { createAddStaff } from '../../../src/staff/add-staff.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { waitFor } from '../../support/wait-for.ts';
import { startEmulator } from './emulator.ts';

/** The service, unchanged, by long polling against an emulator of the Bot API that nobody here wrote. */

const TOKEN = '7000000001:emulated';
const KEYRING = { current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) };

let database: TestDatabase;
let emulator: Awaited<ReturnType<typeof startEmulator>>;
let container: Container;
let lifecycle: Lifecycle;
let warnings: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  emulator = await startEmulator(TOKEN);
  warnings = [];
  const logger: Logger = {
    ...silentLogger,
    warn: (_fields, message) => void warnings.push(message),
    error: (_fields, message) => void warnings.push(message),
  };
  lifecycle = createLifecycle(silentLogger);
  const env = parseEnv({ PORT: '0', TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: emulator.apiRoot });
  const { connectionString } = database;
  container = await createContainer({
    connectionString,
    queue: { kind: 'postgres', connectionString },
    keyring: KEYRING,
    telegramApiRoot: env.telegram.apiRoot,
    demo: false,
    role: 'test',
    maxConnections: 12,
    logger,
  });
  lifecycle.onStop('container', () => container.close());
  await seedAccount(container, env.telegram);
  startWorkers(container, WORKER_ROLES);
  await startBot({ authSecret: 'a'.repeat(64), container, env, lifecycle, plugins: [] });
});
afterEach(async () => {
  await lifecycle.stop('the test is over');
  await emulator.stop();
  await database.drop();
});

/** A ward with one group; returns the code by which households join, and the officer's one-time code. */
function ward() {
  return container.inTransaction(async (stores) => {
    const unit = {
      code: 'BMT',
      name: 'Công an phường Buôn Ma Thuột',
      dutyPhone: '0262 3812 345',
      adminUnits: [],
    };
    await createAddUnit(stores)(unit);
    const group = await createAddGroup(stores)({ unitCode: 'BMT', kind: 'hamlet', name: 'Buôn Alê A' });
    const staff = await createAddStaff(stores)({
      unitCode: 'BMT',
      name: 'Trần Minh',
      office: 'Trực ban',
      role: 'duty_officer',
    });
    if (group.kind !== 'added' || staff.kind !== 'added') throw new Error('not added');
    return { joinCode: group.joinCode, staffCode: staff.code };
  });
}

describe('an independent emulator', () => {
  it('is on this machine only', async () => {
    const reached = (host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port: emulator.port });
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
      });
    expect(await reached('127.0.0.1')).toBe(true);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) expect(await reached(address)).toBe(false);
  });

  it('carries the main job: a household joins, an officer sends an alert, the answers come back', async () => {
    const { joinCode, staffCode } = await ward();
    const lan = emulator.person(5_001, 'Lan');
    const officer = emulator.person(5_002, 'Minh');

    // Joining, by typing numbers and words.
    await lan.types(`/start ${joinCode}`);
    await lan.hears(/tên của ông\/bà/);
    await lan.types("H'Lan Êban");
    await lan.hears(/Cảm ơn H'Lan Êban\. Nhà mình là nhà nào/);
    await lan.types('12 hẻm 3 Y Jút');
    await lan.hears(/tiếng nào/);
    await lan.types('1');
    await lan.hears(/có đồng ý không/);
    await lan.types('1');
    await lan.hears(/Đã tham gia Buôn Alê A/);
    const test = await lan.hears(/TIN THỬ/);
    await lan.presses(test, 'Đã đọc');
    await lan.hears(/đã nhận được tin/);

    // The officer, by typing alone.
    await officer.types(staffCode);
    await officer.hears(/đồng chí Trần Minh/);
    await officer.types('/canhbao');
    await officer.hears(/Chọn loại cảnh báo/);
    await officer.types('1');
    await officer.hears(/Chọn khu vực/);
    await officer.types('tất cả');
    await officer.hears(/Gõ nội dung cảnh báo/);
    await officer.types('RA NGOÀI NGAY: cháy ở hẻm 12 Y Jút.');
    const preview = await officer.hears(/RA NGOÀI NGAY/);
    await officer.hears(/1 hộ, 1 hộ liên lạc được/);
    await officer.types('1');
    await officer.hears(/BMT-\d{4}-0001 đang gửi tới 1 hộ/);

    // The alert, as it was previewed, and two answers to it: typed, then pressed.
    const alert = await lan.hears(/RA NGOÀI NGAY/);
    expect(alert.text.split('\n')[0]).toBe(preview.text.split('\n')[0]);
    expect(alert.buttons.map(({ label }) => label)).toEqual(['Nhà tôi an toàn', 'Cần giúp', 'Đã đọc']);
    await lan.types('an toan');
    await lan.hears(/nhà mình an toàn/);
    await officer.sees(/An toàn: 1 · 🆘 CẦN GIÚP: 0/);
    await lan.presses(alert, 'Cần giúp');
    await lan.hears(/NHÀ MÌNH CẦN GIÚP .* Đã chuyển ngay tới cán bộ trực/);
    await officer.hears(/12 hẻm 3 Y Jút/);
    // One message that edits itself, not one more for every figure.
    await officer.sees(/An toàn: 0 · 🆘 CẦN GIÚP: 1/);
    expect((await officer.messages()).filter(({ text }) => text.startsWith('📊'))).toHaveLength(1);

    const { prisma } = container.database;
    expect((await prisma.audienceHousehold.findFirstOrThrow()).standing).toBe('help');
    expect((await prisma.delivery.findMany()).map(({ state }) => state)).toEqual(['sent']);
    expect(await prisma.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
    await waitFor(async () => (await prisma.answer.count({ where: { state: { not: 'sent' } } })) === 0, {
      what: 'every answer sent',
    });
    // A queue says so when the machine held its process up for seconds; it is none of the emulator's doing.
    const known = ['commands menu not published', 'the queue reported an error'];
    expect(warnings.filter((message) => !known.includes(message))).toEqual([]);
  }, 240_000);
});
