import { z } from 'zod';

/** What goes wrong with a call. Except where said, the call has no effect. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('throttle'), retryAfterSeconds: z.number().int().min(1).default(1) }),
  /** 500 in the platform's own words. */
  z.object({ kind: z.literal('server_error') }),
  /** 502 with a page of HTML, as a proxy in front of the platform says it. */
  z.object({ kind: z.literal('bad_gateway') }),
  /** No answer ever. */
  z.object({ kind: z.literal('hang') }),
  /** The connection ends in the middle of the answer. */
  z.object({ kind: z.literal('close_mid_body') }),
  /** Takes effect, but the answer never comes. */
  z.object({ kind: z.literal('deliver_then_hang') }),
  /** Takes effect, but the connection ends in the middle of the answer. */
  z.object({ kind: z.literal('deliver_then_close') }),
  /** Takes effect and answers after a while. */
  z.object({ kind: z.literal('slow'), minMs: z.number().min(0), maxMs: z.number().min(0) }),
]);
export type Fault = z.infer<typeof faultSchema>;

export const SEND_METHODS = ['sendmessage', 'editmessagetext', 'sendphoto', 'sendvoice'] as const;

export const faultOrderSchema = z.object({
  fault: faultSchema,
  /** How many calls; without it, until the faults are cleared. */
  count: z.number().int().min(1).nullable().default(null),
  /** Lower-case method names. */
  methods: z.array(z.string()).default([...SEND_METHODS]),
  /** Only calls about this chat. */
  chatId: z.string().nullable().default(null),
  /** Of the calls that it could meet, the first and then one in so many. */
  oneIn: z.number().int().min(1).default(1),
});
export type FaultOrder = z.input<typeof faultOrderSchema>;

export interface Faults {
  order(order: FaultOrder): void;
  clear(): void;
  /** The fault that meets this call, counted off. Earlier orders first. */
  take(method: string, chatId: string): Fault | null;
  /** How many calls have met a fault so far. */
  met(): number;
}

type Order = z.infer<typeof faultOrderSchema> & { spared: number };

export function createFaults(): Faults {
  let orders: Order[] = [];
  let met = 0;

  /** Counts the call off. True when it is the turn of this order. */
  function isTurn(order: Order): boolean {
    const turn = order.spared === 0;
    order.spared = (order.spared + 1) % order.oneIn;
    return turn;
  }

  return {
    order(order) {
      orders.push({ ...faultOrderSchema.parse(order), spared: 0 });
    },
    clear() {
      orders = [];
    },
    take(method, chatId) {
      if (orders.length === 0) return null;
      const order = orders.find(
        (candidate) =>
          candidate.methods.includes(method) &&
          (candidate.chatId === null || candidate.chatId === chatId) &&
          isTurn(candidate),
      );
      if (order === undefined) return null;
      met += 1;
      if (order.count !== null) {
        order.count -= 1;
        if (order.count === 0) orders = orders.filter((other) => other !== order);
      }
      return order.fault;
    },
    met: () => met,
  };
}
