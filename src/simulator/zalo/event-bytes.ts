import { createHash } from 'node:crypto';
import type { Json, JsonObject } from './answers.ts';
import type { Twist } from './twists.ts';
import type { OaEvent } from './world.ts';

export interface SignedEvent {
  name: string;
  about: string;
  body: Buffer;
  headers: Record<string, string>;
}

/**
 * The MAC of an event: plain SHA-256, not HMAC, over app id, body, timestamp and the account's secret key.
 * https://developers.zalo.me/docs, webhook/xac-thuc-su-kien
 */
export function macOf(appId: string, body: Buffer, timestamp: string, secretKey: string): string {
  return createHash('sha256').update(appId).update(body).update(timestamp).update(secretKey).digest('hex');
}

/** Events about templates say where they come from. */
const TEMPLATE_EVENT = /^(change_template_|user_feedback$|user_click_response_button$|event_journey_)/;

/** The bytes and headers of an event, as the webhook gets them. */
export function signEvent(
  event: OaEvent,
  options: { appId: string; nowMs: number; twists: readonly Twist[] },
): SignedEvent {
  const { appId, nowMs, twists } = options;
  const twisted = (kind: Twist['kind']) => twists.some((twist) => twist.kind === kind);
  const timestamp = String(nowMs);
  let json: JsonObject = {
    app_id: appId,
    event_name: event.name,
    timestamp: twisted('number_timestamp') ? nowMs : timestamp,
    ...event.fields,
  };
  if (twisted('location_field')) json = withLocationField(json);
  if (twisted('extra_fields')) json = { ...json, added_later: { version: 2, list: [1, 'hai', null] } };
  if (twisted('nfd_text'))
    json = mapText(json, (text, key) => (key === 'text' ? text.normalize('NFD') : text));
  if (twisted('dead_media')) {
    json = mapText(json, (text) => text.replace(/^(https?:\/\/[^/]+)\/media\//, '$1/media/gone/'));
  }
  if (twisted('shuffled_keys')) json = reverseKeys(json);
  let text = JSON.stringify(json);
  if (twisted('escaped_unicode')) text = escapeUnicode(text);
  const body = Buffer.from(text, 'utf8');

  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (!twisted('unsigned')) {
    const secretKey = twisted('wrong_secret') ? `${event.oa.secretKey}x` : event.oa.secretKey;
    const mac = macOf(appId, body, timestamp, secretKey);
    headers['x-zevent-signature'] = twisted('no_prefix') ? mac : `mac=${mac}`;
  }
  if (twisted('timestamp_header')) headers['x-zevent-timestamp'] = timestamp;
  if (TEMPLATE_EVENT.test(event.name)) headers['x-zevent-server'] = 'ZNS';
  if (twisted('changed_byte')) changeByte(body);
  return { name: event.name, about: event.about, body, headers };
}

/** The last letter or digit becomes the next one, so the JSON stays whole. */
function changeByte(body: Buffer): void {
  const at = body.findLastIndex((byte) => (byte >= 0x30 && byte < 0x39) || (byte >= 0x61 && byte < 0x7a));
  const byte = body[at];
  if (byte !== undefined) body[at] = byte + 1;
}

function escapeUnicode(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function mapText(value: JsonObject, map: (text: string, key: string) => string): JsonObject {
  const each = (item: Json, key: string): Json => {
    if (typeof item === 'string') return map(item, key);
    if (isList(item)) return item.map((entry) => each(entry, key));
    return isObject(item) ? mapText(item, map) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item, key)]));
}

function reverseKeys(value: JsonObject): JsonObject {
  const each = (item: Json): Json => {
    if (isList(item)) return item.map((entry) => each(entry));
    return isObject(item) ? reverseKeys(item) : item;
  };
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, each(item)] as const)
      .toReversed(),
  );
}

function withLocationField(json: JsonObject): JsonObject {
  const { message } = json;
  if (message === undefined || !isObject(message) || message.attachments === undefined) return json;
  const { attachments, ...rest } = message;
  const first = isList(attachments) ? attachments[0] : undefined;
  const payload = first !== undefined && isObject(first) ? first.payload : undefined;
  const location = payload !== undefined && isObject(payload) ? payload.coordinates : undefined;
  return location === undefined ? json : { ...json, message: { ...rest, location } };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
