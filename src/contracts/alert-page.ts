import { z } from 'zod';
import { ALERT_ACTS } from '../alerts/act-rules.ts';
import { shownMediaSchema } from './alert-media.ts';
import {
  alertStateSchema,
  alertSummarySchema,
  categorySchema,
  channelSchema,
  deliveryStateSchema,
  groupKindSchema,
  nextSchema,
  pageQueryFields,
  personSchema,
  placeSchema,
  type Reader,
  replyCodeSchema,
  situationSchema,
  timeSchema,
} from './words.ts';

// ── All alerts ───────────────────────────────────────────────────────────────────────────────────

/** `GET /api/alerts`: alerts of the unit, newest first. */
export const alertsQuerySchema = z.object({
  ...pageQueryFields(z.tuple([timeSchema, z.uuid()])),
  state: alertStateSchema.optional(),
  category: categorySchema.optional(),
  drill: z.stringbool().optional(),
});
export type AlertsQuery = z.infer<typeof alertsQuerySchema>;
export const alertsPageSchema = z.object({ items: z.array(alertSummarySchema), next: nextSchema });
export type AlertsPage = z.infer<typeof alertsPageSchema>;

// ── One alert. Somebody else's alert is answered as one that does not exist: 404 `not_found`. ────

const textSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});

/** One message of the timeline. */
export const alertMessageSchema = z.object({
  id: z.uuid(),
  seq: z.number().int(),
  kind: z.enum(['initial', 'update', 'correction', 'reminder', 'closure']),
  /** The whole message as households see it. */
  texts: z.object({ vi: textSchema, en: textSchema }),
  /** The picture or voice note that goes with it; absent where there is none. */
  media: shownMediaSchema
    .extend({
      /** Its time is over: only that there was one is known. */
      gone: z.boolean(),
      /** Accounts whose platform refuses it, and why: their messages go without. */
      refused: z.array(z.object({ channel: channelSchema, account: z.string(), reason: z.string() })),
      /** Messages that were sent without it, for whatever reason (`ledger`). */
      leftOut: z.number().int(),
    })
    .optional(),
  createdAt: timeSchema,
  sendFrom: timeSchema.nullable(),
  sendUntil: timeSchema,
  pausedAt: timeSchema.nullable(),
  /** Set by a stop: nothing more of it is sent. */
  stoppedAt: timeSchema.nullable(),
  /** Every delivery row exists. */
  written: z.boolean(),
  /** Deliveries of it by state, those with none left out. */
  deliveries: z.array(
    z.object({
      state: z.enum(['sent', 'pending', 'unreachable', 'unknown', 'failed', 'cancelled']),
      count: z.number().int(),
    }),
  ),
});

/** `GET /api/alerts/:id` */
export const alertPageSchema = z.object({
  asOf: timeSchema,
  alert: alertSummarySchema.extend({
    verificationCode: z.string(),
    author: personSchema,
    replyCodes: z.array(replyCodeSchema),
  }),
  /** What the asker may do with it now; show nothing else to do. */
  acts: z.array(z.enum(ALERT_ACTS)),
  /** Rounds that ask the silent again; null where none were ever set. None go any more once the alert is over. */
  reminders: z
    .object({
      roundsSent: z.number().int(),
      /** To come; 0 once all were sent, or somebody ended them. */
      roundsLeft: z.number().int(),
      everyMs: z.number().int(),
      /** Of the next round; later where the alert is held by then. */
      nextAt: timeSchema,
    })
    .nullable(),
  /** Oldest first. */
  messages: z.array(alertMessageSchema),
  /** Deliveries of all messages by lane. */
  lanes: z.array(
    z.object({
      channelAccountId: z.uuid(),
      channel: channelSchema,
      name: z.string(),
      sent: z.number().int(),
      pending: z.number().int(),
      unreachable: z.number().int(),
      unknown: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
    }),
  ),
});
export type AlertPage = z.infer<typeof alertPageSchema>;
export type AlertAct = AlertPage['acts'][number];

// ── Curves (`GET /api/alerts/:id/curves`) ────────────────────────────────────────────────────────

const pointSchema = z.object({ at: timeSchema, households: z.number().int() });

/**
 * How many households had got it, and how many had answered, by when: running totals at up to 200 moments, oldest first.
 * Each point is exact, the last one as of
 * `asOf`. Empty once the rows of an old alert are deleted. While an alert goes out, `asOf` may be some seconds ago.
 */
export const curvesSchema = z.object({
  asOf: timeSchema,
  /** When the first message was written, or was to begin. */
  from: timeSchema,
  households: z.number().int(),
  /** By their first message. */
  reached: z.array(pointSchema).max(200),
  /** By the first button that somebody of them pressed, or its word. */
  answered: z.array(pointSchema).max(200),
});
export type Curves = z.infer<typeof curvesSchema>;

// ── Groups (`GET /api/alerts/:id/groups`) ────────────────────────────────────────────────────────

/** Each household is counted once, in the first of its groups that the alert was sent to. */
export const groupFiguresSchema = z.object({
  /** Null: households that have left every group of the alert since. */
  groupId: z.uuid().nullable(),
  name: z.string(),
  kind: groupKindSchema.nullable(),
  /** Where it is, if somebody entered it. */
  place: placeSchema.nullable(),
  households: z.number().int(),
  /** They add up to `households`. */
  situations: z.object({
    help: z.number().int(),
    safe: z.number().int(),
    read: z.number().int(),
    silent: z.number().int(),
    waiting: z.number().int(),
    unknown: z.number().int(),
    unreachable: z.number().int(),
  }),
});
export const alertGroupsSchema = z.object({
  /** May be some seconds ago while the alert goes out. */
  asOf: timeSchema,
  groups: z.array(groupFiguresSchema),
});
export type AlertGroups = z.infer<typeof alertGroupsSchema>;

