import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { CategoryCode } from '../../../src/alerts/alert.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { nextMidnight, nextMorning } from '../../../src/channels/zalo/index.ts';
import { createZaloTokenStore } from '../../../src/db/zalo-token-store.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { checkZalo } from '../../../src/tools/check-zalo.ts';
import { changeTerms, newTemplateSchema, quotaLines, templateLines } from '../../../src/tools/zalo-terms.ts';
import { waitFor } from '../../support/wait-for.ts';
import { testSealer } from '../../support/ward.ts';
import { createZaloPerson, joinByZalo, type ZaloPerson } from '../../support/zalo/person.ts';
import { createZaloWorld, type ZaloWorld } from './zalo-world.ts';

const HOUR_MS = 3_600_000;

let world: ZaloWorld;
let officer: ZaloPerson;
/** Bhăng wrote just now, Lan three days ago, Hoa nine days ago. */
let bhang: ZaloPerson;
let lan: ZaloPerson;
let hoa: ZaloPerson;

/** Quotas are of a day; everything here happens in one. */
const TOGETHER_MS = 5 * 60_000;

beforeAll(async () => {
  await waitFor(() => nextMidnight(Date.now()) - Date.now() > TOGETHER_MS, { timeoutMs: 2 * TOGETHER_MS });
  world = await createZaloWorld();
  const person = (name: string) => createZaloPerson(world.oa, name);
  [officer, bhang, lan, hoa] = [person('Trực ban'), person('Y Bhăng'), person('Lan'), person('Hoa')];
  expect((await world.get(await world.consent())).status).toBe(200);
  const code = world.unit.groups[0]?.joinCode ?? '';
  officer.says(`/start ${world.unit.officerCodes[0]}`);
  await Promise.all([
    officer.hears('Trần Văn Trực'),
    joinByZalo(bhang, code, 'Y Bhăng Mlô', 'nhà dài đầu buôn'),
    joinByZalo(lan, code, 'Nguyễn Thị Lan', '12 hẻm 3 Y Jút'),
    joinByZalo(hoa, code, "H'Hoa Êban", 'nhà cuối dốc'),
  ]);
  await wrote(lan, 72);
  await wrote(hoa, 9 * 24);
}, 3 * TOGETHER_MS);
afterAll(() => world.close());

/** So long ago, for Zalo and for us. */
async function wrote(person: ZaloPerson, hoursAgo: number, ours = hoursAgo): Promise<void> {
  world.oa.setUser(person.id, { lastInteractionMs: Date.now() - hoursAgo * HOUR_MS });
  await world.query(
    `UPDATE "ContactPoint" SET "lastInboundAt" = now() - $2 * interval '1 hour', "windowClosedAt" = NULL
      WHERE "externalId" = $1`,
    [person.id, ours],
  );
}

const textOf = ({ content }: Awaited<ReturnType<ZaloPerson['hears']>>) =>
  'text' in content ? content.text : '';

/** As far as the question whether to send it, which is returned. */
async function compose(icon: string, text: string): Promise<string> {
  officer.says('/canhbao');
  const categories = await officer.hears('Chọn loại cảnh báo');
  const list = 'text' in categories.content ? categories.content.text : '';
  officer.says(new RegExp(`(\\d+)\\. ${icon}`, 'u').exec(list)?.[1] ?? '?');
  await officer.hears('Buôn Alê A');
  officer.says('Buôn Alê A');
  await officer.hears('☑ Buôn Alê A');
  officer.says('xong');
  await officer.hears('Gõ nội dung cảnh báo');
  officer.says(text);
  return textOf(await officer.hears('Gửi cảnh báo này?'));
}

