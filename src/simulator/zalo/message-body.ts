import type { z } from 'zod';
import { type Refusal, refused } from './answers.ts';
import type { Button, Content } from './content.ts';
import { type Parsed, parseWith } from './incoming.ts';
import {
  attachmentHeadSchema,
  buttonsSchema,
  fileSchema,
  listSchema,
  type MediaElement,
  mediaSchema,
  messageSchema,
  userInfoSchema,
} from './message-schema.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeOa, FakeUpload } from './state.ts';
import { isMedia, type World } from './world.ts';

export interface MessageBody {
  content: Content;
  buttons: Button[];
  quotedId: string | null;
}

interface Scene {
  world: World;
  oa: FakeOa;
  /** Whether the endpoint takes buttons, lists and forms. */
  interactive: boolean;
  /** A message of this chat, for a quote. */
  find: (messageId: string) => { content: Content } | undefined;
}

/** Checks `message` of a send as the platform does, and says what the person will see. */
export function readMessage(raw: unknown, scene: Scene): Parsed<MessageBody> {
  const outer = parseWith(messageSchema, raw);
  if (outer.kind === 'refused') return outer;
  const { text, quote_message_id: quoteId, attachment } = outer.value;
  if (attachment === undefined) {
    if (text === undefined) return invalid('message.text');
    return quoteId === undefined ? body({ kind: 'text', text }) : quoted(text, scene.find(quoteId), quoteId);
  }
  // Only text can quote.
  if (quoteId !== undefined) return invalid('message.quote_message_id');
  const head = parseWith(attachmentHeadSchema, attachment);
  if (head.kind === 'refused') return head;
  if (head.value.type === 'file') return file(attachment, text, scene);
  const { template_type: templateType, buttons } = head.value.payload;
  switch (templateType ?? (buttons === undefined ? '' : 'button')) {
    case 'media':
      return media(attachment, text ?? '', scene);
    case 'request_user_info': {
      if (!scene.interactive) return refuse(REFUSALS.typeInvalid, 'template_type');
      return parsed(userInfoSchema, attachment, ({ payload }) => {
        const [element] = payload.elements;
        if (element === undefined) return invalid('elements');
        return body({ kind: 'user_info_request', title: element.title, subtitle: element.subtitle });
      });
    }
    case 'button': {
      if (!takesButtons(scene)) return refuse(REFUSALS.typeInvalid, 'template_type');
      if (text === undefined) return invalid('message.text');
      return parsed(buttonsSchema, attachment, ({ payload }) =>
        body({ kind: 'text', text }, payload.buttons),
      );
    }
    case 'list': {
      if (!takesButtons(scene)) return refuse(REFUSALS.typeInvalid, 'template_type');
      return parsed(listSchema, attachment, ({ payload }) =>
        body({ kind: 'list', text: text ?? '', elements: payload.elements }, payload.buttons ?? []),
      );
    }
    default:
      return refuse(REFUSALS.typeInvalid, 'template_type');
  }
}

function takesButtons({ interactive, world }: Scene): boolean {
  return interactive && world.settings.buttonsOnV3;
}

/** A quote of media is dropped in silence; one of what is not there is an error. */
function quoted(
  text: string,
  source: { content: Content } | undefined,
  quoteId: string,
): Parsed<MessageBody> {
  if (source === undefined) return invalid('message.quote_message_id');
  return body({ kind: 'text', text }, [], isMedia(source.content) ? null : quoteId);
}

function file(attachment: unknown, text: string | undefined, scene: Scene): Parsed<MessageBody> {
  if (text !== undefined) return invalid('message.text');
  return parsed(fileSchema, attachment, ({ payload }) =>
    withUpload(scene, 'file', payload.token, 'token', ({ name, sizeBytes }) =>
      body({
        kind: 'file',
        name,
        sizeBytes,
        url: scene.world.mediaUrl(name),
        type: name.slice(name.lastIndexOf('.') + 1),
        checksum: 'd41d8cd98f00b204e9800998ecf8427e',
      }),
    ),
  );
}

function media(attachment: unknown, text: string, scene: Scene): Parsed<MessageBody> {
  return parsed(mediaSchema, attachment, ({ payload }) => {
    const element: MediaElement | undefined = payload.elements[0];
    if (element === undefined) return invalid('elements');
    if (element.media_type === 'sticker') {
      const { attachment_id: stickerId } = element;
      return body({ kind: 'sticker', stickerId, url: scene.world.mediaUrl('sticker.png') });
    }
    const { media_type: kind, attachment_id: id, url } = element;
    if (id !== undefined && url === undefined) {
      return withUpload(scene, kind, id, 'attachment_id', ({ url: shownAt }) =>
        body({ kind, text, url: shownAt }),
      );
    }
    if (url !== undefined && id === undefined) return body({ kind, text, url });
    return invalid('attachment_id');
  });
}

function withUpload(
  { world, oa }: Scene,
  kind: FakeUpload['kind'],
  id: string,
  field: string,
  use: (upload: FakeUpload) => Parsed<MessageBody>,
): Parsed<MessageBody> {
  const upload = oa.uploads.get(id);
  if (upload?.kind !== kind) return invalid(field);
  return world.nowMs() >= upload.expiresAtMs ? refuse(REFUSALS.attachmentExpired, field) : use(upload);
}

function parsed<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  use: (value: T) => Parsed<MessageBody>,
): Parsed<MessageBody> {
  const result = parseWith(schema, raw);
  return result.kind === 'refused' ? result : use(result.value);
}

function body(content: Content, buttons: Button[] = [], quotedId: string | null = null): Parsed<MessageBody> {
  return { kind: 'parsed', value: { content, buttons, quotedId } };
}

function refuse(refusal: Refusal, detail: string): { kind: 'refused'; answer: ReturnType<typeof refused> } {
  return { kind: 'refused', answer: refused(refusal, detail) };
}

function invalid(field: string): ReturnType<typeof refuse> {
  return refuse(REFUSALS.parameterInvalid, field);
}
