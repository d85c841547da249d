import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newWebhookSecret, signedHeaders } from '../../../src/webhooks/sign-webhook.ts';

const BODY = '{"test": 2432232314}';

it('is signed as Standard Webhooks signs', () => {
  // The example of its libraries (standard-webhooks/libraries, test vectors).
  expect(
    signedHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: BODY,
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
  ).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('is what openssl makes of it', () => {
  const secret = newWebhookSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const headers = signedHeaders({ id: 'a', at: new Date(5_000), body: BODY, secrets: [secret] });
  const key = Buffer.from(secret.slice(6), 'base64').toString('hex');
  const made = execFileSync(
    'openssl',
    ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary'],
    {
      input: `a.5.${BODY}`,
    },
  );
  expect(headers['webhook-signature']).toBe(`v1,${made.toString('base64')}`);
});

describe('the example of docs/api.md', () => {
  let folder: string;
  let isGenuine: (headers: object, body: Buffer, secret: string, nowMs?: number) => boolean;
  const [secret, old] = [newWebhookSecret(), newWebhookSecret()];
  const at = new Date();
  const headers = signedHeaders({ id: 'a', at, body: BODY, secrets: [secret, old] });
  const body = Buffer.from(BODY);

  beforeAll(async () => {
    const code = /```js\n([\s\S]*?)```/.exec(await readFile('docs/api.md', 'utf8'))?.[1] ?? '';
    folder = await mkdtemp(join(tmpdir(), 'binh-yen-example-'));
    await writeFile(join(folder, 'example.mjs'), code);
    ({ isGenuine } = await import(pathToFileURL(join(folder, 'example.mjs')).href));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('takes what we sign, by the new secret and the old one', () => {
    expect(isGenuine(headers, body, secret)).toBe(true);
    expect(isGenuine(headers, body, old)).toBe(true);
  });

  it.each<[string, Parameters<typeof isGenuine>]>([
    ['another secret', [headers, body, newWebhookSecret()]],
    ['another body', [headers, Buffer.from(`${BODY} `), secret]],
    ['another id', [{ ...headers, 'webhook-id': 'b' }, body, secret]],
    ['an old call', [headers, body, secret, at.getTime() + 301_000]],
    ['no number as the time', [{ ...headers, 'webhook-timestamp': 'x' }, body, secret]],
    ['no signature', [{ ...headers, 'webhook-signature': '' }, body, secret]],
  ])('refuses %s', (_, call) => {
    expect(isGenuine(...call)).toBe(false);
  });
});
