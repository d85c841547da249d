import { z } from 'zod';

/**
 * `GET /api/events`: what changed in the unit, as server-sent events. The `event:` field is `kind`, `data:` the JSON of
 * the schema, `id:` grows. An event carries no figures: the page asks again for what it shows. The browser sends
 * `Last-Event-ID` by itself when it connects again and gets what it missed; `reset` says that this is too long ago (or
 * that the stream begins): ask for everything again. A comment line comes each 15 s, so that a dead connection shows;
 * after ten minutes the stream ends and the browser connects again.
 */
export const consoleEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reset') }),
  /** Figures, state or messages of an alert; at most once a second for each alert. */
  z.object({ kind: z.literal('alert'), alertId: z.uuid() }),
  /** A call for help, or words, a photo, a voice or a place; also that one was dealt with or answered. */
  z.object({
    kind: z.literal('reply'),
    replyId: z.uuid(),
    alertId: z.uuid(),
    help: z.boolean(),
    fresh: z.boolean(),
  }),
  /** The state of a lane. */
  z.object({ kind: z.literal('lane'), channelAccountId: z.uuid() }),
  /** An alert begins or ceases to wait for an approval. */
  z.object({ kind: z.literal('approval'), alertId: z.uuid() }),
  /** Another one is on duty. */
  z.object({ kind: z.literal('duty') }),
]);
export type ConsoleEvent = z.infer<typeof consoleEventSchema>;
export const CONSOLE_EVENT_KINDS = ['reset', 'alert', 'reply', 'lane', 'approval', 'duty'] as const;

/** An event with its place in the stream; `unitId` null: of every unit. */
export interface NumberedEvent {
  /** Grows by the order in which changes became visible; decimal. */
  id: string;
  unitId: string | null;
  event: ConsoleEvent;
}

/** Changes as they become visible, for any number of processes; a store implements it. */
export interface EventSource {
  /** The newest id that was given. */
  newest(): Promise<string>;
  /** Numbers what has changed meanwhile. Of several processes at once one does it. */
  number(): Promise<void>;
  /** Up to `limit` events behind `id`, oldest first. `gone`: some of them are deleted, or `id` is none of ours. */
  after(id: string, limit: number): Promise<readonly NumberedEvent[] | 'gone'>;
}