/** Raised as the chat does it, without the chat. The sweeper finds it. */
async function raise(category: CategoryCode, text: string): Promise<void> {
  const { container } = world.service;
  const [staff] = await world.query<{ id: string; policeUnitId: string }>(
    'SELECT id, "policeUnitId" FROM "Staff"',
  );
  const raised = await container.inTransaction((stores) =>
    createRaiseAlert({
      ...stores,
      composer: container.composer,
      categories: ALERT_CATEGORIES,
      now: () => new Date(),
      newId,
      newCode,
      textLimit: async () => 1_900,
    })(
      { staffId: staff?.id ?? '', policeUnitId: staff?.policeUnitId ?? '', roles: ['duty_officer'] },
      { category, groupIds: [world.unit.groups[0]?.id ?? ''], text },
      null,
    ),
  );
  expect(raised.kind).toBe('raised');
}

interface Row {
  state: string;
  route: string | null;
  reason: string | null;
  notBefore: Date | null;
}

/** The delivery to somebody of the newest alert that begins so, once it is no longer on its way. */
async function deliveryTo(person: ZaloPerson, words: string): Promise<Row> {
  const read = async () =>
    (
      await world.query<Row & { due: boolean }>(
        `SELECT d.state, d.route, d.reason, d."notBefore",
                d.state IN ('pending', 'sending') AND coalesce(d."notBefore" <= now() + interval '1 minute', true) AS due
           FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"
          WHERE c."externalId" = $1
            AND d."alertMessageId" = (SELECT id FROM "AlertMessage" WHERE texts ->> 'headline' LIKE $2 || '%'
                                       ORDER BY "createdAt" DESC LIMIT 1)`,
        [person.id, words],
      )
    )[0];
  await waitFor(async () => (await read())?.due === false, { timeoutMs: 60_000, what: 'the delivery' });
  const row = await read();
  if (!row) throw new Error('no delivery');
  const { due: _, ...rest } = row;
  return rest;
}

const sentFor = (route: 'paid' | 'template' | null): Row => ({
  state: 'sent',
  route,
  reason: null,
  notBefore: null,
});
const notSent = (reason: string): Row => ({ state: 'unreachable', route: null, reason, notBefore: null });

/** A wait is reckoned by this process and written by the database a moment later; on a busy machine some moments. */
function isAbout(at: Date | null, ms: number): void {
  const lateMs = (at?.getTime() ?? Number.NaN) - ms;
  expect(lateMs).toBeGreaterThan(-2_000);
  expect(lateMs).toBeLessThan(30_000);
}

async function addTemplate(change: Record<string, string> = {}): Promise<void> {
  const template = newTemplateSchema.parse({
    ...{ id: '300001', name: 'Cảnh báo khẩn', price: '200', approved: '2026-01-02' },
    parameters: 'noi_dung=text:90,so=number:30,goi=phone:20',
    ...change,
  });
  const done = await world.service.container.inTransaction((stores) =>
    changeTerms(stores, world.accountId, { kind: 'template-add', template }),
  );
  expect(done).toBe('changed');
}