/** `PUT /api/groups/:id/place`: where a group is, for the map; null forgets it. 204. */
export const groupPlaceSchema = z.object({ place: placeSchema.nullable() });

// ── Households and their members ─────────────────────────────────────────────────────────────────

/**
 * `GET /api/alerts/:id/households`: by group, in it who did not get the alert first. Without `situation` those to
 * look after: silent, unknown, unreachable. Several situations are joined by commas. Of what households
 * said (`help`, `safe`, `read`) only the police learn: 403 for others.
 */
export const alertHouseholdsQuerySchema = z.object({
  ...pageQueryFields(z.tuple([z.uuid().nullable(), situationSchema, z.uuid()])),
  situation: z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(situationSchema).min(1).max(7))
    .default(['silent', 'unknown', 'unreachable']),
  groupId: z.uuid().optional(),
});
export type AlertHouseholdsQuery = z.infer<typeof alertHouseholdsQuerySchema>;

export const alertHouseholdSchema = z.object({
  householdId: z.uuid(),
  groupId: z.uuid().nullable(),
  groupName: z.string(),
  situation: situationSchema,
  /** As officers know it, with the names of its members; null and empty for who may not read them. */
  label: z.string().nullable(),
  members: z.array(z.string()),
  /** Where its chats are. */
  channels: z.array(channelSchema),
});
export type AlertHousehold = z.infer<typeof alertHouseholdSchema>;
export const alertHouseholdsPageSchema = z.object({
  /** May be some seconds ago while the alert goes out. */
  asOf: timeSchema,
  /** Households of these situations, on all pages together. */
  total: z.number().int(),
  items: z.array(alertHouseholdSchema),
  next: nextSchema,
});
export type AlertHouseholdsPage = z.infer<typeof alertHouseholdsPageSchema>;

/**
 * `GET /api/alerts/:id/households/export?format=csv|xlsx` with the filters of the list: a file to print by group or
 * keep, in Vietnamese or English (`language`). Audited.
 */
export const householdsExportQuerySchema = alertHouseholdsQuerySchema
  .pick({ situation: true, groupId: true })
  .extend({
    format: z.enum(['csv', 'xlsx']).default('xlsx'),
    language: z.enum(['vi', 'en']).default('vi'),
  });

// ── Ledger (`GET /api/alerts/:id/ledger`) ────────────────────────────────────────────────────────

/** Row by row: the newest message first, then by when the chat was registered. */
export const ledgerQuerySchema = z.object({
  ...pageQueryFields(z.tuple([z.number().int(), z.uuid()])),
  state: deliveryStateSchema.optional(),
  messageId: z.uuid().optional(),
  channelAccountId: z.uuid().optional(),
});
export type LedgerQuery = z.infer<typeof ledgerQuerySchema>;

export const ledgerRowSchema = z.object({
  id: z.uuid(),
  seq: z.number().int(),
  householdId: z.uuid(),
  /** Null for who may not read it, and once the household is erased. */
  label: z.string().nullable(),
  channel: channelSchema,
  account: z.string(),
  state: deliveryStateSchema,
  /** Why it is in this state: a code of the platform's answer. */
  reason: z.string().nullable(),
  /** Temporary failures so far. */
  attempts: z.number().int(),
  /** Times it was sent again after an unknown outcome. */
  repeats: z.number().int(),
  createdAt: timeSchema,
  notBefore: timeSchema.nullable(),
  /** When it was accepted. */
  sentAt: timeSchema.nullable(),
  updatedAt: timeSchema,
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
export const ledgerPageSchema = z.object({ items: z.array(ledgerRowSchema), next: nextSchema });
export type LedgerPage = z.infer<typeof ledgerPageSchema>;

/** `GET /api/alerts/:id/ledger/export?format=csv|xlsx`: the whole ledger with the filters of the list. Audited. */
export const ledgerExportQuerySchema = ledgerQuerySchema
  .pick({ state: true, messageId: true, channelAccountId: true })
  .extend({
    format: z.enum(['csv', 'xlsx']).default('xlsx'),
    language: z.enum(['vi', 'en']).default('vi'),
  });

/** The same as one reads them; a store implements it. Null: not there, or not of a unit of theirs. */
export interface AlertReads {
  list(reader: Reader, query: AlertsQuery): Promise<AlertsPage>;
  /** With the unit whose alert it is; what may be done is no part of what is kept. */
  page(
    reader: Reader,
    alertId: string,
  ): Promise<{ policeUnitId: string; page: Omit<AlertPage, 'acts'> } | null>;
  curves(reader: Reader, alertId: string): Promise<Curves | null>;
  groups(reader: Reader, alertId: string): Promise<AlertGroups | null>;
  households(
    reader: Reader,
    alertId: string,
    query: AlertHouseholdsQuery,
  ): Promise<AlertHouseholdsPage | null>;
  ledger(reader: Reader, alertId: string, query: LedgerQuery): Promise<LedgerPage | null>;
}
