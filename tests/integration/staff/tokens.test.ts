import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MEDIA_BYTES } from '../../../src/contracts/alert-media.ts';
import { apiTokenListSchema, madeApiTokenSchema } from '../../../src/contracts/tokens.ts';
import { jpeg } from '../../support/media-files.ts';
import { openStaffWorld, type Person, type StaffWorld } from '../../support/staff-world.ts';

let world: StaffWorld;
let admin: Person;
let chief: Person;

beforeAll(async () => {
  world = await openStaffWorld();
  admin = await world.setUp();
  await world.addWards();
  chief = await world.add('BMT', 'ward_chief');
});
afterAll(() => world?.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' });

describe('a token', () => {
  it('does what it was made for, without cookie or origin, and nothing else', async () => {
    const made = madeApiTokenSchema.parse(
      (await chief.browser.post('/api/tokens', { name: 'Bảng điện', actions: ['see_staff'] })).body,
    );
    const program = world.browser(bearer(made.token));
    expect((await program.get('/api/staff')).status).toBe(200);
    expect((await program.get('/api/staff/units')).body).toMatchObject({ code: 'forbidden' });
    for (const path of ['/api/tokens', '/api/session']) {
      expect((await program.get(path)).body).toMatchObject({ code: 'in_person_only' });
    }
    expect((await program.post('/api/tokens', { name: 'x', actions: ['see_staff'] })).body).toMatchObject({
      code: 'in_person_only',
    });
    const { tokens } = apiTokenListSchema.parse((await chief.browser.get('/api/tokens')).body);
    expect(tokens).toMatchObject([{ id: made.made.id, lastUsedAt: expect.any(String) }]);
    expect((await chief.browser.send('DELETE', `/api/tokens/${made.made.id}`)).status).toBe(204);
    expect((await program.get('/api/staff')).body).toMatchObject({ code: 'signed_out' });
  });

  it('is never made for what commands, nor for more than one may oneself', async () => {
    const { grantable } = apiTokenListSchema.parse((await chief.browser.get('/api/tokens')).body);
    expect(grantable).toContain('compose_alert');
    for (const action of ['approve_alert', 'manage_staff', 'approve_rights', 'manage_channels'])
      expect((await chief.browser.post('/api/tokens', { name: 'x', actions: [action] })).body).toMatchObject({
        code: 'forbidden',
      });
  });

  it('of nobody opens nothing', async () => {
    for (const token of ['by_', `by_${'A'.repeat(43)}`, 'x'])
      expect((await world.browser(bearer(token)).get('/api/staff')).status).toBe(401);
  });
});

describe('a page of another site', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 'foreign_origin'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreign_origin'],
  ])('%o changes nothing by the cookie of the browser', async (headers, code) => {
    expect(
      (await chief.browser.send('POST', '/api/session/language', { language: 'en' }, headers)).body,
    ).toMatchObject({
      code,
    });
    expect(
      (await chief.browser.send('POST', '/api/session/sign-out', undefined, headers)).body,
    ).toMatchObject({ code });
    expect((await chief.browser.get('/api/session')).status).toBe(200);
  });

  it('is told by Origin where a browser does not say it', async () => {
    const cookie = [...chief.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const set = async (headers: Record<string, string>) =>
      (
        await fetch(`${world.address}/api/session/language`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json', ...headers },
          body: '{"language":"vi"}',
        })
      ).status;
    expect(await set({ origin: 'https://evil.example' })).toBe(403);
    expect(await set({ origin: 'null' })).toBe(403);
    expect(await set({})).toBe(403);
    expect(await set({ origin: world.address })).toBe(204);
  });
});

