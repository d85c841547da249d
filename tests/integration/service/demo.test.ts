import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chatSchema,
  peopleSchema,
  type SimulatorPerson,
  simulatorStateSchema,
} from '../../../src/contracts/simulator.ts';
import { type ServiceProcess, startProgram } from '../../support/service-process.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The demo as somebody starts it who has just read the README, and kills it on the way. */
const FLOOD = 'LÊN CHỖ CAO NGAY: nước suối Ea Tam đang lên nhanh.';
/** A minute on an idle machine of two cores. */
const EVERYBODY = { timeoutMs: 300_000, what: 'the village' };

let folder: string;
let demo: ServiceProcess;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
  await start();
});
afterAll(async () => {
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  demo = startProgram('src/main.ts', {
    folder,
    args: ['demo'],
    env: { PORT: '0', DATA_DIR: join(folder, 'data') },
  });
  address = await demo.says(/(http:\S+)\/simulator/, 120_000);
}

const get = async (path: string): Promise<unknown> => (await fetch(`${address}/api/simulator${path}`)).json();
const state = async () => simulatorStateSchema.parse(await get('/state'));
const people = async () => peopleSchema.parse(await get('/people')).people;
const chatOf = async (id: string) => chatSchema.parse(await get(`/people/${id}/chat`));
const textsOf = async (id: string) =>
  (await chatOf(id)).messages.flatMap((message) => ('text' in message ? [message.text] : []));
const post = async (id: string, text: string) => {
  const response = await fetch(`${address}/api/simulator/people/${id}/text`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  expect(response.status).toBe(200);
};

describe('the demo', () => {
  it('joins on both networks, also when it is killed in the middle and started again', async () => {
    await waitFor(async () => (await state()).village.joined > 10, EVERYBODY);
    await demo.kill();
    await start();
    await waitFor(async () => (await state()).village.joined === 200, EVERYBODY);
    await waitFor(async () => (await people()).every(({ joined }) => joined), EVERYBODY);
    const { homes, planned } = (await state()).village;
    expect(planned).toBe(200);
    expect(homes.zalo + homes.both + homes.telegram).toBe(200);
    expect(homes.zalo).toBeGreaterThan(80);
    expect(Math.min(homes.both, homes.telegram)).toBeGreaterThan(20);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  }, 700_000);

  it('says on both networks that it is a demo, and one alert reaches every household as both count', async () => {
    const all = await people();
    const officer = all.find(({ role }) => role === 'officer');
    for (const said of ['/canhbao', '2', 'tất cả', FLOOD, '1']) await post(officer?.id ?? '', said);
    await waitFor(async () => {
      const { alert } = await state();
      return alert !== null && alert.households === 200 && alert.pending === 0 && alert.unknown === 0;
    }, EVERYBODY);
    const { alert } = await state();
    // Some have blocked us meanwhile; who is on both is reached on the other network.
    expect((alert?.sent ?? 0) + (alert?.unreachable ?? 0)).toBe(200);
    expect(alert?.sent).toBeGreaterThan(185);

    const heard: SimulatorPerson[] = [];
    for (const person of all) {
      if (person.role === 'officer') continue;
      const texts = await textsOf(person.id);
      const alerts = texts.filter((text) => text.includes(FLOOD));
      expect(alerts.length).toBeLessThanOrEqual(1);
      if (alerts.length === 0) continue;
      expect(alerts[0]).toMatch(/BẢN DÙNG THỬ|DEMO – NOT A REAL MESSAGE/);
      heard.push(person);
    }
    // Nobody is asked twice, so each chat that has it is another household.
    expect(heard.length).toBe(alert?.sent);
    for (const network of ['telegram', 'zalo'] as const)
      expect(heard.filter((person) => person.network === network).length).toBeGreaterThan(50);
  }, 400_000);
});
