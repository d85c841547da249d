/** How an alert ranks. Not the "cấp 1–5" of disaster law: we relay those levels, we never set one. */
export type Severity = 'info' | 'advisory' | 'urgent' | 'critical';

export const ALERT_STATES = [
  'draft',
  'pending_approval',
  'sending',
  'active',
  'updated',
  'resolved',
  'corrected',
  'cancelled',
  'expired',
] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What a button of an alert means. `HELP` and `STUCK` need a person at once. */
export const REPLY_CODES = [
  'ACK',
  'SAFE',
  'HELP',
  'SEEN',
  'TIP',
  'VICTIM',
  'ASK',
  'MOVED',
  'STUCK',
  'OK',
  'DONE',
  'LATER',
  'JOIN',
  'NO',
  'IS_TRUE',
] as const;
export type ReplyCode = (typeof REPLY_CODES)[number];

export const CATEGORY_CODES = [
  'fire_explosion',
  'disaster',
  'disorder',
  'online_scam',
  'theft',
  'traffic',
  'loan_shark',
  'weapons_fireworks',
  'trafficking',
  'missing_person',
  'wanted_person',
  'drugs',
  'rumour_correction',
  'child_protection',
  'residence_notice',
  'community',
  'tourist_safety',
] as const;
export type CategoryCode = (typeof CATEGORY_CODES)[number];

export interface AlertCategory {
  code: CategoryCode;
  icon: string;
  /** The usual one. */
  severity: Severity;
  /** Those that may be chosen, the gentlest first. */
  severities: readonly Severity[];
  /** The least role that may send it without a second person … */
  approval: 'area_officer' | 'duty_officer' | 'ward_chief';
  /** … to this many households. */
  aloneHouseholds: number;
  /** Police relays what another authority has issued: its document or its name belongs to the text. */
  needsSource: boolean;
  /** About a person: it is to be said why they may be named or shown (Civil Code, article 32). */
  aboutPerson: boolean;
  /** From sending to expiry. */
  lifeMs: number;
  /** A household silent for so long after it got a message: its next contact point is tried. Null: never. */
  silenceMs: number | null;
  replyCodes: readonly ReplyCode[];
  /** How many example texts the locales hold. */
  templates: number;
}

export type AlertMessageKind = 'initial' | 'update' | 'correction' | 'reminder' | 'closure';

/** What households see of one alert message, in one language. Frozen when the message is written. */
export interface AlertText {
  text: string;
  buttons: readonly { label: string; payload: string }[];
}

/** Why a person may be named or shown. */
export const LEGAL_BASES = ['wanted_notice', 'family_consent', 'public_interest'] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** What an officer writes: all that an alert is before it is sent. */
export interface AlertContent {
  category: CategoryCode;
  severity: Severity;
  groupIds: readonly string[];
  /** Who reads a language without a text gets Vietnamese, and is told so. */
  texts: { vi: string; en: string | null };
  /** Marked as a drill wherever it is seen. Never changes. */
  drill: boolean;
  /** Nothing of it is sent before; null or already over: at once. */
  sendFrom: Date | null;
  legalBasis: LegalBasis | null;
  documentNumber: string | null;
  issuingAuthority: string | null;
  media: AttachedMedia | null;
}

/** The picture or voice note of a message, and what its officer says of it. */
export interface AttachedMedia {
  id: string;
  /** Of a picture: whether a person can be told from it. Null: not said yet; it says nothing of a voice note. */
  showsPerson: boolean | null;
}

/** What a template approved by a platform may say of an alert. Nothing of it is of a household. */
export const ALERT_FACTS = ['text', 'number', 'code', 'unit', 'phone', 'time', 'category'] as const;
export type AlertFact = (typeof ALERT_FACTS)[number];
export type AlertFacts = Readonly<Record<AlertFact, string>>;

export interface AlertTexts {
  vi: AlertText;
  en: AlertText;
  /** The officer's own first line, to tell alerts apart in a list. */
  headline: string;
  /** In Vietnamese, for templates; absent where none is to be filled in. */
  facts?: AlertFacts;
}

const OPEN_STATES: readonly AlertState[] = ['sending', 'active', 'updated'];

/** An open alert still takes answers and may be updated, corrected, closed or stopped. */
export function isOpen(state: AlertState): boolean {
  return OPEN_STATES.includes(state);
}

/** Why an open alert is not being sent: an officer holds it, or its time has not come. */
export type Hold = 'no' | 'paused' | 'scheduled';

export function holdOf(alert: { paused: boolean; startsAt: Date | null }): Hold {
  if (alert.paused) return 'paused';
  return alert.startsAt === null ? 'no' : 'scheduled';
}

/** The state an alert moves to when a message of this kind is added, or null where the state stays. */
export function stateAfterMessage(kind: AlertMessageKind): AlertState | null {
  switch (kind) {
    case 'update':
      return 'updated';
    case 'correction':
      return 'corrected';
    case 'closure':
      return 'resolved';
    case 'initial':
    case 'reminder':
      return null;
  }
}

/** The year by which alerts are numbered is Vietnam's: no daylight saving, UTC+7. */
export function yearInVietnam(now: Date): number {
  return new Date(now.getTime() + 7 * 3_600_000).getUTCFullYear();
}

/** Signs of the code by which anyone can ask the police whether an alert is genuine. */
export const CHECK_CODE_LENGTH = 4;

/** "BMT-2026-0147": unit, year, running number. Four digits at least. */
export function alertNumber(unitCode: string, year: number, count: number): string {
  return `${unitCode}-${year}-${String(count).padStart(4, '0')}`;
}