describe('Idempotency-Key', () => {
  const invite = async (key: string, name: string) =>
    admin.browser.post(
      '/api/staff',
      { unitId: await world.unitId('BMT'), name, office: 'Trực ban', role: 'duty_officer' },
      { 'idempotency-key': key },
    );
  const people = () => world.prisma.staff.count();

  it('does the same once, and answers it again', async () => {
    const before = await people();
    const first = await invite('k1', 'Bà Lan');
    const again = await invite('k1', 'Bà Lan');
    expect(first.status).toBe(201);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await people()).toBe(before + 1);
    expect(await invite('k1', 'Ông Nam')).toMatchObject({ status: 409, body: { code: 'key_reused' } });
    const stored = await world.prisma.idempotencyKey.findFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain('invitation');
  });

  it('holds for many at once', async () => {
    const before = await people();
    const answers = await Promise.all(Array.from({ length: 8 }, () => invite('k2', 'H’Lan')));
    expect(await people()).toBe(before + 1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body]).toEqual([409, expect.objectContaining({ code: 'still_running' })]);
  });

  it('repeats a refusal too, and is one’s own', async () => {
    const body = {
      unitId: await world.unitId('TAN'),
      name: 'Ai đó',
      office: 'Trực ban',
      role: 'duty_officer',
    };
    const refused = await chief.browser.post('/api/staff', body, { 'idempotency-key': 'k3' });
    expect(refused).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await chief.browser.post('/api/staff', body, { 'idempotency-key': 'k3' })).body).toEqual(
      refused.body,
    );
    expect((await admin.browser.post('/api/staff', body, { 'idempotency-key': 'k3' })).status).toBe(201);
  });
});

describe('the documentation of the API', () => {
  it('opens signed out, for people and programs', async () => {
    const page = await fetch(`${world.address}/api/docs`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('POST /api/staff');
    const json = await (await fetch(`${world.address}/api/docs/json`)).json();
    expect(json).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/staff': { post: { description: 'Staff with the right `manage_staff`.' } } },
    });
    const documented = Object.keys(z.object({ paths: z.record(z.string(), z.unknown()) }).parse(json).paths);
    const served = world.service.routes
      .map(({ url }) => url)
      .filter((url) => url.startsWith('/api/') && !url.startsWith('/api/docs'))
      .map((url) => url.replaceAll(/:(\w+)/g, '{$1}'));
    expect(new Set(documented)).toEqual(new Set(served));
  });

  it('says how to upload a file: of which types, how large, and what is said is taken', async () => {
    const json = await (await fetch(`${world.address}/api/docs/json`)).json();
    const file = z.object({
      schema: z.object({ type: z.literal('string'), format: z.literal('binary'), maxLength: z.number() }),
    });
    const upload = z.object({
      description: z.string(),
      requestBody: z.object({ required: z.literal(true), content: z.record(z.string(), file) }),
      responses: z.object({ 201: z.looseObject({}) }),
    });
    const path = z.object({ post: upload });
    const { post } = z.object({ paths: z.looseObject({ '/api/alert-media': path }) }).parse(json).paths[
      '/api/alert-media'
    ];
    const { content } = post.requestBody;
    expect(Object.keys(content)).toEqual([
      'image/jpeg',
      'image/png',
      'audio/ogg',
      'audio/mpeg',
      'audio/mp4',
      'application/octet-stream',
    ]);
    expect(post.description).toContain('`compose_alert`');
    expect(post.description).toContain(`${MEDIA_BYTES} bytes`);

    const made = madeApiTokenSchema.parse(
      (await chief.browser.post('/api/tokens', { name: 'x', actions: ['compose_alert'] })).body,
    );
    const send = async (type: string, bytes: Buffer) =>
      (
        await fetch(`${world.address}/api/alert-media`, {
          method: 'POST',
          headers: { ...bearer(made.token), 'content-type': type },
          body: new Uint8Array(bytes),
        })
      ).status;
    for (const type of Object.keys(content)) expect([type, await send(type, jpeg())]).toEqual([type, 201]);
    expect(await send('application/pdf', jpeg())).toBe(415);
    const { maxLength = 0 } = content['image/jpeg']?.schema ?? {};
    expect(await send('image/jpeg', Buffer.alloc(maxLength + 1))).toBe(413);
    expect(await send('image/jpeg', jpeg({ trailer: Buffer.alloc(maxLength - jpeg().length) }))).toBe(201);
    // For people: one line for each.
    expect(await (await fetch(`${world.address}/api/docs`)).text()).toContain('Body: audio/ogg');
  });

  it('and every other answer carry headers that keep other sites out', async () => {
    for (const path of ['/api/docs', '/healthz', '/api/session', '/nowhere']) {
      const { headers } = await fetch(world.address + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});
