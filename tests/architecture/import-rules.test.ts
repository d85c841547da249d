import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import rules from '../../.dependency-cruiser.mjs';
import { checkImports } from '../../scripts/import-rules.mjs';

/** For each rule an import that breaks it: which file, and what it imports. */
const BROKEN: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'no-cycle': ['src/db/a-store.ts', './b-store.ts'],
  'not-resolvable': ['src/db/a-store.ts', './missing.ts'],
  'shared-imports-nothing-of-ours': ['src/shared/clock.ts', '../alerts/alert.ts'],
  'nouns-are-pure': ['src/alerts/alert.ts', 'zod'],
  'features-know-nouns-and-ports': ['src/alerts/raise-alert.ts', '../deliveries/fan-out.ts'],
  'adapters-do-not-call-use-cases': ['src/db/a-store.ts', '../alerts/raise-alert.ts'],
  'adapters-do-not-know-each-other': ['src/queue/producer.ts', '../db/a-store.ts'],
  'channels-do-not-know-each-other': ['src/channels/zalo/send.ts', '../telegram/send.ts'],
  'zalo-can-be-lifted-out': ['src/channels/zalo/send.ts', '../../shared/clock.ts'],
  'only-db-uses-the-database': ['src/http/build-server.ts', 'pg'],
  'only-queue-uses-bullmq': ['src/alerts/raise-alert.ts', 'bullmq'],
  'only-telegram-uses-grammy': ['src/dialogs/join.ts', 'grammy'],
  'only-sign-in-uses-better-auth': ['src/http/build-server.ts', 'better-auth'],
  'drivers-use-use-cases': ['src/dialogs/join.ts', '../channels/telegram/send.ts'],
  'console-knows-contracts-only': ['src/console/app.tsx', '../alerts/alert.ts'],
  'only-the-entry-points-wire': ['src/http/build-server.ts', '../container.ts'],
  'no-tests-in-the-service': ['src/db/a-store.ts', '../../tests/support/world.ts'],
  'no-undeclared-package': ['src/http/build-server.ts', 'fast-check'],
  'config-is-data': ['config/channels.ts', 'fastify'],
};

/** A tree in which nothing is wrong, JSX included. */
const SOUND: Readonly<Record<string, string>> = {
  'config/channels.ts': '',
  'src/alerts/alert.ts': "import '../shared/clock.ts';",
  'src/alerts/ports.ts': "import type {} from './alert.ts';",
  'src/alerts/raise-alert.ts': "import './alert.ts';",
  'src/channels/channel.ts': '',
  'src/channels/telegram/send.ts': "import '../channel.ts';\nimport 'grammy';",
  'src/channels/zalo/send.ts':
    "import '../channel.ts';\nimport 'node:crypto';\nimport { setTimeout } from 'node:timers/promises';\nimport 'undici';\nimport 'zod';",
  'src/console/app.tsx': "import '../contracts/simulator.ts';\nexport const App = () => <p hidden>on</p>;",
  'src/container.ts': "import './db/a-store.ts';",
  'src/contracts/simulator.ts': '',
  'src/db/a-store.ts': "import 'pg';",
  'src/db/b-store.ts': "import './a-store.ts';",
  'src/deliveries/fan-out.ts': '',
  'src/dialogs/join.ts': "import '../alerts/raise-alert.ts';",
  'src/http/build-server.ts': "import 'fastify';",
  'src/queue/producer.ts': "import 'bullmq';",
  'src/shared/clock.ts': '',
  'tests/support/world.ts': '',
  'workers/sweep.ts': "import '../src/container.ts';",
};

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'binh-yen-rules-'));
  for (const shared of ['node_modules', 'package.json', 'tsconfig.json'])
    await symlink(resolve(shared), join(dir, shared));
  for (const [path, content] of Object.entries(SOUND)) await write(path, content);
});

afterEach(() => rm(dir, { recursive: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}

describe('the import rules', () => {
  it('find nothing wrong in a sound tree', async () => {
    const { modules, violations } = await checkImports(dir);
    expect(violations).toEqual([]);
    expect(modules).toEqual(
      expect.arrayContaining(Object.keys(SOUND).filter((path) => !path.startsWith('tests/'))),
    );
  });

  it.each(Object.entries(BROKEN))('notice a break of %s', async (name, [from, to]) => {
    await write(from, `${SOUND[from]}\nimport '${to}';`);
    const { violations } = await checkImports(dir);
    expect(violations.map(({ rule }) => rule)).toContain(name);
  });

  it.each(['../../../config/channels.ts', '../../alerts/alert.ts', 'uuid', 'grammy'])(
    'keep %s out of what can be lifted out',
    async (to) => {
      const from = 'src/channels/zalo/send.ts';
      await write(from, `${SOUND[from]}\nimport '${to}';`);
      const { violations } = await checkImports(dir);
      expect(violations.map(({ rule }) => rule)).toContain('zalo-can-be-lifted-out');
    },
  );

  it('are all broken above', () => {
    expect(Object.keys(BROKEN).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
  });

  it('hold in this tree, and every source file was read', async () => {
    const { modules, violations } = await checkImports(process.cwd());
    expect(violations).toEqual([]);
    const sources: string[] = [];
    for (const folder of ['src', 'config', 'workers']) {
      const found = await readdir(folder, { recursive: true });
      sources.push(...found.filter((name) => /[.]tsx?$/.test(name)).map((name) => join(folder, name)));
    }
    const own = sources.filter(
      (path) => !path.startsWith(join('src', 'db', 'generated')) && !path.endsWith('.d.ts'),
    );
    expect(own.length).toBeGreaterThan(100);
    expect(modules).toEqual(expect.arrayContaining(own));
  });
});
