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
    // One file at a time: some tests hold the service to what a platform allows in a second.
    maxWorkers: 1,
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
