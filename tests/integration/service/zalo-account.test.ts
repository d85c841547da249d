import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';
import { createZaloPerson } from '../../support/zalo/person.ts';
import { createZaloWorld, type ZaloWorld } from './zalo-world.ts';

let world: ZaloWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function connected(type: 2 | 4): Promise<ZaloWorld> {
  world = await createZaloWorld({ type });
  expect((await world.get(await world.consent())).status).toBe(200);
  return world;
}

const learned = async ({ query }: ZaloWorld) =>
  (
    await query<{ sendRoute: string | null; refused: boolean }>(
      'SELECT "sendRoute", "buttonsRefusedAt" IS NOT NULL AS refused FROM "ChannelAccount"',
    )
  )[0];

describe('what a Zalo account learns is kept', () => {
  it('the endpoint of a state agency', async () => {
    const now = await connected(4);
    const lan = createZaloPerson(now.oa, 'Lan');
    lan.says('xin chào');
    await waitFor(() => lan.texts().length > 0, { timeoutMs: 10_000, what: 'a greeting' });
    await waitFor(async () => (await learned(now))?.sendRoute === 'v2', { what: 'the route' });
    expect(now.zalo.sendsTo(lan.id)[0]?.path).toBe('/v2.0/oa/message');
  }, 40_000);

  it('that buttons are not for it: choices are lines, answered by their numbers', async () => {
    const now = await connected(2);
    now.zalo.configure({ buttonsOnV3: false });
    const lan = createZaloPerson(now.oa, 'Lan');
    const code = now.unit.groups[0]?.joinCode ?? '';
    for (const [said, heard] of [
      [code, 'Xin cho biết tên'],
      ['Lan', 'Nhà mình là nhà nào'],
      ['12 hẻm 3', '1. '],
      ['1', 'đồng ý không'],
    ] as const) {
      lan.says(said);
      await lan.hears(heard);
    }
    await waitFor(async () => (await learned(now))?.refused === true, { what: 'the refusal of buttons' });
  }, 40_000);
});
