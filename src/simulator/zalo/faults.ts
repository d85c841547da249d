import { z } from 'zod';
import { createOrders } from './orders.ts';

/** What goes wrong with a call. Except where said, the call has no effect. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** HTTP 429, which the platform does not document but clients met. */
  z.object({
    kind: z.literal('throttle'),
    retryAfterSeconds: z.number().int().min(1).nullable().default(null),
  }),
  /** 502 with a page of HTML, as a proxy in front of the platform says it. */
  z.object({ kind: z.literal('bad_gateway') }),
  /** A refusal of the platform's own, in HTTP 200. */
  z.object({ kind: z.literal('refuse'), code: z.number().int(), message: z.string().default('Refused') }),
  /** No answer ever. */
  z.object({ kind: z.literal('hang') }),
  /** The connection ends before the first byte of the answer. */
  z.object({ kind: z.literal('drop') }),
  /** The connection ends in the middle of the answer. */
  z.object({ kind: z.literal('close_mid_body') }),
  /** Takes effect, but the answer is an error. */
  z.object({ kind: z.literal('deliver_then_refuse'), code: z.number().int().default(-200) }),
  /** Takes effect, but the answer never comes. */
  z.object({ kind: z.literal('deliver_then_hang') }),
  /** Takes effect, but the connection ends before the first byte: for a refresh, the pair is lost. */
  z.object({ kind: z.literal('deliver_then_drop') }),
  /** Takes effect, but the connection ends in the middle of the answer. */
  z.object({ kind: z.literal('deliver_then_close') }),
  /** Takes effect and answers after a while. */
  z.object({ kind: z.literal('slow'), minMs: z.number().min(0), maxMs: z.number().min(0) }),
]);
export type Fault = z.infer<typeof faultSchema>;

export const SEND_PATHS = [
  '/v3.0/oa/message/cs',
  '/v2.0/oa/message',
  '/v3.0/oa/message/template',
  '/v3.0/oa/group/message',
] as const;

export const faultOrderSchema = z.object({
  fault: faultSchema,
  /** How many calls; without it, until the faults are cleared. */
  count: z.number().int().min(1).nullable().default(null),
  /** Without it, sends only. */
  paths: z.array(z.string()).default([...SEND_PATHS]),
  /** Only calls about this person. */
  userId: z.string().nullable().default(null),
  /** Only calls with a token of this account. */
  oaId: z.string().nullable().default(null),
});
export type FaultOrder = z.input<typeof faultOrderSchema>;

export interface FaultScene {
  path: string;
  /** Whose token it has and whom it is about: asked for only while there are orders. */
  oaId: () => string | null;
  userId: () => string | null;
}

export interface Faults {
  order(order: FaultOrder): void;
  clear(): void;
  /** The fault that meets this call, counted off. Earlier orders first. */
  take(call: FaultScene): Fault | null;
}

export function createFaults(): Faults {
  const orders = createOrders<z.infer<typeof faultOrderSchema>>();

  return {
    order: (order) => orders.order(faultOrderSchema.parse(order)),
    clear: () => orders.clear(),
    take({ path, oaId, userId }) {
      const taken = orders.take(
        (order) =>
          order.paths.includes(path) &&
          (order.userId === null || order.userId === userId()) &&
          (order.oaId === null || order.oaId === oaId()),
      );
      return taken?.fault ?? null;
    },
  };
}
