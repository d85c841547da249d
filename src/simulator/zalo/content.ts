import type { Json, JsonObject } from './answers.ts';

/** `https://developers.zalo.me/docs`, phu-luc/cau-truc-cua-tham-so-buttons. */
export const BUTTON_TYPES = [
  'oa.open.url',
  'oa.query.show',
  'oa.query.hide',
  'oa.open.sms',
  'oa.open.phone',
] as const;
export type ButtonType = (typeof BUTTON_TYPES)[number];

export interface Button {
  type: ButtonType;
  title: string;
  /** What `oa.query.*` says for the person; otherwise the address or the phone number. */
  payload: string;
}

export interface ListElement {
  title: string;
  subtitle: string;
  imageUrl: string;
  action: Button | null;
}

/** What a message holds, either way. */
export type Content =
  | { kind: 'text'; text: string }
  | { kind: 'image'; url: string; text: string }
  | { kind: 'gif'; url: string; text: string }
  | { kind: 'sticker'; stickerId: string; url: string }
  | { kind: 'file'; name: string; url: string; sizeBytes: number; type: string; checksum: string }
  | { kind: 'link'; url: string; title: string; description: string }
  | { kind: 'voice'; url: string }
  | { kind: 'video'; url: string; description: string }
  | { kind: 'place'; latitude: number; longitude: number }
  | { kind: 'business_card'; name: string; phone: string }
  | { kind: 'list'; text: string; elements: ListElement[] }
  | { kind: 'user_info_request'; title: string; subtitle: string }
  | { kind: 'template'; templateId: string; data: Record<string, string> }
  | { kind: 'article'; articleId: string };

/** What follows `user_send_`, `oa_send_` and their relatives. */
export const EVENT_SUFFIX = {
  text: 'text',
  image: 'image',
  gif: 'gif',
  sticker: 'sticker',
  file: 'file',
  link: 'link',
  voice: 'audio',
  video: 'video',
  place: 'location',
  business_card: 'business_card',
  list: 'list',
  user_info_request: 'template',
  template: 'template',
  article: 'list',
} as const satisfies Record<Content['kind'], string>;

/** '' for what has no words. */
export function textOf(content: Content): string {
  switch (content.kind) {
    case 'text':
    case 'image':
    case 'gif':
    case 'list':
      return content.text;
    case 'template':
      return Object.values(content.data).join(' ');
    case 'user_info_request':
      return content.title;
    case 'business_card':
      return content.name;
    default:
      return '';
  }
}

/** `message` of an event without its id; every leaf is text. https://developers.zalo.me/docs, webhook/… */
export function messageJson(content: Content): JsonObject {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'image':
    case 'gif': {
      const { kind, url, text } = content;
      const caption: JsonObject = text === '' ? {} : { text };
      return { ...caption, attachments: attached(kind, { url, thumbnail: `${url}?thumbnail` }) };
    }
    case 'sticker':
      return { attachments: attached('sticker', { id: content.stickerId, url: content.url }) };
    case 'file': {
      const { url, name, sizeBytes, type, checksum } = content;
      return { attachments: attached('file', { url, size: String(sizeBytes), name, checksum, type }) };
    }
    case 'link': {
      const { url, title, description } = content;
      return { attachments: attached('link', { url, thumbnail: `${url}?thumbnail`, title, description }) };
    }
    case 'voice':
      return { attachments: attached('audio', { url: content.url }) };
    case 'video': {
      const { url, description } = content;
      return { attachments: attached('video', { url, thumbnail: `${url}?thumbnail`, description }) };
    }
    case 'place': {
      const coordinates = { latitude: String(content.latitude), longitude: String(content.longitude) };
      return { attachments: attached('location', { coordinates }) };
    }
    case 'business_card': {
      const description = JSON.stringify({ phone: content.phone, qrCodeUrl: 'https://qr.example.invalid/1' });
      return { text: content.name, attachments: attached('link', { description }) };
    }
    case 'list': {
      const links = content.elements.map(({ title, subtitle, imageUrl }) => ({
        type: 'link',
        payload: { title, description: subtitle, thumbnail: imageUrl, url: '' },
      }));
      return { text: content.text, attachments: links };
    }
    case 'user_info_request':
      return { text: content.title };
    case 'template':
      return { text: textOf(content) };
    case 'article':
      return {
        attachments: attached('link', { url: `https://oa.example.invalid/d?id=${content.articleId}` }),
      };
  }
}

function attached(type: string, payload: JsonObject): Json {
  return [{ type, payload }];
}
