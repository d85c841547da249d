import { z } from 'zod';
import { createAddUnit } from '../../src/areas/add-unit.ts';
import { sessionSchema } from '../../src/contracts/session.ts';
import { invitedSchema } from '../../src/contracts/staff.ts';
import { createAddStaff } from '../../src/staff/add-staff.ts';
import { openInvitation } from '../../src/staff/set-up-service.ts';
import type { StaffRoleName } from '../../src/staff/staff.ts';
import { type Browser, openBrowser, totpCode } from './browser.ts';
import { createTestDatabase } from './postgres.ts';
import { startService } from './service-in-process.ts';

export const PASSWORD = 'một mật khẩu rất dài';
export const PROVINCE = {
  code: 'DLK',
  name: 'Công an tỉnh Đắk Lắk',
  dutyPhone: '0262 3850 113',
  provinceCode: '66',
  provinceName: 'Tỉnh Đắk Lắk',
};
const COMMUNES = { BMT: '24133', TAN: '24163' } as const;

export interface Person {
  staffId: string;
  userName: string;
  secret: string | null;
  browser: Browser;
}

export type StaffWorld = Awaited<ReturnType<typeof openStaffWorld>>;

const nextSchema = z.object({ next: z.string(), session: sessionSchema.optional() });
const keySchema = z.object({ secret: z.string() });
const codesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** A service with two wards and nobody in it, and what its people do in browsers. */
export async function openStaffWorld(env: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase();
  const service = await startService({
    connectionString: database.connectionString,
    apiRoot: 'http://127.0.0.1:9',
    env,
    roles: [],
  });
  const { container, address } = service;
  const { prisma } = container.database;
  let people = 0;

  const browser = (headers: Readonly<Record<string, string>> = {}) => openBrowser(address, headers);

  /** Switches the second factor on; what the app then shows, and the recovery codes. */
  async function secondFactor(page: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
    const started = await page.post('/api/session/second-factor/start', { password: PASSWORD });
    const { secret } = keySchema.parse(started.body);
    const confirmed = await page.post('/api/session/second-factor/confirm', { code: totpCode(secret) });
    return { secret, ...codesSchema.parse(confirmed.body) };
  }

  /** The first administrator, by the link of the first start. */
  async function setUp(): Promise<Person> {
    const setup = await container.openSetup();
    if (!setup) throw new Error('the service is set up');
    const page = browser();
    const answer = await page.post('/api/session/setup', {
      token: setup.path.split('#')[1],
      name: 'Y Bhăng Mlô',
      userName: 'quantri',
      password: PASSWORD,
      unit: PROVINCE,
    });
    const { session } = nextSchema.parse(answer.body);
    if (!session) throw new Error('the first administrator is not signed in');
    const { secret } = await secondFactor(page);
    return { staffId: session.staffId, userName: 'quantri', secret, browser: page };
  }

  async function addWards(): Promise<void> {
    for (const [code, commune] of Object.entries(COMMUNES)) {
      await container.inTransaction(async (stores) => {
        await createAddUnit(stores)({
          code,
          name: `Công an phường ${code}`,
          dutyPhone: '0262',
          adminUnits: [
            {
              code: commune,
              validFrom: '2025-07-01',
              kind: 'ward',
              name: `Phường ${code}`,
              provinceCode: '66',
            },
          ],
        });
      });
    }
  }

  async function unitId(code: string): Promise<string> {
    return (await prisma.policeUnit.findUniqueOrThrow({ where: { code } })).id;
  }

  /** Somebody new, with this role and all that it asks for, as rows and by the invitation page. */
  async function add(unitCode: string, role: StaffRoleName): Promise<Person> {
    people += 1;
    const userName = `${role.replaceAll('_', '.')}.${people}`;
    const { staffId, path } = await container.inTransaction(async (stores) => {
      const added = await createAddStaff(stores)({
        unitCode,
        name: `Người ${people}`,
        office: 'Trực ban',
        role,
      });
      if (added.kind !== 'added') throw new Error(added.kind);
      return { staffId: added.staffId, ...(await openInvitation(stores, added.staffId)) };
    });
    const page = browser();
    const token = path.split('#')[1];
    const answer = await page.post('/api/session/invitation', { token, userName, password: PASSWORD });
    const { session } = nextSchema.parse(answer.body);
    const secret = session?.secondFactor.required ? (await secondFactor(page)).secret : null;
    return { staffId, userName, secret, browser: page };
  }

  /** Invites by the API. */
  async function invite(by: Person, unitCode: string, role: StaffRoleName) {
    const body = { unitId: await unitId(unitCode), name: 'H’Lan Êban', office: 'Trực ban', role };
    return invitedSchema.parse((await by.browser.post('/api/staff', body)).body);
  }

  return {
    service,
    container,
    prisma,
    address,
    browser,
    secondFactor,
    setUp,
    addWards,
    unitId,
    add,
    invite,
    signIn: (page: Browser, userName: string, password = PASSWORD) =>
      page.post('/api/session/sign-in', { userName, password }),
    async close() {
      await service.stop();
      await database.drop();
    },
  };
}
