import { describe, expect, it } from 'vitest';
import type { WebhookVerdict } from '../../../../src/channels/channel.ts';
import { verifyWebhook } from '../../../../src/channels/zalo/webhook.ts';
import vectors from '../../../fixtures/zalo/signatures.json' with { type: 'json' };

/*
 * The MACs were computed apart from this code, for each line of signatures.json with app id, body, timestamp and secret:
 *   printf '%s%s%s%s' "$APP_ID" "$BODY" "$TIMESTAMP" "$SECRET" | openssl dgst -sha256
 */
const APP_ID = '360846524940903967';
const SECRET = 'planted-oa-secret';
const [plain, escaped, number] = vectors;
if (!plain || !escaped || !number) throw new Error('vectors are missing');

type Headers = Record<string, string | string[] | undefined>;

function verdict(
  body: string | Buffer,
  headers: Headers,
  settings: { appId?: string; secrets?: string[] } = {},
): WebhookVerdict {
  const rawBody = Buffer.isBuffer(body) ? body : Buffer.from(body);
  return verifyWebhook({ headers, rawBody }, { appId: APP_ID, secrets: [SECRET], ...settings });
}

const signed = (mac: string): Headers => ({ 'x-zevent-signature': `mac=${mac}` });

describe('verifyWebhook', () => {
  it.each(vectors)('believes the vector of openssl: $name', ({ body, mac, secret, header }) => {
    const headers = { ...signed(mac), ...(header ? { 'x-zevent-timestamp': header } : {}) };
    expect(verdict(body, headers, { secrets: [secret] })).toBe('genuine');
    expect(verdict(body, { ...headers, 'x-zevent-signature': mac }, { secrets: [secret] })).toBe('genuine');
    expect(verdict(body, headers, { secrets: ['another', secret] })).toBe('genuine');
    expect(verdict(body, headers, { secrets: [secret, 'another'] })).toBe('genuine');
  });

  it.each<[string, WebhookVerdict]>([
    ['no secret', verdict(plain.body, signed(plain.mac), { secrets: [] })],
    ['an empty secret', verdict(plain.body, signed(plain.mac), { secrets: [''] })],
    ['a wrong secret', verdict(plain.body, signed(plain.mac), { secrets: ['another'] })],
    ['another app', verdict(plain.body, signed(plain.mac), { appId: '360846524940903968' })],
    ['no app id in the settings', verdict(plain.body, signed(plain.mac), { appId: '' })],
    ['a changed byte', verdict(plain.body.replace('Cháy', 'Chạy'), signed(plain.mac))],
    ['other white space', verdict(`${plain.body}\n`, signed(plain.mac))],
    ['the same JSON written anew', verdict(JSON.stringify(JSON.parse(escaped.body)), signed(escaped.mac))],
    ['another body', verdict(escaped.body, signed(plain.mac))],
    ['no JSON', verdict('no json', signed(plain.mac))],
    ['no bytes of UTF-8', verdict(Buffer.from([0xff, 0xfe]), signed(plain.mac))],
    ['a MAC twice', verdict(plain.body, { 'x-zevent-signature': [`mac=${plain.mac}`, plain.mac] })],
    ['half a MAC', verdict(plain.body, signed(plain.mac.slice(0, 32)))],
    ['no MAC', verdict(plain.body, {})],
    ['a MAC for another algorithm', verdict(plain.body, { 'x-zevent-signature': `sha256=${plain.mac}` })],
  ])('refuses %s', (_, result) => {
    expect(result).toBe('forged');
  });

  it('takes an unsigned empty request for a probe, with or without a secret', () => {
    for (const body of ['', '{}']) {
      expect(verdict(body, {})).toBe('probe');
      expect(verdict(body, {}, { secrets: [] })).toBe('probe');
    }
  });

  it.each<[string, string, Headers]>([
    ['a signed one', '{}', signed(plain.mac)],
    ['one with an empty signature', '{}', { 'x-zevent-signature': '' }],
    ['one with a space', '{ }', {}],
    ['a list', '[]', {}],
    ['one with a field', '{"a":1}', {}],
    ['an event', plain.body, {}],
  ])('takes nothing else for a probe: %s', (_, body, headers) => {
    expect(verdict(body, headers)).toBe('forged');
  });
});
