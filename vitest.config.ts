import { statfs } from 'node:fs/promises';
import { defineConfig } from 'vitest/config';

/** Databases are made and thrown away all the time: in memory, where the machine has room for that. */
const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;
const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
if (bavail * bsize > ROOM_BYTES) process.env.TMPDIR ??= MEMORY;

const shared = {
  // The time zone of the people we serve: a date that is read as local time must show.
  env: { TZ: 'Asia/Ho_Chi_Minh' },
  // A machine that is busy elsewhere for a while is late, not wrong: what must be quick is measured where it is promised.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 15_000 } },
};

/** Several files at a time: they share no database, no port and no clock. */
const BESIDE_OTHERS = { maxWorkers: 3, sequence: { groupOrder: 0 } };
/** Alone on the machine: they hold the service to what a platform allows in a second. */
const ONE_BY_ONE = { maxWorkers: 1, sequence: { groupOrder: 1 } };
/** A browser and a server each. */
const TWO_BROWSERS = { maxWorkers: 2, sequence: { groupOrder: 2 } };
const ALONE = 'tests/integration/{service,emulator}/**/*.test.ts';

export default defineConfig({
  test: {
    // A test that passes at the second try is a test that fails.
    retry: 0,
    teardownTimeout: 20_000,
    projects: [
      {
        test: {
          ...shared,
          ...BESIDE_OTHERS,
          name: 'unit',
          include: ['tests/{unit,architecture}/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          ...BESIDE_OTHERS,
          name: 'integration',
          include: ['tests/{contract,integration}/**/*.test.ts'],
          exclude: [ALONE],
          globalSetup: ['tests/support/postgres-setup.ts'],
        },
      },
      {
        test: {
          ...shared,
          ...ONE_BY_ONE,
          name: 'service',
          include: [ALONE],
          globalSetup: ['tests/support/postgres-setup.ts'],
        },
      },
      {
        test: {
          ...shared,
          ...TWO_BROWSERS,
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
          globalSetup: ['tests/console/support/pages-setup.ts'],
        },
      },
    ],
  },
});
