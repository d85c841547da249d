import { afterEach, describe, expect, it } from 'vitest';
import { startOwnTime } from '../../support/own-time.ts';
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
    await waitFor(() => lan.texts().length > 0, { what: 'a greeting' });
    await waitFor(async () => (await learned(now))?.sendRoute === 'v2', { what: 'the route' });
    expect(now.zalo.sendsTo(lan.id)[0]?.path).toBe('/v2.0/oa/message');
  });

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
  });
});

describe('a Zalo account whose permission is taken back', () => {
  it('is refused and says so, loses nothing, and goes on within half a minute after a new consent', async () => {
    const now = await connected(2);
    const lan = createZaloPerson(now.oa, 'Lan');
    lan.says('xin chào');
    await waitFor(() => lan.texts().length > 0, { what: 'a greeting' });
    const heard = lan.texts().length;
    await waitFor(async () => (await now.get('/readyz')).status === 200);

    now.oa.revokeTokens();
    lan.says('có ai không');
    await waitFor(async () => (await now.get('/readyz')).status === 503);
    const [grant] = await now.query<{ lostReason: string }>('SELECT "lostReason" FROM "ChannelGrant"');
    expect(grant?.lostReason).toMatch(/^zalo_/);
    // As the tokens or the driver of the lane say it, whoever was last.
    expect((await now.get('/readyz')).text).toMatch(/zalo_(consent_needed|refresh_token_used)/);
    const waiting = () =>
      now.query<{ state: string }>(
        `SELECT a.state FROM "Answer" a JOIN "ContactPoint" c ON c.id = a."contactPointId"
          WHERE c."externalId" = $1 ORDER BY a.id DESC LIMIT 1`,
        [lan.id],
      );
    await waitFor(async () => (await waiting())[0]?.state === 'pending', { what: 'the answer to wait' });
    expect(lan.texts()).toHaveLength(heard);

    const taken = startOwnTime();
    expect((await now.get(await now.consent())).status).toBe(200);
    await waitFor(() => lan.texts().length > heard, { timeoutMs: 45_000, what: 'the answer that waited' });
    expect(taken()).toBeLessThan(32_000);
    await waitFor(async () => (await now.get('/readyz')).status === 200);
    await waitFor(async () => (await waiting())[0]?.state === 'sent', { what: 'the row' });
  }, 120_000);
});
