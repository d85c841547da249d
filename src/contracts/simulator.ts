import { z } from 'zod';

/**
 * What the /simulator page and the service say to each other. Ids are decimal strings: some exceed 2^53.
 * Times are ISO 8601 in UTC. Served only where a simulator runs.
 */

// ── People ───────────────────────────────────────────────────────────────────────────────────────

export const networkSchema = z.enum(['telegram', 'zalo']);
export type Network = z.infer<typeof networkSchema>;

/** One chat of a person: who is on both networks is here twice, and each names the other. */
export const simulatorPersonSchema = z.object({
  id: z.string(),
  name: z.string(),
  network: networkSchema,
  /** Id of the same person on the other network. */
  otherChat: z.string().nullable(),
  role: z.enum(['household', 'officer']),
  /** Name of the neighbourhood group; null for an officer and for who has not been given one. */
  group: z.string().nullable(),
  /** The person gave consent in the conversation (household) or wrote to the bot (officer). */
  joined: z.boolean(),
  /** The person blocked the bot. */
  blocked: z.boolean(),
  /** A script answers for this person; a human may write as well. */
  scripted: z.boolean(),
  /** The newest message of either side, one line, at most 120 characters; null for an empty chat. */
  lastLine: z.string().nullable(),
  lastAt: z.iso.datetime().nullable(),
  /** Messages of the bot since somebody last looked at this chat on the page. */
  unread: z.number().int().nonnegative(),
});
export type SimulatorPerson = z.infer<typeof simulatorPersonSchema>;

/** `help`: pressed a help button of any alert. */
export const peopleFilterSchema = z.enum(['all', 'joined', 'not_joined', 'unread', 'help', 'blocked']);
export type PeopleFilter = z.infer<typeof peopleFilterSchema>;

/** `GET /api/simulator/people`. The search folds marks and case: "lan eban" finds "H'Lan Êban". */
export const peopleQuerySchema = z.object({
  search: z.string().max(100).default(''),
  filter: peopleFilterSchema.default('all'),
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

/** Officers first, then by newest message. */
export const peopleSchema = z.object({
  people: z.array(simulatorPersonSchema),
  /** Before search and filter. */
  total: z.number().int().nonnegative(),
});
export type SimulatorPeople = z.infer<typeof peopleSchema>;

/** `POST /api/simulator/people`: somebody new, who has not joined. Answers with the person. */
export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(60),
  language: z.enum(['vi', 'en']).default('vi'),
  network: networkSchema.default('telegram'),
});
export type NewPerson = z.input<typeof newPersonSchema>;

export const fileParamsSchema = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  messageId: z.string().max(100),
});
export const personParamsSchema = z.object({ id: z.string().regex(/^\d{1,20}$/) });

// ── A chat, as on a phone ────────────────────────────────────────────────────────────────────────

export const chatButtonSchema = z.object({ label: z.string(), payload: z.string() });

const chatMessageBase = {
  /** Message id at the platform. */
  id: z.string(),
  from: z.enum(['bot', 'person']),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  /** Rows of buttons; empty for messages of the person. */
  buttons: z.array(z.array(chatButtonSchema)),
  /** Payload of the button of this message that was pressed last. */
  pressed: z.string().nullable(),
  /** That press is not acknowledged yet: a phone shows a turning sign. */
  waiting: z.boolean(),
};

export const chatMessageSchema = z.discriminatedUnion('kind', [
  z.object({ ...chatMessageBase, kind: z.literal('text'), text: z.string() }),
  /** Without `src` there is no picture data: the page draws its own sample. */
  z.object({ ...chatMessageBase, kind: z.literal('photo'), text: z.string(), src: z.string().optional() }),
  z.object({
    ...chatMessageBase,
    kind: z.literal('voice'),
    text: z.string(),
    seconds: z.number(),
    src: z.string().optional(),
  }),
  z.object({ ...chatMessageBase, kind: z.literal('place'), latitude: z.number(), longitude: z.number() }),
  z.object({ ...chatMessageBase, kind: z.literal('sticker'), text: z.string() }),
]);
export type SimulatorChatMessage = z.infer<typeof chatMessageSchema>;

/** `GET /api/simulator/people/:id/chat`. Reading a chat marks it as read on the page. */
export const chatSchema = z.object({
  person: simulatorPersonSchema,
  /** Oldest first; the newest 200. */
  messages: z.array(chatMessageSchema),
  /** The bot's commands menu in this person's language. */
  commands: z.array(z.object({ command: z.string(), description: z.string() })),
  /** The short notice a phone shows after a press; null when the bot gave none. */
  notice: z.object({ text: z.string(), at: z.iso.datetime() }).nullable(),
});
export type SimulatorChat = z.infer<typeof chatSchema>;

// ── What a person does. Each is a POST to /api/simulator/people/:id/<name> and answers with the chat. ──

