import { defineConfig } from 'vitest/config';

const shared = {
  // The time zone of the people we serve: a date that is read as local time must show.
  env: { TZ: 'Asia/Ho_Chi_Minh' },
  testTimeout: 20_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // A test that passes at the second try is a test that fails.
    retry: 0,
    teardownTimeout: 20_000,
    // Most of the time of a test is waiting: for a lease, a second between two messages, a browser.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['tests/{unit,architecture}/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['tests/{contract,integration}/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-setup.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
        },
      },
    ],
  },
});
