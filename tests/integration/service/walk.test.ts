import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VillagePerson } from '../../../src/simulator/households/village.ts';
import { chromiumPath, explainMissingBrowser } from '../../console/support/browser.ts';
import { PHONE, WIDE } from '../../console/support/console-site.ts';
import { type Desk, PASSWORD, sitDown } from './walk-desk.ts';
import { createWalkWorld, HOUSEHOLDS, WARD, type WalkWorld } from './walk-world.ts';

if (chromiumPath === null) explainMissingBrowser();

/**
 * The whole of it, once, on the service itself: from the link of the first administrator to the verified audit log. Each
 * step of an alert is done on a wide screen in Vietnamese and on a phone in English. CONSOLE_PICTURES=<folder> keeps a
 * picture of every step.
 */
describe.skipIf(chromiumPath === null)('a ward from its first day to a closed alert', () => {
  let world: WalkWorld;
  const desks: Desk[] = [];
  let admin: Desk;
  let second: Desk;
  let author: Desk;
  let chief: Desk;

  beforeAll(async () => {
    world = await createWalkWorld();
  }, 240_000);
  afterAll(async () => {
    await Promise.all(desks.map((desk) => desk.close()));
    await world.close();
  });

  async function sit(path: string, how: Parameters<typeof sitDown>[2]): Promise<Desk> {
    const desk = await sitDown(world.service.address, path, how);
    desks.push(desk);
    return desk;
  }

  /** The administrator invites somebody, who opens the link on a screen of their own. */
  async function invite(
    person: { name: string; office: string; unit: string; role: string },
    how: Parameters<typeof sitDown>[2],
  ): Promise<Desk> {
    const { page, t } = admin;
    await page.getByRole('button', { name: t('staff-invite'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('setup-name')).fill(person.name);
    await dialog.getByLabel(t('setup-office')).fill(person.office);
    await dialog.getByLabel(t('account-unit')).selectOption({ label: person.unit });
    await dialog.getByLabel(t('staff-role')).selectOption({ label: t(`role-${person.role}`) });
    await admin.look(`invitation of ${how.who}`);
    await dialog.getByRole('button', { name: t('staff-invite-submit'), exact: true }).click();
    const link = new URL((await dialog.locator('code').first().textContent()) ?? '');
    await admin.look(`link for ${how.who}`);
    await dialog.getByRole('button', { name: t('staff-handed-over') }).click();
    return sit(link.pathname + link.hash, how);
  }

  it('is set up by its first administrator', async () => {
    const setup = await world.service.container.openSetup();
    if (setup === null) throw new Error('no link for the first administrator');
    admin = await sit(setup.path, { who: 'administrator', screen: WIDE, language: 'vi' });
    const { page, t } = admin;
    for (const [field, value] of [
      ['setup-unit-name', 'Công an tỉnh Đắk Lắk'],
      ['setup-unit-code', 'DLK'],
      ['setup-unit-dutyPhone', '0262 000 0113'],
      ['setup-unit-provinceCode', '66'],
      ['setup-unit-provinceName', 'Tỉnh Đắk Lắk'],
      ['setup-name', 'Phạm Minh Tuấn'],
      ['sign-in-user-name', 'tuan.pham'],
      ['new-password', PASSWORD],
    ] as const) {
      await page.getByLabel(t(field), { exact: true }).fill(value);
    }
    await admin.look('set-up');
    await page.getByRole('button', { name: t('setup-submit') }).click();
    await admin.turnOnSecondFactor();
    await page.getByRole('heading', { name: t('home-title') }).waitFor();
    await admin.look('home');
  }, 120_000);

  it('is staffed: a chief commands once two administrators have agreed', async () => {
    await admin.open('/staff');
    const phone = { screen: PHONE, language: 'en' } as const;
    second = await invite(
      {
        name: 'Lê Thị Thu',
        office: 'Quản trị',
        unit: 'Công an tỉnh Đắk Lắk',
        role: 'province_admin',
      },
      { who: 'second administrator', ...phone },
    );
    await second.takeAccount('thu.le');
    await second.turnOnSecondFactor();
    await second.page.getByRole('heading', { name: second.t('now-title') }).waitFor();
    await second.look('now of an administrator');

    author = await invite(
      { name: 'Y Bhiu Niê', office: 'Cảnh sát khu vực', unit: WARD, role: 'area_officer' },
      { who: 'area officer', screen: WIDE, language: 'vi' },
    );
    await author.takeAccount('bhiu.nie');
    await author.page.getByRole('heading', { name: author.t('now-title') }).waitFor();
    await author.look('now on the first day');

    chief = await invite(
      { name: 'Nguyễn Thị Hoa', office: 'Trưởng Công an phường', unit: WARD, role: 'ward_chief' },
      { who: 'chief', ...phone },
    );
    await chief.takeAccount('hoa.nguyen');
    await chief.page.getByText(chief.t('home-no-role')).waitFor();
    await chief.look('home without a role');

    await second.open('/staff');
    await second.page.getByText('Nguyễn Thị Hoa').first().waitFor();
    await second.look('rights that wait');
    await second.page.getByRole('button', { name: second.t('rights-approve'), exact: true }).click();
    await second.page.getByText(second.t('rights-done-approve')).waitFor();
    await admin.page.getByRole('button', { name: 'Nguyễn Thị Hoa' }).waitFor();
    await admin.look('staff');

    await chief.page.reload();
    await chief.turnOnSecondFactor();
    await world.joined();
  }, 240_000);

  it.each([
    {
      name: 'written at a desk and approved on a phone',
      author: { screen: WIDE, language: 'vi' },
      chief: { screen: PHONE, language: 'en' },
      network: 'telegram',
      text: 'RA NGOÀI NGAY: đang cháy ở hẻm 12 Y Jút.',
      english: 'GET OUT NOW: a house is burning in lane 12 Y Jut.',
    },
    {
      name: 'written on a phone and approved at a desk',
      author: { screen: PHONE, language: 'en' },
      chief: { screen: WIDE, language: 'vi' },
      network: 'zalo',
      text: 'RA NGOÀI NGAY: cháy kho hàng ở hẻm 3 Mai Hắc Đế.',
      english: 'GET OUT NOW: a storehouse is burning in lane 3 Mai Hac De.',
    },
  ] as const)(
    'an alert is $name, answered, updated, closed and printed',
    async (round) => {
      await author.moveTo(round.author.screen, round.author.language);
      await chief.moveTo(round.chief.screen, round.chief.language);

      const number = await write(round);
      await approve(number);
      const alertPath = await watch(number);
      await help(round);
      await follow(alertPath, number);
      await print(alertPath, number);
    },
    240_000,
  );

  it('leaves a log that nobody has changed', async () => {
    await world.sealed();
    await chief.open('/audit');
    const { page, t } = chief;
    await page.getByRole('button', { name: t('audit-verify') }).click();
    await page.getByText(/Nguyên vẹn: \d+ dòng trong [1-9]\d* lần niêm phong/).waitFor();
    const acts = await page.getByRole('table').locator('strong').allTextContents();
    expect(acts.length).toBeGreaterThan(20);
    expect(acts.filter((act) => /^[a-z_.]+$/.test(act))).toEqual([]);
    await chief.look('audit log');
    await second.open('/audit');
    await second.page.getByRole('button', { name: second.t('audit-verify') }).click();
    await second.page.getByText(/Intact/).waitFor();
    await second.look('audit log of an administrator');
    for (const desk of desks) expect([desk.who, desk.complaints]).toEqual([desk.who, []]);
  }, 240_000);

  async function write({ text, english }: { text: string; english: string }): Promise<string> {
    const { page, t } = author;
    await author.open('/compose');
    const category = t('category-fire_explosion');
    const blank = page.getByRole('button', { name: t('start-blank-of', { category }) });
    await blank.waitFor();
    await author.look('templates');
    await blank.click();
    await page.getByRole('textbox', { name: t('compose-text-vi') }).fill(text);
    await page.getByRole('button', { name: t('compose-english-on') }).click();
    await page.getByRole('textbox', { name: t('compose-text-en') }).fill(english);
    await page.getByRole('checkbox', { name: t('area-all') }).check();
    const ask = t('send-ask', { count: HOUSEHOLDS });
    await page.getByRole('button', { name: ask }).and(page.locator(':enabled')).waitFor();
    await page.getByText(t('forecast-reach', { count: HOUSEHOLDS })).waitFor();
    await author.look('alert before it is sent');
    await page.getByRole('button', { name: ask }).click();
    await author.look('the last look');
    await page.getByRole('dialog').getByRole('button', { name: ask }).click();
    const sent = page.getByRole('status').filter({ hasText: /BMT-\d{4}-\d{4}/ });
    const number = /BMT-\d{4}-\d{4}/.exec((await sent.first().textContent()) ?? '')?.[0] ?? '';
    await page.getByText(t('sent-pending', { number })).waitFor();
    await author.look('alert that waits');
    return number;
  }

  /** Three taps, from the page that one lands on after signing in. */
  async function approve(number: string): Promise<void> {
    const { page, t } = chief;
    await chief.signOut();
    await chief.signIn('hoa.nguyen');
    await page.getByRole('heading', { name: t('now-title') }).waitFor();
    await chief.look('now while an alert waits');
    await page.evaluate(
      "window.taps ?? addEventListener('click', () => { window.taps += 1; }, true); window.taps = 0",
    );
    await page.locator('nav a[href="/approvals"]').locator('visible=true').first().click();
    await page.locator('main a[href^="/approvals/"]').filter({ hasText: number }).waitFor();
    await chief.look('what waits');
    await page.locator('main a[href^="/approvals/"]').filter({ hasText: number }).click();
    const yes = page.getByRole('button', { name: t('approve-before', { count: HOUSEHOLDS }) });
    await yes.waitFor();
    await page.getByText(t('forecast-free')).waitFor();
    await chief.look('alert to approve');
    await yes.click();
    await page.getByText(t('approved-before', { number, count: HOUSEHOLDS })).waitFor();
    expect(await page.evaluate('window.taps')).toBe(3);
    await chief.look('approved');
  }

  /** The author sees it arrive, at households of both networks. Returns the address of its page. */
  async function watch(number: string): Promise<string> {
    const { page, t } = author;
    await page.getByRole('link', { name: t('sent-follow') }).click();
    await page.getByRole('heading', { name: number }).waitFor();
    await page.locator('[data-figure="silent"]').getByText(String(HOUSEHOLDS), { exact: true }).waitFor();
    await page.getByText('Telegram').first().waitFor();
    await page.getByText('Zalo').first().waitFor();
    await author.look('alert that has arrived');
    return new URL(page.url()).pathname;
  }

  const personOn = (network: VillagePerson['network']): VillagePerson => {
    const found = world.village
      .persons()
      .find(
        (person) => person.network === network && person.language === 'vi' && person.secondUserId === null,
      );
    if (found === undefined) throw new Error(`nobody lives on ${network} alone`);
    return found;
  };

  /** A household presses for help on its phone; the author answers, and it reads the answer. */
  async function help(round: {
    network: VillagePerson['network'];
    text: string;
    author: { screen: typeof PHONE; language: 'vi' | 'en' };
  }): Promise<void> {
    const person = personOn(round.network);
    const home = await sit('/simulator', { who: `household on ${round.network}`, ...round.author });
    await home.page.locator(`[id="person-${person.userId}"]`).click();
    const phone = home.page.getByRole('log');
    await phone.getByText(round.text).first().waitFor();
    await home.look(`alert on ${round.network}`);
    await phone.getByRole('button', { name: 'Cần giúp' }).last().click();

    const { page, t } = author;
    await author.open('/now');
    const call = page.locator('main a[href*="reply="]').first();
    await call.waitFor();
    await author.look('now with a call for help');
    await call.click();
    const field = page.getByRole('textbox', { name: t('answer-write') });
    await field.fill(`Xe chữa cháy đang tới, anh chị ra cổng (${round.network}).`);
    await author.look('conversation');
    await page.getByRole('button', { name: t('answer-send'), exact: true }).click();
    await page.getByText(t('answer-state-sent')).first().waitFor();
    await page.getByRole('button', { name: t('reply-handle'), exact: true }).click();
    await page.getByText(t('replies-help-none')).first().waitFor({ state: 'attached' });
    await phone.getByText(`Xe chữa cháy đang tới, anh chị ra cổng (${round.network}).`).waitFor();
    await home.look(`answer on ${round.network}`);
  }

  /** The chief sends an update and closes the alert; each is looked at before it goes. */
  async function follow(alertPath: string, number: string): Promise<void> {
    const { page, t } = chief;
    await chief.open('/alerts');
    await chief.look('alerts');
    await page.locator(`main a[href="${alertPath}"]`).first().click();
    await page.getByRole('heading', { name: number }).waitFor();
    for (const [act, seq, text] of [
      ['update', 2, 'Lửa đã được khống chế, bà con vẫn ở ngoài.'],
      ['closure', 3, 'Đám cháy đã tắt hẳn. Cảm ơn bà con.'],
    ] as const) {
      await page.getByRole('button', { name: t(`act-${act}`), exact: true }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('textbox', { name: t('follow-up-text-vi') }).fill(text);
      await chief.look(`${act} that is written`);
      await sheet.getByRole('button', { name: t('follow-up-check') }).click();
      await sheet.getByText(t('forecast-reach', { count: HOUSEHOLDS })).waitFor();
      await sheet.getByText(t('forecast-free')).waitFor();
      const confirm = sheet.getByRole('checkbox');
      for (const box of await confirm.all()) await box.check();
      await chief.look(`${act} before it is sent`);
      await sheet.getByRole('button', { name: t('follow-up-send', { count: HOUSEHOLDS }) }).click();
      await page.getByText(`${seq}. ${t(`message-kind-${act}`)}`, { exact: true }).waitFor();
      await sheet.waitFor({ state: 'detached' });
    }
    await page.getByText(t('alert-state-resolved'), { exact: true }).first().waitFor();
    await chief.look('closed alert');
  }

  /** Who said nothing, on paper. */
  async function print(alertPath: string, number: string): Promise<void> {
    const { page, t } = author;
    await author.open('/alerts');
    await page.locator(`main a[href="${alertPath}"]`).first().click();
    await page.getByRole('tab', { name: t('alert-view-households') }).click();
    await page.getByRole('link', { name: t('households-print') }).waitFor();
    await author.look('households to look after');
    await page.getByRole('link', { name: t('households-print') }).click();
    await page.getByRole('heading', { name: t('print-title', { number }) }).waitFor();
    await page.getByText(t('print-ready', { count: String(HOUSEHOLDS - 1) })).waitFor();
    await author.look('list to print');
  }
});
