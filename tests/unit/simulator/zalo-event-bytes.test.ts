import { describe, expect, it } from 'vitest';
import { macOf } from '../../../src/simulator/zalo/event-bytes.ts';

const APP = '360846524940903967';
const TIME = '1790000000123';

/** Made by `printf '%s' "$app$body$timestamp$secret" | openssl dgst -sha256`. */
describe('the MAC of an event', () => {
  it.each([
    {
      name: 'Vietnamese and an emoji',
      body: '{"app_id":"360846524940903967","event_name":"user_send_text","timestamp":"1790000000123","message":{"text":"Cháy ở chợ Tân Lập 🔥","msg_id":"1096733731150460909"}}',
      secret: 'khoa-bi-mat',
      mac: 'a84f6d682a526265caea8fb0c826e3290431a318325a3eba04ac9fa4c121a410',
    },
    {
      name: 'ASCII',
      body: '{"timestamp":"1790000000123","event_name":"follow"}',
      secret: 'abcDEF123',
      mac: '547e092b1a9e19fe7269e975feca4cd99d0099673787768dbe8ee770b0e42e18',
    },
    {
      name: 'escaped letters',
      body: String.raw`{"app_id":"360846524940903967","event_name":"user_send_text","timestamp":"1790000000123","message":{"text":"C\u00e1 \ud83d\udd25"}}`,
      secret: 'khoa-bi-mat',
      mac: 'ae82f66f967c2487fb2ab0791ea6f0ef8a6b667a99f8c71467dc149ed5518fde',
    },
  ])('$name', ({ body, secret, mac }) => {
    expect(macOf(APP, Buffer.from(body), TIME, secret)).toBe(mac);
  });
});
