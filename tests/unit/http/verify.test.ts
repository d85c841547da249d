import Fastify from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { Verification, VerifyResult } from '../../../src/alerts/verify-alert.ts';
import { installErrorHandler } from '../../../src/http/error-handler.ts';
import { verifyRoutes } from '../../../src/http/routes/verify.ts';
import { createTranslator } from '../../../src/locales/locales.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

const GENUINE: VerifyResult = {
  kind: 'genuine',
  number: 'BMT-2026-0147',
  category: 'theft',
  state: 'active',
  drill: false,
  unitName: 'Công an phường <Buôn Ma Thuột>',
  dutyPhone: '0262 3812 345',
  sentAt: new Date('2026-11-26T03:00:00Z'),
  closedAt: null,
  expiresAt: new Date('2026-11-29T03:00:00Z'),
};

const apps: { close(): Promise<unknown> }[] = [];
afterEach(async () => void (await Promise.all(apps.splice(0).map((app) => app.close()))));

async function page(result: VerifyResult | Error) {
  const app = Fastify();
  apps.push(app);
  installErrorHandler(app, silentLogger);
  const asked: Verification[] = [];
  const verify = (one: Verification) => {
    asked.push(one);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  };
  await app.register(verifyRoutes({ verify, translate: createTranslator() }));
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  return { get, asked };
}

it('tells what is genuine, and nothing that could run or be escaped', async () => {
  const { get, asked } = await page(GENUINE);
  const answer = await get('/v/BMT-2026-0147?code=K3P9');
  expect(answer.statusCode).toBe(200);
  expect(asked).toEqual([{ number: 'BMT-2026-0147', code: 'K3P9' }]);
  expect(answer.body).toContain('TIN THẬT');
  expect(answer.body).toContain('Công an phường &#60;Buôn Ma Thuột&#62;');
  expect(answer.body).not.toContain('<script');
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-type': 'text/html; charset=utf-8',
  });
});

it.each([
  [{ kind: 'wrong_code', number: 'BMT-2026-0147' }, 200, 'KHÔNG phải của Công an'],
  [{ kind: 'unknown_number', number: 'X' }, 404, 'KHÔNG CÓ TIN NÀO'],
  [{ kind: 'code_needed', number: 'BMT-2026-0147' }, 200, 'nhập mã kiểm tra'],
] as const)('says plainly: %j', async (result, status, words) => {
  const { get } = await page(result);
  const answer = await get('/v/BMT-2026-0147');
  expect(answer.statusCode).toBe(status);
  expect(answer.body).toContain(words);
});

it('shows a form, takes it, and keeps what was typed from becoming markup', async () => {
  const { get, asked } = await page({ kind: 'unknown_number', number: '"><img src=x>' });
  expect((await get('/v')).body).toContain('<form method="get" action="/v">');
  expect(asked).toEqual([]);
  const number = encodeURIComponent('"><img src=x>');
  const { body } = await get(`/v?number=${number}&code=k3p9`);
  expect(asked).toEqual([{ number: '"><img src=x>', code: 'k3p9' }]);
  expect(body).not.toContain('<img');
});

it('speaks English to who asks for it', async () => {
  const { get } = await page(GENUINE);
  expect((await get('/v/BMT-2026-0147?code=K3P9&lang=en')).body).toContain('GENUINE');
  expect((await get('/v/BMT-2026-0147', { 'accept-language': 'en-GB,en' })).body).toContain(
    '<html lang="en">',
  );
  expect((await get('/v/BMT-2026-0147', { 'accept-language': 'vi' })).body).toContain('<html lang="vi">');
});

it('lets nobody guess codes for long, and says so in words', async () => {
  const { get } = await page({ kind: 'wrong_code', number: 'BMT-2026-0147' });
  const statuses = new Set<number>();
  for (let count = 0; count < 90; count++) statuses.add((await get('/v/BMT-2026-0147?code=AAAA')).statusCode);
  expect([...statuses]).toEqual([200]);
  const refused = await get('/v/BMT-2026-0147?code=AAAA');
  expect(refused.statusCode).toBe(429);
  expect(refused.body).toContain('quá nhiều lượt');
});

it('leaves other errors to the service', async () => {
  const { get } = await page(new Error('the database is away'));
  const answer = await get('/v/BMT-2026-0147?code=K3P9');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('database');
});
