import { createHash, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest, WebhookVerdict } from '../channel.ts';
import { parseJsonOrUndefined } from './large-ids.ts';
import { signedPartSchema } from './schema.ts';

const SIGNATURE_HEADER = 'x-zevent-signature';
/** Clients look for it; whether Zalo sends it is not documented. */
const TIMESTAMP_HEADER = 'x-zevent-timestamp';
const MAC = /^(?:mac=)?([0-9a-f]{64})$/i;

export interface WebhookSettings {
  appId: string;
  /** OA secret keys (not the app secret): one, or two while it is being replaced. Without any all is forged. */
  secrets: readonly string[];
}

/**
 * `X-ZEvent-Signature: mac=<hex>` is SHA-256 (no HMAC) over app id, the raw bytes of the body, the timestamp as text and
 * the OA secret key. The timestamp is the one in the body; a header is tried after it.
 *
 * `probe`: when an address is saved, Zalo posts `{}` or nothing, unsigned, and shows the secret only after a 200. Exactly
 * that is recognised; it says nothing and must have no effect.
 */
export function verifyWebhook(request: WebhookRequest, settings: WebhookSettings): WebhookVerdict {
  const { headers, rawBody } = request;
  const signature = headers[SIGNATURE_HEADER];
  if (signature === undefined && isProbe(rawBody)) return 'probe';
  const given = typeof signature === 'string' ? MAC.exec(signature)?.[1] : undefined;
  if (given === undefined) return 'forged';

  const signed = signedPartSchema.safeParse(parseJsonOrUndefined(rawBody.toString('utf8')));
  // Compared, so that the event of another app is not taken for one of this account.
  if (!signed.success || signed.data.app_id !== settings.appId) return 'forged';

  const header = headers[TIMESTAMP_HEADER];
  const timestamps = [signed.data.timestamp, header].filter((value) => typeof value === 'string');
  const mac = Buffer.from(given, 'hex');
  let genuine = false;
  // All are tried, whatever the first says: the time taken does not tell which one fitted.
  for (const secret of settings.secrets.filter((key) => key !== '')) {
    for (const timestamp of timestamps) {
      const expected = eventMac({ appId: settings.appId, rawBody, timestamp, secret });
      if (timingSafeEqual(mac, expected)) genuine = true;
    }
  }
  return genuine ? 'genuine' : 'forged';
}

/** The signature of an event, as Zalo computes it. */
export function eventMac(event: {
  appId: string;
  rawBody: Buffer;
  timestamp: string;
  secret: string;
}): Buffer {
  return createHash('sha256')
    .update(event.appId, 'utf8')
    .update(event.rawBody)
    .update(event.timestamp, 'utf8')
    .update(event.secret, 'utf8')
    .digest();
}

function isProbe(rawBody: Buffer): boolean {
  return rawBody.length === 0 || (rawBody.length === 2 && rawBody.toString('latin1') === '{}');
}
