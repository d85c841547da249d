import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { echoDialog } from './echo-dialog.ts';
import { createWorld, typed, type World } from './world.ts';

/** Planted wherever a person can write something. */
const SECRET = 'bí-mật-planted';

let testDatabase: TestDatabase;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString);
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

async function everyRow(): Promise<string> {
  const { rows: tables } = await world.database.pool.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
  );
  const dumps = [];
  for (const { name } of tables) {
    const { rows } = await world.database.pool.query<{ line: string }>(
      `SELECT t::text AS line FROM ${name} t`,
    );
    dumps.push(...rows.map(({ line }) => line));
  }
  return dumps.join('\n');
}

describe('a planted secret', () => {
  it('is nowhere in clear: not in a row, a log line or a hint', async () => {
    const invite = await world.join('person', `${SECRET} name`, `${SECRET} house`);
    await world.joinInvited('second', `${SECRET} second`, invite);
    await world.addOfficer('officer');
    const { number } = await world.addAlert();
    const content = { kind: 'text', text: `${SECRET} words` } as const;
    await world.say('person', { kind: 'record_reply', alertNumber: number, code: 'HELP', content });
    const photo = { kind: 'photo', fileId: 'f', caption: `${SECRET} caption` } as const;
    await world.say('second', { kind: 'record_reply', alertNumber: number, code: null, content: photo });
    await world.say('person', { kind: 'link_staff', code: SECRET });

    // One that fails for good with the secret in its error, one that waits.
    await world.receive('failing', typed(SECRET));
    const failing = world.handlerWith({
      ...echoDialog,
      step() {
        throw new Error(SECRET);
      },
    });
    for (let round = 0; round < 5; round++) {
      await failing();
      await world.endRests();
    }
    await world.receive('waiting', typed(SECRET));

    expect((await world.inbox('officer')).join()).toContain(`${SECRET} words`);
    const rows = await everyRow();
    expect(rows).toContain(number);
    expect(rows).not.toContain(SECRET);
    expect(rows).not.toContain('1:token');
    expect(JSON.stringify([world.logs, world.hinted])).not.toContain(SECRET);
  });

  it('of a member reaches the police and nobody else', async () => {
    const chats = (
      await world.database.prisma.answer.findMany({ select: { id: true, payload: true, contact: true } })
    ).filter(({ id, payload }) => world.sealer.open(id, payload).includes(`${SECRET} words`));
    expect([...new Set(chats.map(({ contact }) => contact.externalId))]).toEqual(['officer']);
  });
});
