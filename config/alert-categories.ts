import type { AlertCategory, Severity } from '../src/alerts/alert.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CRITICAL_SILENCE_MS = 3 * 60_000;
const URGENT_SILENCE_MS = 15 * 60_000;

/**
 * A scheduled alert that could not begin for so long after its time (the service was down) does not begin any more: a
 * warning of danger that comes late misleads, a notice of the day may still come some hours later the same day.
 */
export const SCHEDULE_GRACE_MS: Readonly<Record<Severity, number>> = {
  critical: 10 * 60_000,
  urgent: 30 * 60_000,
  advisory: 2 * HOUR_MS,
  info: 2 * HOUR_MS,
};

/**
 * Up to how many households one person writes without a second one. Our choice, to be set with the unit: what saves lives
 * goes out at once in a whole ward (a tenth of a city's households), what can wait a quarter of an hour reaches some
 * hamlets. Beyond it a critical alert may still go at once, with a reason, and is approved afterwards.
 */
const ALONE = { critical: 5_000, urgent: 2_000, routine: 1_000 } as const;

/** Why one breaks the glass is looked at within this time. */
export const AFTER_APPROVAL_MS = 2 * HOUR_MS;

/** What nobody has decided about is not worth sending any more. */
export const PENDING_LIFE_MS: Readonly<Record<Severity, number>> = {
  critical: HOUR_MS,
  urgent: 4 * HOUR_MS,
  advisory: DAY_MS,
  info: 3 * DAY_MS,
};

/** The same text again to some of the same households: asked about within this time. */
export const SAME_TEXT_MS = 30 * 60_000;

/** Rounds of reminders that one alert may have in all. */
export const REMINDER_ROUNDS = 3;

/**
 * Categories as data: default severity, who may send it, how long it lives, its buttons (three shown at most).
 * Names and texts are in src/locales (`category-<code>`, `template-<code>-<n>`).
 */
export const ALERT_CATEGORIES: readonly AlertCategory[] = [
  {
    code: 'fire_explosion',
    icon: '🔥',
    severity: 'critical',
    severities: ['info', 'critical'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.critical,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 6 * HOUR_MS,
    silenceMs: CRITICAL_SILENCE_MS,
    replyCodes: ['SAFE', 'HELP', 'ACK'],
    templates: 2,
  },
  {
    code: 'disaster',
    icon: '🌊',
    severity: 'critical',
    severities: ['advisory', 'urgent', 'critical'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.critical,
    needsSource: true,
    aboutPerson: false,
    lifeMs: 24 * HOUR_MS,
    silenceMs: CRITICAL_SILENCE_MS,
    replyCodes: ['SAFE', 'HELP', 'MOVED'],
    templates: 2,
  },
  {
    code: 'disorder',
    icon: '🚨',
    severity: 'urgent',
    severities: ['advisory', 'urgent', 'critical'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.urgent,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 6 * HOUR_MS,
    silenceMs: URGENT_SILENCE_MS,
    replyCodes: ['SEEN', 'TIP', 'ACK'],
    templates: 1,
  },
  {
    code: 'online_scam',
    icon: '⚠️',
    severity: 'advisory',
    severities: ['info', 'advisory'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 14 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'VICTIM', 'TIP'],
    templates: 2,
  },
  {
    code: 'theft',
    icon: '🔒',
    severity: 'advisory',
    severities: ['info', 'advisory', 'urgent'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 3 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'SEEN', 'TIP'],
    templates: 2,
  },
  {
    code: 'traffic',
    icon: '🚧',
    severity: 'advisory',
    severities: ['info', 'advisory', 'urgent'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 12 * HOUR_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'SEEN', 'HELP'],
    templates: 1,
  },
  {
    code: 'loan_shark',
    icon: '💸',
    severity: 'advisory',
    severities: ['info', 'advisory'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 14 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'VICTIM', 'TIP'],
    templates: 1,
  },
  {
    code: 'weapons_fireworks',
    icon: '🧨',
    severity: 'advisory',
    severities: ['info', 'advisory'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 30 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'TIP', 'ASK'],
    templates: 1,
  },
  {
    code: 'trafficking',
    icon: '🛂',
    severity: 'advisory',
    severities: ['info', 'advisory', 'urgent'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 30 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'TIP', 'ASK'],
    templates: 1,
  },
  {
    code: 'missing_person',
    icon: '🔎',
    severity: 'urgent',
    severities: ['advisory', 'urgent', 'critical'],
    approval: 'ward_chief',
    aloneHouseholds: ALONE.urgent,
    needsSource: false,
    aboutPerson: true,
    lifeMs: 48 * HOUR_MS,
    silenceMs: URGENT_SILENCE_MS,
    replyCodes: ['SEEN', 'ACK', 'JOIN'],
    templates: 1,
  },
  {
    code: 'wanted_person',
    icon: '📌',
    severity: 'urgent',
    severities: ['advisory', 'urgent'],
    approval: 'ward_chief',
    aloneHouseholds: ALONE.urgent,
    needsSource: true,
    aboutPerson: true,
    lifeMs: 60 * DAY_MS,
    silenceMs: URGENT_SILENCE_MS,
    replyCodes: ['TIP', 'ACK'],
    templates: 1,
  },
  {
    code: 'drugs',
    icon: '🚫',
    severity: 'advisory',
    severities: ['info', 'advisory'],
    approval: 'ward_chief',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 14 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'TIP', 'ASK'],
    templates: 1,
  },
  {
    code: 'rumour_correction',
    icon: '📣',
    severity: 'urgent',
    severities: ['advisory', 'urgent'],
    approval: 'ward_chief',
    aloneHouseholds: ALONE.urgent,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 7 * DAY_MS,
    silenceMs: URGENT_SILENCE_MS,
    replyCodes: ['ACK', 'ASK', 'IS_TRUE'],
    templates: 1,
  },
  {
    code: 'child_protection',
    icon: '🧒',
    severity: 'advisory',
    severities: ['info', 'advisory', 'urgent'],
    approval: 'ward_chief',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 14 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'TIP', 'HELP'],
    templates: 1,
  },
  {
    code: 'residence_notice',
    icon: '🏠',
    severity: 'info',
    severities: ['info', 'advisory'],
    approval: 'area_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 30 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'DONE', 'ASK'],
    templates: 1,
  },
  {
    code: 'community',
    icon: '🤝',
    severity: 'info',
    severities: ['info'],
    approval: 'area_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 14 * DAY_MS,
    silenceMs: null,
    replyCodes: ['JOIN', 'NO', 'ACK'],
    templates: 1,
  },
  {
    code: 'tourist_safety',
    icon: '🧭',
    severity: 'info',
    severities: ['info', 'advisory', 'urgent'],
    approval: 'duty_officer',
    aloneHouseholds: ALONE.routine,
    needsSource: false,
    aboutPerson: false,
    lifeMs: 7 * DAY_MS,
    silenceMs: null,
    replyCodes: ['ACK', 'HELP', 'ASK'],
    templates: 1,
  },
];
