import { z } from 'zod';
import type { InboundContent, OutgoingMessage } from '../channels/channel.ts';
import type { ReplyContent } from '../replies/reply.ts';
import type { Sealer } from './sealing.ts';

/** Shapes that are kept as sealed JSON. Fields that later versions add are ignored by earlier ones. */

const photo = z.object({ kind: z.literal('photo'), fileId: z.string(), caption: z.string() });
const voice = z.object({ kind: z.literal('voice'), fileId: z.string(), seconds: z.number() });
const place = z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number() });
const text = z.object({ kind: z.literal('text'), text: z.string() });

const replyContent = z.discriminatedUnion('kind', [
  text,
  photo,
  voice,
  place,
]) satisfies z.ZodType<ReplyContent>;

const inboundContent = z.discriminatedUnion('kind', [
  text,
  photo,
  voice,
  place,
  z.object({
    kind: z.literal('press'),
    payload: z.string(),
    pressId: z.string(),
    messageId: z.string().nullable(),
  }),
  z.object({ kind: z.literal('blocked') }),
  z.object({ kind: z.literal('unblocked') }),
  z.object({ kind: z.literal('withdrawn') }),
  z.object({
    kind: z.literal('contact_info'),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
  }),
  z.object({ kind: z.literal('other'), what: z.string() }),
]) satisfies z.ZodType<InboundContent>;

const inboundPayload = z.object({ content: inboundContent, languageHint: z.string().nullable() });
export type InboundPayload = z.infer<typeof inboundPayload>;

export function sealInbound(sealer: Sealer, eventId: string, payload: InboundPayload): string {
  return sealer.seal(eventId, JSON.stringify(payload));
}

export function openInbound(sealer: Sealer, eventId: string, sealed: string): InboundPayload {
  return inboundPayload.parse(JSON.parse(sealer.open(eventId, sealed)));
}

const answer = z.object({
  text: z.string(),
  buttons: z.array(
    z.object({ label: z.string(), payload: z.string(), place: z.number().nullable().exactOptional() }),
  ),
  media: z.object({ kind: z.enum(['photo', 'voice']), fileId: z.string() }).exactOptional(),
  file: z.object({ id: z.string(), kind: z.enum(['photo', 'voice']) }).exactOptional(),
  underFile: z.literal(true).exactOptional(),
}) satisfies z.ZodType<OutgoingMessage>;

/** Always the same text for the same message. */
export function serialiseAnswer({ text, buttons, media, file, underFile }: OutgoingMessage): string {
  return JSON.stringify({
    text,
    buttons: buttons.map(({ label, payload, place }) => ({ label, payload, place })),
    ...(media && { media: { kind: media.kind, fileId: media.fileId } }),
    ...(file && { file: { id: file.id, kind: file.kind } }),
    ...(underFile && { underFile }),
  });
}

export function openAnswer(sealer: Sealer, answerId: string, sealed: string): OutgoingMessage {
  return answer.parse(JSON.parse(sealer.open(answerId, sealed)));
}

export function sealReplyContent(sealer: Sealer, replyId: string, content: ReplyContent): string {
  return sealer.seal(replyId, JSON.stringify(content));
}

export function openReplyContent(sealer: Sealer, replyId: string, sealed: string): ReplyContent {
  return replyContent.parse(JSON.parse(sealer.open(replyId, sealed)));
}
