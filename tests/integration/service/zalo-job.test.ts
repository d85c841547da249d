import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';
import { createZaloPerson, joinByZalo, type ZaloPerson } from '../../support/zalo/person.ts';
import { createZaloWorld, type ZaloWorld } from './zalo-world.ts';

const FLOOD = 'LÊN CHỖ CAO NGAY: nước suối Ea Tam đang lên nhanh.';

let world: ZaloWorld;
let officer: ZaloPerson;
/** Y Bhăng needs help, Lan is safe; Hoa lives where no alert goes. */
let bhang: ZaloPerson;
let lan: ZaloPerson;
let hoa: ZaloPerson;

beforeAll(async () => {
  world = await createZaloWorld();
  const person = (name: string) => createZaloPerson(world.oa, name);
  [officer, bhang, lan, hoa] = [person('Trực ban'), person('Y Bhăng'), person('Lan'), person('Hoa')];
});
afterAll(() => world.close());

describe('the main job on Zalo', () => {
  it('nothing is forged into the webhook, and an empty call has no effect', async () => {
    const path = `/webhooks/zalo/${world.accountId}`;
    expect((await world.get(path)).status).toBe(200);
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${world.service.address}${path}`, { method: 'POST', body, headers });
    expect((await post('{}')).status).toBe(200);
    const forged = JSON.stringify({ app_id: world.zalo.app.id, event_name: 'follow', timestamp: '1' });
    expect((await post(forged)).status).toBe(401);
    expect((await post(forged, { 'x-zevent-signature': `mac=${'0'.repeat(64)}` })).status).toBe(401);
    expect(await world.query('SELECT 1 FROM "InboundEvent"')).toEqual([]);
  });

  it('an account is not ready before its consent; a link works once, and no other one does', async () => {
    const before = await world.get('/readyz');
    expect(before.status).toBe(503);
    expect(before.text).toContain('zalo_not_connected');

    expect((await world.get('/oauth/zalo/callback?code=abc&state=guessed')).status).toBe(410);
    const back = await world.consent();
    expect(await world.get(back)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Đã kết nối'),
    });
    expect((await world.get(back)).status).toBe(410);
    const [grant] = await world.query<{ version: number; pair: string }>('SELECT * FROM "ChannelGrant"');
    expect(grant).toMatchObject({ version: 1, lostReason: null });
    expect(await world.query('SELECT "boundId" FROM "ChannelAccount"')).toEqual([{ boundId: world.oa.id }]);
    expect(await world.query('SELECT "stoppedReason" FROM "Lane"')).toEqual([{ stoppedReason: null }]);

    // Another OA of the same app must not take its place.
    const other = world.zalo.createOa({ name: 'Công an phường khác' });
    world.zalo.configure({ consentingOa: other.id });
    expect((await world.get(await world.consent())).status).toBe(409);
    world.zalo.configure({ consentingOa: world.oa.id });
    expect(await world.query('SELECT version FROM "ChannelGrant"')).toEqual([{ version: 1 }]);
  });

  it('people join by words, and the officer links', async () => {
    const [first = '', second = ''] = world.unit.groups.map(({ joinCode }) => joinCode);
    officer.says(`/start ${world.unit.officerCodes[0]}`);
    await Promise.all([
      officer.hears('Trần Văn Trực'),
      joinByZalo(bhang, first, 'Y Bhăng Mlô', 'nhà dài đầu buôn'),
      joinByZalo(lan, first, 'Nguyễn Thị Lan', '12 hẻm 3 Y Jút'),
      joinByZalo(hoa, second, "H'Hoa Êban", 'nhà cuối dốc'),
    ]);
    expect(await world.query('SELECT count(*)::int AS n FROM "Household"')).toEqual([{ n: 3 }]);
    await waitFor(async () => (await world.get('/readyz')).status === 200);
  });

  it('an alert arrives once in each household of its group, with its buttons, and rows agree with Zalo', async () => {
    officer.says('/canhbao');
    const categories = await officer.hears('Chọn loại cảnh báo');
    const list = 'text' in categories.content ? categories.content.text : '';
    officer.says(/(\d+)\. 🌊/.exec(list)?.[1] ?? '?');
    await officer.hears('Buôn Alê A');
    officer.says('Buôn Alê A');
    await officer.hears('☑ Buôn Alê A');
    officer.says('xong');
    await officer.hears('Gõ nội dung cảnh báo');
    officer.says(FLOOD);
    await officer.hears('Gửi cảnh báo này?');
    expect(officer.texts().some((text) => text.includes(FLOOD))).toBe(true);
    officer.says('1');
    await Promise.all([bhang.hears(FLOOD), lan.hears(FLOOD)]);
    await waitFor(async () => {
      const [row] = await world.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM "Delivery" WHERE state = 'sent'`,
      );
      return row?.n === 2;
    });
    const rows = await world.query<{ chat: string; message: string }>(
      `SELECT c."externalId" AS chat, d."externalMessageId" AS message
         FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"`,
    );
    const atZalo = world.zalo.sends(FLOOD).filter(({ to }) => to !== officer.id);
    expect(rows.toSorted((a, b) => (a.chat < b.chat ? -1 : 1))).toEqual(
      atZalo
        .map(({ to, messageId }) => ({ chat: to, message: messageId }))
        .toSorted((a, b) => (a.chat < b.chat ? -1 : 1)),
    );
    expect(atZalo[0]?.buttons.length).toBeGreaterThan(0);
    expect(hoa.texts().some((text) => text.includes(FLOOD))).toBe(false);
  });

  it('a press counts, and HELP reaches the officer; the same words of a foreign household do nothing', async () => {
    const forged = bhang.payloadOf(':HELP');
    lan.presses(':SAFE');
    await lan.hears('nhà mình an toàn');
    world.zalo.webhook.redeliver(3);
    bhang.presses(':HELP');
    await officer.hears('🆘 CẦN GIÚP: nhà dài đầu buôn, Buôn Alê A');
    await bhang.hears('Đã chuyển ngay tới cán bộ trực');

    const before = officer.texts().length;
    const heard = hoa.texts().length;
    hoa.says(forged);
    await waitFor(() => hoa.texts().length > heard, { what: 'an answer to the forged press' });
    const standings = await world.query<{ chat: string; standing: string }>(
      `SELECT c."externalId" AS chat, ah.standing
         FROM "AudienceHousehold" ah
         JOIN "AudienceContact" ac ON ac."alertId" = ah."alertId" AND ac."householdId" = ah."householdId"
         JOIN "ContactPoint" c ON c.id = ac."contactPointId"`,
    );
    expect(Object.fromEntries(standings.map(({ chat, standing }) => [chat, standing]))).toEqual({
      [bhang.id]: 'help',
      [lan.id]: 'safe',
    });
    const replies = await world.query<{ chat: string; code: string }>(
      `SELECT c."externalId" AS chat, r.code FROM "Reply" r JOIN "ContactPoint" c ON c.id = r."contactPointId"`,
    );
    expect(replies.map(({ chat, code }) => `${chat} ${code}`).toSorted()).toEqual(
      [`${bhang.id} HELP`, `${lan.id} SAFE`].toSorted(),
    );
    expect(officer.texts().slice(before).join('\n')).not.toContain('nhà cuối dốc');
  });

  it('the echo of a message whose answer was lost settles it', async () => {
    world.zalo.faults.order({ fault: { kind: 'deliver_then_drop' }, count: 1, userId: lan.id });
    const before = world.zalo.sendsTo(lan.id).length;
    lan.says('trợ giúp');
    await waitFor(() => world.zalo.sendsTo(lan.id).length > before);
    const newest = () =>
      world.query<{ state: string; message: string | null }>(
        `SELECT a.state, a."externalMessageId" AS message
           FROM "Answer" a JOIN "ContactPoint" c ON c.id = a."contactPointId"
          WHERE c."externalId" = $1 ORDER BY a.id DESC LIMIT 1`,
        [lan.id],
      );
    await waitFor(async () => (await newest())[0]?.message === world.zalo.sendsTo(lan.id).at(-1)?.messageId, {
      what: 'the echo that settles',
    });
    expect((await newest())[0]?.state).toBe('sent');
    const [notices] = await world.query<{ readable: number }>(
      `SELECT count(*) FILTER (WHERE "handledAt" IS NOT NULL AND payload <> '')::int AS readable
         FROM "ChannelNotice"`,
    );
    expect(notices?.readable).toBe(0);
  });

  it('while staff writes in a chat, our dialog is silent there but for presses and calls for help', async () => {
    world.oa.replyByHand(bhang.id, 'Chào anh, xuồng đang tới.');
    await officer.hears('đang trò chuyện trực tiếp với nhà dài đầu buôn');
    const told = officer.texts().length;
    const heard = bhang.texts().length;
    bhang.says('dạ, cảm ơn cán bộ');
    world.oa.replyByHand(bhang.id, 'Anh ở yên đó.');
    await waitFor(
      async () =>
        (await world.query('SELECT 1 FROM "ChannelNotice" WHERE "handledAt" IS NULL')).length === 0 &&
        (await world.query('SELECT 1 FROM "InboundEvent" WHERE "handledAt" IS NULL')).length === 0,
    );
    expect(bhang.texts()).toHaveLength(heard);
    expect(officer.texts()).toHaveLength(told);
    bhang.says('cứu với, nước vào nhà rồi');
    await officer.hears('nước vào nhà rồi');
    await waitFor(() => bhang.texts().length > heard, { what: 'an answer to a call for help' });
  });

  it('who takes the consent back at Zalo is erased', async () => {
    hoa.does({ kind: 'withdraw' });
    await waitFor(async () => {
      const [row] = await world.query<{ n: number }>('SELECT count(*)::int AS n FROM "Member"');
      return row?.n === 2;
    });
    const [contact] = await world.query<{ memberId: string | null; state: string }>(
      'SELECT "memberId", state FROM "ContactPoint" WHERE "externalId" = $1',
      [hoa.id],
    );
    expect(contact).toEqual({ memberId: null, state: 'stopped' });
  });

  it('nothing is left behind: no waiting row, no refused message', async () => {
    await waitFor(
      async () =>
        (await world.query(`SELECT 1 FROM "Answer" WHERE state IN ('pending', 'sending')`)).length === 0,
      { what: 'the last answer' },
    );
    expect(await world.query(`SELECT state, reason FROM "Answer" WHERE state <> 'sent'`)).toEqual([]);
    expect(await world.query('SELECT 1 FROM "InboundEvent" WHERE "handledAt" IS NULL')).toEqual([]);
    const [sent] = await world.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM "Answer" WHERE state = 'sent')::int
            + (SELECT count(*) FROM "Delivery" WHERE state = 'sent')::int AS n`,
    );
    expect(sent?.n).toBe(world.zalo.stats().accepted);
  });
});
