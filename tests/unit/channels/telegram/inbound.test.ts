import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboundContent } from '../../../../src/channels/channel.ts';
import { parseInbound } from '../../../../src/channels/telegram/inbound.ts';
import { parseJsonKeepingLargeIds } from '../../../../src/channels/telegram/large-ids.ts';

const FOLDER = new URL('../../../fixtures/telegram/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');

const CONTENTS: Record<string, InboundContent | null> = {
  text: { kind: 'text', text: 'Nhà tôi an toàn, cảm ơn các anh'.normalize('NFC') },
  'start-code': { kind: 'text', text: '/start K7M2QX' },
  'command-with-bot-name': { kind: 'text', text: '/tinhhinh hôm nay' },
  press: { kind: 'press', payload: 'a:7Q2M:SAFE', pressId: '22003456789012345678', messageId: '4200' },
  'press-on-old-message': {
    kind: 'press',
    payload: 'a:2222:ACK',
    pressId: '22003456789012345679',
    messageId: '17',
  },
  photo: { kind: 'photo', fileId: 'AgACphoto-large', caption: 'Khói ở cuối đường'.normalize('NFC') },
  voice: { kind: 'voice', fileId: 'AwACvoice', seconds: 7 },
  audio: { kind: 'voice', fileId: 'CQACaudio', seconds: 31 },
  'video-note': { kind: 'voice', fileId: 'DQACnote', seconds: 5 },
  location: { kind: 'place', latitude: 12.6796, longitude: 108.0377 },
  venue: { kind: 'place', latitude: 12.6667, longitude: 108.05 },
  contact: { kind: 'other', what: 'contact' },
  sticker: { kind: 'other', what: 'sticker' },
  animation: { kind: 'other', what: 'animation' },
  'video-with-caption': { kind: 'text', text: 'Cứu nhà tôi với' },
  poll: { kind: 'other', what: 'poll' },
  'unknown-content': { kind: 'other', what: 'unknown' },
  blocked: { kind: 'blocked' },
  unblocked: { kind: 'unblocked' },
  'edited-message': null,
  'press-without-message': null,
  pinned: null,
  'group-text': null,
  'group-press': null,
};

describe('parseInbound', () => {
  it('has a case for every recorded update', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace('.json', ''));
    expect(names.sort()).toEqual([...Object.keys(CONTENTS), 'large-ids', 'error-answers'].sort());
  });

  it.each(Object.entries(CONTENTS))('%s', (name, content) => {
    const update = JSON.parse(fixture(name));
    const id = String(update.update_id);
    const messages =
      content === null
        ? []
        : [{ externalId: id, sequence: id, chatExternalId: '5123456701', languageHint: 'vi', content }];
    expect(parseInbound(update)).toEqual({ kind: 'parsed', messages });
  });

  it.each<[string, (body: string) => unknown]>([
    ['the text of a webhook', (body) => body],
    ['the bytes of a webhook', (body) => Buffer.from(body)],
    ['a pulled and stored update', (body) => JSON.parse(JSON.stringify(parseJsonKeepingLargeIds(body)))],
  ])('keeps ids above 2^53 of %s', (_, received) => {
    expect(parseInbound(received(fixture('large-ids')))).toEqual({
      kind: 'parsed',
      messages: [
        {
          externalId: '9007199254740993',
          sequence: '9007199254740993',
          chatExternalId: '9007199254740995',
          languageHint: 'vi',
          content: { kind: 'text', text: 'số 12345678901234567890 "9007199254740993"' },
        },
      ],
    });
  });

  it.each<[string, unknown, string]>([
    ['no object', 7, 'update'],
    ['no JSON', '{"update_id":', 'json'],
    ['no id', { message: {} }, 'update_id'],
    ['an id that lost digits', { update_id: 2 ** 53 }, 'update_id'],
    [
      'a chat without id',
      { update_id: 1, message: { message_id: 1, chat: { type: 'private' } } },
      'message.chat.id',
    ],
    [
      'a text that is none',
      { update_id: 1, message: { message_id: 1, chat: { id: 1, type: 'private' }, text: 5 } },
      'message.text',
    ],
    [
      'a place off the globe',
      {
        update_id: 1,
        message: {
          message_id: 1,
          chat: { id: 1, type: 'private' },
          location: { latitude: 91, longitude: 0 },
        },
      },
      'message.location.latitude',
    ],
    [
      'a photo without sizes',
      { update_id: 1, message: { message_id: 1, chat: { id: 1, type: 'private' }, photo: [] } },
      'message.photo',
    ],
  ])('refuses %s and names the field only', (_, raw, reason) => {
    expect(parseInbound(raw)).toEqual({ kind: 'invalid', reason });
  });

  it('has no language hint without a sender', () => {
    const update = {
      update_id: 1,
      message: { message_id: 1, chat: { id: 1, type: 'private' }, text: '/stop@x_bot' },
    };
    expect(parseInbound(update)).toMatchObject({
      messages: [{ languageHint: null, content: { kind: 'text', text: '/stop' } }],
    });
  });

  it('survives any damage to a genuine update', () => {
    const names = Object.keys(CONTENTS);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.anything(), (name, position, damage) => {
        const update = JSON.parse(fixture(name));
        const places: [Record<string, unknown>, string][] = [];
        const walk = (node: unknown) => {
          if (typeof node !== 'object' || node === null) return;
          for (const key of Object.keys(node)) {
            const place = node as Record<string, unknown>;
            places.push([place, key]);
            walk(place[key]);
          }
        };
        walk(update);
        const place = places[position % places.length];
        if (place !== undefined) place[0][place[1]] = damage;
        expect(['parsed', 'invalid']).toContain(parseInbound(update).kind);
      }),
      { numRuns: 500 },
    );
  });
});