/** `…/text` */
export const sendTextSchema = z.object({ text: z.string().min(1).max(4096) });
/** `…/press`. 409 when that message has no such button (any more). */
export const pressSchema = z.object({
  messageId: z.string().regex(/^\d{1,20}$/),
  payload: z.string().min(1).max(64),
});
/** `…/photo` */
export const sendPhotoSchema = z.object({ caption: z.string().max(1024).default('') });
/** `…/voice` */
export const sendVoiceSchema = z.object({ seconds: z.number().int().min(1).max(600).default(8) });
/** `…/place`. Without a place, one in phường Buôn Ma Thuột. */
export const sendPlaceSchema = z.object({
  latitude: z.number().min(-90).max(90).default(12.6797),
  longitude: z.number().min(-180).max(180).default(108.0444),
});
/** `…/block` and `…/unblock` take no body. */

// ── State of the whole (`GET /api/simulator/state`), asked for every second or two ───────────────

export const simulatorAlertSchema = z.object({
  number: z.string(),
  state: z.enum([
    'draft',
    'pending_approval',
    'sending',
    'active',
    'updated',
    'resolved',
    'corrected',
    'cancelled',
    'expired',
  ]),
  /** Code of the category; its name is in the page's own words. */
  category: z.string(),
  /** Households in the audience; the next six add up to it. */
  households: z.number().int(),
  sent: z.number().int(),
  pending: z.number().int(),
  unreachable: z.number().int(),
  unknown: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** Standing of households, each counted once. */
  read: z.number().int(),
  safe: z.number().int(),
  help: z.number().int(),
  words: z.number().int(),
});
export type SimulatorAlert = z.infer<typeof simulatorAlertSchema>;

/** `accepted` since the simulation began, the others since this start; `perSecond` over the last five seconds. */
const serverSchema = z.object({
  accepted: z.number().int(),
  throttled: z.number().int(),
  refused: z.number().int(),
  perSecond: z.number(),
});

export const simulatorStateSchema = z.object({
  now: z.iso.datetime(),
  bot: z.object({ username: z.string() }),
  /** The account on Zalo; null where the simulation has Telegram only. */
  oa: z.object({ name: z.string() }).nullable(),
  village: z.object({
    /** Households that the script lets join. */
    planned: z.number().int(),
    joined: z.number().int(),
    /** Conversations under way. */
    joining: z.number().int(),
    /** Households that blocked the bot. */
    blocked: z.number().int(),
    /** Planned households by where their first member is. */
    homes: z.object({ telegram: z.number().int(), zalo: z.number().int(), both: z.number().int() }),
  }),
  /** The stand-in for Telegram. */
  server: serverSchema,
  /** The stand-in for Zalo; null with `oa`. */
  zaloServer: serverSchema.nullable(),
  groups: z.array(
    z.object({
      name: z.string(),
      joinCode: z.string(),
      planned: z.number().int(),
      joined: z.number().int(),
    }),
  ),
  /** The person on duty in this simulation; a link code only while it is unused. */
  officer: z.object({ personId: z.string(), linkCode: z.string().nullable() }).nullable(),
  /** The newest open alert, or the latest one. */
  alert: simulatorAlertSchema.nullable(),
});
export type SimulatorState = z.infer<typeof simulatorStateSchema>;

export const simulatorErrorSchema = z.object({
  error: z.enum(['person_not_found', 'button_not_found', 'bot_blocked']),
  message: z.string(),
});
export type SimulatorError = z.infer<typeof simulatorErrorSchema>;

// ── What the HTTP side needs; a simulator implements it ──────────────────────────────────────────

export type SimulatorActionResult =
  | { kind: 'done' }
  | { kind: 'person_not_found' }
  /** That message has no such button (any more). */
  | { kind: 'button_not_found' }
  /** The person has blocked the bot and must unblock it first. */
  | { kind: 'bot_blocked' };

export type SimulatorAction =
  | { kind: 'text'; text: string }
  | { kind: 'press'; messageId: string; payload: string }
  | { kind: 'photo'; caption: string }
  | { kind: 'voice'; seconds: number }
  | { kind: 'place'; latitude: number; longitude: number }
  | { kind: 'block' }
  | { kind: 'unblock' };

export interface SimulatorApi {
  people(query: PeopleQuery): SimulatorPeople;
  /** Marks the chat as read. Null: no such person. */
  chat(personId: string): SimulatorChat | null;
  /** What the service sent with a message: a picture or voice note. Null where nothing is kept of it. */
  file(personId: string, messageId: string): { type: string; bytes: Uint8Array } | null;
  act(personId: string, action: SimulatorAction): SimulatorActionResult;
  createPerson(person: z.output<typeof newPersonSchema>): SimulatorPerson;
  state(): Promise<SimulatorState>;
}
