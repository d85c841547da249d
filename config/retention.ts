const DAY_MS = 24 * 3_600_000;

/** How long something is kept, counted from what, and why. docs/runbook.md shows the same table to the people in charge. */
export interface RetentionRule {
  keepMs: number;
  why: string;
}

/**
 * What is deleted by itself, and when. Law 91/2025/QH15 Art. 14 asks for erasure once the purpose is done or the period
 * is over; the periods are ours. What is not named here stays: the alert, its text (an official notice) and who approved it,
 * its figures (`ProgressCount`, nobody can be told from them), the audit log (append-only), who is registered (until they
 * leave by themselves), and the consent they gave (it must be provable).
 */
export const RETENTION = {
  /** `InboundEvent`, from being handled or given up. */
  inboundEvents: {
    keepMs: 30 * DAY_MS,
    why: 'A platform repeats an event for a day at most (https://core.telegram.org/bots/api#getting-updates), and must find it then. The rest is for finding faults. What was written in it is blanked once it is handled.',
  },
  /** `Answer`, from when it was written, once it is final. */
  answers: {
    keepMs: 30 * DAY_MS,
    why: 'Shows what a chat was answered while somebody may still ask. Its text is blanked once it is final.',
  },
  /** The state of a conversation in `DialogState`, from its last step. The empty row stays: it is the lock of the chat. */
  conversations: {
    keepMs: 7 * DAY_MS,
    why: 'A form that nobody finished holds names and texts for no purpose. Whoever comes back begins anew.',
  },
  /** The chat id of people who wrote to us and are in no household and no staff, from their last message. */
  strangers: {
    keepMs: 90 * DAY_MS,
    why: 'They may still come back and join. Without the chat id the row is a number that nobody can be told from.',
  },
  /** `StaffLinkCode`, from being used or running out. */
  staffCodes: {
    keepMs: 7 * DAY_MS,
    why: 'Whoever tries an old code a little later is told what is wrong with it.',
  },
  /** `OneTimeLink`, from when it runs out. */
  signInLinks: {
    keepMs: 7 * DAY_MS,
    why: 'Shows that a link was used, while somebody may still ask who did.',
  },
  /** `SignInSession` and `SignInChallenge`, from running out. */
  signInSessions: {
    keepMs: DAY_MS,
    why: 'They open nothing any more. That somebody signed in stays in the audit log.',
  },
  /** `SignInTry`, from the last try. */
  signInTries: {
    keepMs: DAY_MS,
    why: 'After a day without one the count begins anew (config/sign-in.ts).',
  },
  /** `ApiToken`, from being ended or running out. */
  apiTokens: {
    keepMs: 90 * DAY_MS,
    why: 'Which program could do what, while an incident is looked into.',
  },
  /** `IdempotencyKey`, from the request. */
  idempotencyKeys: {
    keepMs: DAY_MS,
    why: 'A program that heard no answer asks again within minutes; the stored answer may hold what was written.',
  },
  /** `AlertDraft`, from when it was saved last. The words of one that was sent or given up are blanked at once. */
  drafts: {
    keepMs: 30 * DAY_MS,
    why: 'What nobody went on with in a month is not going to be sent, and may name people.',
  },
  /** `AlertMedia` that no message and no draft has, from its upload. */
  unusedMedia: {
    keepMs: 7 * DAY_MS,
    why: 'Somebody may still be writing; what nobody sent within a week shows people for no purpose.',
  },
  /** The bytes of `AlertMedia` that was sent, from the end of its last alert. That there was one stays. */
  sentMedia: {
    keepMs: 90 * DAY_MS,
    why: 'What was shown of whom, for complaints and for the review after an incident; households keep their copy.',
  },
  /** Audience, deliveries, progress boards and plain answers (read, safe, …) of an alert, from its end. */
  closedAlerts: {
    keepMs: 90 * DAY_MS,
    why: 'Who was warned when, and who confirmed: needed for complaints and for the review after an incident.',
  },
  /** Calls for help and what households wrote, said or photographed, from the end of the alert. */
  callsForHelp: {
    keepMs: 365 * DAY_MS,
    why: 'The course of a rescue may have to be shown for a year.',
  },
  /** The same of alerts that asked for tips. */
  tips: {
    keepMs: 2 * 365 * DAY_MS,
    why: 'A report of a crime is looked into for months, and may have to be shown afterwards.',
  },
  /** `DutyShift`, from its end. */
  dutyShifts: {
    keepMs: 365 * DAY_MS,
    why: 'Who was on duty, and what they left to the next one, belongs to the course of an incident.',
  },
  /** `WebhookDelivery`, from being accepted or given up. */
  webhookDeliveries: {
    keepMs: 7 * DAY_MS,
    why: 'Shows what another system was told and when, while somebody may still look for a fault.',
  },
  /** `ConsoleChange` and `ConsoleEvent`, from when they were written. */
  consoleEvents: {
    keepMs: DAY_MS / 24,
    why: 'A console that was away for less catches up; one that was away for longer loads its pages again.',
  },
} as const satisfies Record<string, RetentionRule>;

/** `ChannelNotice`, from being handled. Deleted where they are worked off (src/db/notice-store.ts): there is one for each send. */
export const NOTICE_RETENTION: RetentionRule = {
  keepMs: DAY_MS,
  why: 'A platform repeats a notice within hours, and must find it then; an echo settles a send of the same day.',
};

export type RetentionName = keyof typeof RETENTION;
export const RETENTION_NAMES: readonly RetentionName[] = [
  'inboundEvents',
  'answers',
  'conversations',
  'strangers',
  'staffCodes',
  'signInLinks',
  'signInSessions',
  'signInTries',
  'apiTokens',
  'idempotencyKeys',
  'drafts',
  'unusedMedia',
  'sentMedia',
  'closedAlerts',
  'callsForHelp',
  'tips',
  'dutyShifts',
  'webhookDeliveries',
  'consoleEvents',
];