describe('windows, quotas and templates on Zalo', () => {
  it('a routine alert spends nothing: the officer is told before, and Zalo is not called', async () => {
    const [before, toLan] = [world.zalo.stats().accepted, world.zalo.sendsTo(lan.id).length];
    const summary = await compose('🔒', 'Khóa cổ xe, đưa xe vào nhà.');
    expect(summary).toContain('3 hộ, 1 hộ liên lạc được.');
    expect(summary).toContain('Qua Telegram: 0 hộ. Qua Zalo: 1 hộ.');
    expect(summary).toContain('1 hộ không gửi được: tin cho các hộ này tính phí');
    expect(summary).toContain('1 hộ không gửi được: đã lâu không nhắn cho Zalo');
    expect(summary).not.toContain('Tin tính phí');
    expect(before).toBeGreaterThan(0);

    officer.says('1');
    await bhang.hears('Khóa cổ xe');
    expect(await deliveryTo(bhang, 'Khóa cổ xe, đưa')).toEqual(sentFor(null));
    expect(await deliveryTo(lan, 'Khóa cổ xe, đưa')).toEqual(notSent('paid_not_allowed'));
    expect(await deliveryTo(hoa, 'Khóa cổ xe, đưa')).toEqual(notSent('no_template'));
    expect(world.zalo.sendsTo(lan.id)).toHaveLength(toLan);
    const states = await world.query(`SELECT DISTINCT state FROM "ContactPoint"`);
    expect(states).toEqual([{ state: 'active' }]);
  }, 180_000);

  it('a critical alert may spend: the price is shown, and what the package still pays is known after it', async () => {
    const summary = await compose('🌊', 'LÊN CHỖ CAO NGAY: nước suối Ea Tam đang lên nhanh.');
    expect(summary).toContain('3 hộ, 2 hộ liên lạc được.');
    expect(summary).toContain('Tin tính phí: 1 tin, khoảng 55 đ (chưa thuế).');
    officer.says('1');
    await Promise.all([bhang.hears('LÊN CHỖ CAO NGAY'), lan.hears('LÊN CHỖ CAO NGAY')]);
    expect(await deliveryTo(lan, 'LÊN CHỖ CAO NGAY')).toEqual(sentFor('paid'));
    expect(await deliveryTo(hoa, 'LÊN CHỖ CAO NGAY')).toEqual(notSent('no_template'));
    await waitFor(async () => {
      const [account] = await world.query<{ paidLeft: number | null; paidTotal: number | null }>(
        'SELECT "paidLeft", "paidTotal" FROM "ChannelAccount"',
      );
      return account?.paidLeft === 499 && account.paidTotal === 500;
    });
  }, 180_000);

  it('a closure is previewed like the alert, for who got it, and goes as it was said', async () => {
    // Nothing is left in the package.
    await world.query('UPDATE "ChannelAccount" SET "paidLeft" = 0');
    officer.says('/tinhhinh');
    const list = textOf(await officer.hears('Chọn cảnh báo'));
    officer.says(/(\d+)\. [^\n]*LÊN CHỖ CAO NGAY/u.exec(list)?.[1] ?? '?');
    await officer.hears('Gửi thêm tin về cảnh báo này?');
    officer.says('3');
    await officer.hears('Gõ nội dung kết thúc');
    officer.says('Nước đã rút, bà con về nhà được rồi.');
    const summary = textOf(await officer.hears('Gửi tin này?'));
    expect(summary).toContain('3 hộ, 2 hộ liên lạc được.');
    expect(summary).toContain('Qua Telegram: 0 hộ. Qua Zalo: 2 hộ.');
    expect(summary).toContain('Tin tính phí: 1 tin, khoảng 55 đ (chưa thuế).');
    expect(summary).not.toContain('không gửi được');
    officer.says('1');
    await Promise.all([bhang.hears('Nước đã rút'), lan.hears('Nước đã rút')]);
    expect(await deliveryTo(bhang, 'Nước đã rút')).toEqual(sentFor(null));
    expect(await deliveryTo(lan, 'Nước đã rút')).toEqual(sentFor('paid'));
    expect(hoa.texts().some((text) => text.includes('Nước đã rút'))).toBe(false);
    const [sent] = await world.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
        WHERE m.kind = 'closure'`,
    );
    expect(sent?.count).toBe(2);
  }, 180_000);

  it('the setting lets a routine alert spend too', async () => {
    const { inTransaction } = world.service.container;
    await inTransaction((stores) => changeTerms(stores, world.accountId, { kind: 'paid-routine', on: true }));
    await raise('theft', 'Khóa cửa sau khi ra đồng.');
    expect(await deliveryTo(lan, 'Khóa cửa sau')).toEqual(sentFor('paid'));
    await inTransaction((stores) =>
      changeTerms(stores, world.accountId, { kind: 'paid-routine', on: false }),
    );
    const audit = await world.query(
      `SELECT action, subject, detail FROM "AuditEntry" WHERE action LIKE 'zalo.%' ORDER BY id`,
    );
    expect(audit).toEqual(
      [true, false].map((on) => ({
        action: 'zalo.paid_routine',
        subject: `account:${world.accountId}`,
        detail: { on },
      })),
    );
  }, 180_000);

  it('a template reaches who is outside every window, with the facts of the alert in NFC', async () => {
    world.oa.addTemplate({
      id: '300001',
      parameters: [
        { name: 'noi_dung', maxLength: 90 },
        { name: 'so', maxLength: 30 },
        { name: 'goi', maxLength: 20 },
      ],
    });
    await addTemplate();
    const text = 'Nước suối Ea Tam đang lên nhanh 🌊, bà con lên chỗ cao ngay.';
    const summary = await compose('🌊', text.normalize('NFD'));
    expect(summary).toContain('3 hộ, 3 hộ liên lạc được.');
    expect(summary).toContain('Tin tính phí: 1 tin, khoảng 200 đ (chưa thuế).');
    officer.says('1');
    expect(await deliveryTo(hoa, 'Nước suối Ea Tam')).toEqual(sentFor('template'));
    expect(world.oa.chat(hoa.id)?.messages.at(-1)?.content).toMatchObject({
      kind: 'template',
      templateId: '300001',
      data: { noi_dung: text.normalize('NFC'), so: expect.stringMatching(/^BMT-/), goi: '0262 3812 345' },
    });
    expect(await deliveryTo(bhang, 'Nước suối Ea Tam')).toEqual(sentFor(null));
    expect(bhang.texts().at(-1)).toContain(text.normalize('NFC'));
  }, 180_000);

  it('a window that Zalo calls closed is closed: the same alert goes by template at once', async () => {
    await wrote(hoa, 9 * 24, 1);
    await raise('disaster', 'Nước đã tới chân cầu.');
    expect(await deliveryTo(hoa, 'Nước đã tới')).toEqual(sentFor('template'));
    const [contact] = await world.query<{ closed: boolean }>(
      `SELECT "windowClosedAt" IS NOT NULL AS closed FROM "ContactPoint" WHERE "externalId" = $1`,
      [hoa.id],
    );
    expect(contact?.closed).toBe(true);
    const { refused } = world.zalo.stats();
    await raise('disaster', 'Nước rút.');
    expect(await deliveryTo(hoa, 'Nước rút')).toEqual(sentFor('template'));
    expect(await deliveryTo(lan, 'Nước rút')).toEqual(sentFor('paid'));
    expect(await deliveryTo(bhang, 'Nước rút')).toEqual(sentFor(null));
    // Known now: Zalo is not asked again.
    expect(world.zalo.stats().refused).toBe(refused);
  }, 180_000);

  it('a quota that is used up: a template goes instead, and without one the message waits for midnight', async () => {
    world.oa.setFunds({ paidPool: 0 });
    await raise('disaster', 'Nước lên lại.');
    expect(await deliveryTo(lan, 'Nước lên lại')).toEqual(sentFor('template'));

    const { inTransaction } = world.service.container;
    const removed = await inTransaction((stores) =>
      changeTerms(stores, world.accountId, { kind: 'template-remove', externalId: '300001' }),
    );
    expect(removed).toBe('changed');
    const midnight = nextMidnight(Date.now());
    const summary = await compose('🌊', 'Bà con ở yên trên cao.');
    expect(summary).toContain('1 hộ phải chờ, muộn nhất đến 00:00');
    const { refused } = world.zalo.stats();
    officer.says('1');
    const row = await deliveryTo(lan, 'Bà con ở yên');
    expect(row).toMatchObject({ state: 'pending', reason: 'quota_used_up' });
    isAbout(row.notBefore, midnight);
    await bhang.hears('Bà con ở yên trên cao.');
    expect(world.zalo.stats().refused).toBe(refused);
    expect(lan.texts().some((text) => text.includes('Bà con ở yên trên cao.'))).toBe(false);
  }, 180_000);

  it('a message that Zalo puts off for the night leaves in the morning', async () => {
    world.zalo.faults.order({ fault: { kind: 'refuse', code: -234 }, count: 1, userId: bhang.id });
    await raise('theft', 'Khóa cổ xe trước khi ngủ.');
    const row = await deliveryTo(bhang, 'Khóa cổ xe trước');
    expect(row).toMatchObject({ state: 'pending', reason: 'zalo_night' });
    isAbout(row.notBefore, nextMorning(Date.now()));
  }, 180_000);

  it('a template that Zalo refuses is not used again, and is named to the operator', async () => {
    world.oa.addTemplate({ id: '300002', status: 'disabled', parameters: [{ name: 'so' }] });
    await addTemplate({ id: '300002', name: 'Mẫu bị khóa', parameters: 'so=number:30' });
    await raise('disaster', 'Nước lên lần nữa.');
    expect(await deliveryTo(hoa, 'Nước lên lần nữa')).toEqual(notSent('no_template'));
    const calls = world.zalo.stats().calls['/v3.0/oa/message/template'] ?? 0;
    await raise('disaster', 'Bà con chú ý.');
    expect(await deliveryTo(hoa, 'Bà con chú ý')).toEqual(notSent('no_template'));
    expect(world.zalo.stats().calls['/v3.0/oa/message/template']).toBe(calls);
    const { inTransaction, database } = world.service.container;
    const lines = await inTransaction((stores) => quotaLines(stores, world.accountId));
    expect(lines.join('\n')).toContain('refused by Zalo: zalo_template_not_allowed');

    const account = (await inTransaction((stores) => stores.accounts.list()))[0];
    if (!account) throw new Error('no account');
    const checked = await checkZalo({
      account,
      roots: { apiRoot: world.zalo.apiRoot, oauthRoot: world.zalo.oauthRoot },
      tokens: createZaloTokenStore(database.db, testSealer(), account.id),
      webhookUrl: 'https://binhyen.example/webhooks/zalo/x',
      lastEventAt: new Date(),
      quotas: lines,
    });
    expect(checked).toContain('Quota of charged messages, as Zalo says now: 0 of 0 left');
    expect(checked.some((line) => line.startsWith('Rate: 53 messages a second'))).toBe(true);
    expect(checked.some((line) => line.startsWith('Charged messages: used up'))).toBe(true);
  }, 180_000);

  it('what Zalo decides about a template takes effect by itself', async () => {
    const { inTransaction } = world.service.container;
    const becomes = (state: string) =>
      waitFor(
        async () => {
          const lines = await inTransaction((stores) => templateLines(stores, world.accountId));
          return lines.some((line) => line.startsWith('300002 ') && line.endsWith(state));
        },
        { what: `the template to be ${state}`, timeoutMs: 60_000 },
      );
    expect(world.oa.decideTemplate('300002', 'enabled')).toBe(true);
    await becomes('in use');
    world.oa.decideTemplate('300002', 'rejected');
    await becomes('refused by Zalo: zalo_template_rejected');
    const noted = await world.query(
      `SELECT detail FROM "AuditEntry" WHERE action = 'zalo.template_status' ORDER BY id`,
    );
    expect(noted.map(({ detail }: { detail?: unknown }) => detail)).toEqual([
      { template: '300002', status: 'approved' },
      { template: '300002', status: 'refused' },
    ]);
  }, 180_000);

  it('a text beyond what a message carries is refused in the chat, and one that just fits arrives whole', async () => {
    const long = (length: number) => '🌊 Lũ về. '.repeat(300).slice(0, length).trimEnd();
    officer.says('/canhbao');
    const categories = await officer.hears('Chọn loại cảnh báo');
    const list = 'text' in categories.content ? categories.content.text : '';
    officer.says(/(\d+)\. 🌊/u.exec(list)?.[1] ?? '?');
    await officer.hears('Buôn Alê A');
    officer.says('Buôn Alê A');
    await officer.hears('☑ Buôn Alê A');
    officer.says('xong');
    await officer.hears('Gõ nội dung cảnh báo');
    officer.says(long(2_000));
    await officer.hears('Nội dung dài quá');
    officer.says(long(1_400));
    await officer.hears('Gửi cảnh báo này?');
    officer.says('1');
    const heard = await bhang.hears(long(1_400));
    expect('text' in heard.content ? heard.content.text.length : 0).toBeLessThanOrEqual(2_000);
  }, 180_000);
});
