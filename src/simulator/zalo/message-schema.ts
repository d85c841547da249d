import { z } from 'zod';
import type { Button } from './content.ts';
import { MESSAGE_LIMITS } from './limits.ts';

/**
 * Bodies of messages: https://developers.zalo.me/docs, tin-nhan/… and phu-luc/cau-truc-cua-tham-so-buttons.
 * A field that the pages do not name is refused, so that a typing error shows in a test.
 */

const title = z.string().min(1).max(MESSAGE_LIMITS.buttonTitle);
const query = z.string().min(1).max(MESSAGE_LIMITS.buttonPayload);
const phone = z.string().regex(/^\+?\d{8,15}$/);
const webUrl = z.url({ protocol: /^https?$/ });
/** Sizes come as numbers or as text. */
const pixels = z.union([z.number().int().min(1), z.string().regex(/^[1-9]\d*$/)]);

const queryShow = z.strictObject({ type: z.literal('oa.query.show'), title, payload: query });
const queryHide = z.strictObject({ type: z.literal('oa.query.hide'), title, payload: query });
const sms = z.strictObject({
  type: z.literal('oa.open.sms'),
  title,
  payload: z.strictObject({ content: z.string(), phone_code: phone }),
});
const call = z.strictObject({
  type: z.literal('oa.open.phone'),
  title,
  payload: z.strictObject({ phone_code: phone }),
});
const open = z.strictObject({
  type: z.literal('oa.open.url'),
  title,
  payload: z.strictObject({ url: webUrl }),
});

const buttonSchema = z
  .discriminatedUnion('type', [queryShow, queryHide, sms, call, open])
  .transform(({ type, title, payload }): Button => ({ type, title, payload: payloadText(payload) }));

/** `default_action`: the address stands beside the type there, and there is no title. */
const actionSchema = z.discriminatedUnion('type', [
  queryShow.omit({ title: true }),
  queryHide.omit({ title: true }),
  sms.omit({ title: true }),
  call.omit({ title: true }),
  z.strictObject({ type: z.literal('oa.open.url'), url: webUrl }),
]);

function payloadText(payload: string | { url: string } | { phone_code: string }): string {
  if (typeof payload === 'string') return payload;
  return 'url' in payload ? payload.url : payload.phone_code;
}

const buttons = z.array(buttonSchema).min(1).max(MESSAGE_LIMITS.buttons);
const text = z.string().min(1).max(MESSAGE_LIMITS.text);
const image = z.strictObject({
  media_type: z.literal('image'),
  attachment_id: z.string().min(1).optional(),
  url: webUrl.optional(),
});

/** One message, before its attachment is looked at. */
export const messageSchema = z.strictObject({
  text: text.optional(),
  quote_message_id: z.string().min(1).optional(),
  attachment: z.unknown().optional(),
});

/** What decides which of the schemas below an attachment must fit. */
export const attachmentHeadSchema = z.object({
  type: z.enum(['template', 'file']),
  payload: z.object({ template_type: z.string().optional(), buttons: z.unknown().optional() }),
});

export const fileSchema = z.strictObject({
  type: z.literal('file'),
  payload: z.strictObject({ token: z.string().min(1) }),
});

export const mediaSchema = template('media', {
  elements: z
    .array(
      z.discriminatedUnion('media_type', [
        image,
        image.extend({ media_type: z.literal('gif'), width: pixels, height: pixels }),
        z.strictObject({ media_type: z.literal('sticker'), attachment_id: z.string().min(1) }),
      ]),
    )
    .length(1),
});
export type MediaElement = z.output<typeof mediaSchema>['payload']['elements'][number];

export const userInfoSchema = template('request_user_info', {
  elements: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(MESSAGE_LIMITS.elementTitle),
        subtitle: z.string().min(1).max(MESSAGE_LIMITS.elementSubtitle),
        image_url: webUrl,
      }),
    )
    .length(1),
});

export const listSchema = template('list', {
  elements: z
    .array(
      z
        .strictObject({
          title: z.string().min(1).max(MESSAGE_LIMITS.elementTitle),
          subtitle: z.string().max(MESSAGE_LIMITS.elementSubtitle).default(''),
          image_url: webUrl,
          default_action: actionSchema.optional(),
        })
        .transform(({ title, subtitle, image_url, default_action }) => ({
          title,
          subtitle,
          imageUrl: image_url,
          action: default_action === undefined ? null : actionButton(title, default_action),
        })),
    )
    .min(1)
    .max(MESSAGE_LIMITS.elements),
  buttons: buttons.optional(),
});

export const buttonsSchema = z.strictObject({
  type: z.literal('template'),
  payload: z.strictObject({ template_type: z.literal('button').optional(), buttons }),
});

/** Free-form transaction and promotion, as they were until 2026-03-01. */
export const freeFormSchema = z.object({
  recipient: z.object({ user_id: z.string().min(1) }),
  message: z.object({
    attachment: z.object({
      type: z.literal('template'),
      payload: z.object({
        template_type: z.string().regex(/^(promotion|transaction_[a-z]+)$/),
        language: z.enum(['VI', 'EN']),
        elements: z.array(z.object({ type: z.string() })).min(1),
      }),
    }),
  }),
});

export const recipientSchema = z.strictObject({ user_id: z.string().min(1) });

/** A send before the message itself is looked at. */
export const sendSchema = z.strictObject({ recipient: recipientSchema, message: z.unknown() });

function template<K extends string, P extends z.ZodRawShape>(type: K, payload: P) {
  return z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({ template_type: z.literal(type), ...payload }),
  });
}

function actionButton(title: string, action: z.output<typeof actionSchema>): Button {
  const { type } = action;
  return { type, title, payload: 'url' in action ? action.url : payloadText(action.payload) };
}
