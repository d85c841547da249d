import { fold } from '../shared/fold.ts';

/** What may be wrong with an alert before it is sent. `found`, `place`: what it is about, where that can be shown. */
export const FINDING_CODES = [
  /** No letter in it. */
  'text_empty',
  /** Longer than a channel in use takes. */
  'text_too_long',
  /** "[đường]": something of a template that nobody has filled in. */
  'placeholder_left',
  /** Nine or twelve digits of an identity card. */
  'id_number',
  /** A phone that is neither the unit's own nor an emergency number. */
  'phone_number',
  /** An address of a page. */
  'link',
  /** One that installs something, or hides where it leads. */
  'unsafe_link',
  'all_caps',
  /** Tells where a checkpoint stands. */
  'checkpoint_wording',
  /** It is about a person, and nothing says why they may be named. */
  'legal_basis_missing',
  /** A picture, and nobody has said whether it shows a person. */
  'photo_not_described',
  /** A picture that shows a person. */
  'photo_of_person',
  /** The category relays somebody's document, and names none. */
  'source_missing',
  /** Readers of English get Vietnamese, and are told so. */
  'english_missing',
  /** The same text went to some of these households within half an hour: "gửi lại?". */
  'sent_recently',
  /** Some groups have their quiet hours: their households get it when those end. */
  'quiet_hours',
  /** It ends before their quiet hours do: they get nothing. */
  'ends_in_quiet_hours',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** `block`: not sent like this. `confirm`: sent once an officer has seen it. `note`: for their information. */
export type FindingSeverity = 'block' | 'confirm' | 'note';

export interface Finding {
  code: FindingCode;
  severity: FindingSeverity;
  /** UTF-16 code units, `end` excluded. Null where it is about the whole alert. */
  place: { language: 'vi' | 'en'; start: number; end: number } | null;
  found: string | null;
}

export const FINDING_SEVERITY: Readonly<Record<FindingCode, FindingSeverity>> = {
  text_empty: 'block',
  text_too_long: 'block',
  placeholder_left: 'block',
  id_number: 'block',
  phone_number: 'confirm',
  link: 'confirm',
  unsafe_link: 'block',
  all_caps: 'note',
  checkpoint_wording: 'confirm',
  legal_basis_missing: 'confirm',
  photo_not_described: 'block',
  photo_of_person: 'confirm',
  source_missing: 'confirm',
  english_missing: 'note',
  sent_recently: 'confirm',
  quiet_hours: 'note',
  ends_in_quiet_hours: 'confirm',
};

/** A finding about the whole alert. */
export function overall(code: FindingCode, found: string | null = null): Finding {
  return { code, severity: FINDING_SEVERITY[code], place: null, found };
}

interface Hit {
  code: FindingCode;
  start: number;
  end: number;
}

/** "[đường]": something of a template that nobody has filled in. */
export function placeholders(text: string): { name: string; start: number; end: number }[] {
  return [...text.matchAll(/\[([^[\]]*)\]/gu)].map((match) => ({
    name: (match[1] ?? '').trim(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The texts of a template with what an officer filled in; what they left out stays in its brackets. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\[([^[\]]*)\]/gu, (whole, name: string) => values[name.trim()]?.trim() || whole);
}

// ── Numbers ──────────────────────────────────────────────────────────────────────────────────────

/** Digits as people write them: in groups, with spaces, dots or dashes between; never after a letter or a longer number. */
const NUMBER = /(?<![\p{L}\p{N}])\+?\d(?:[\d \u00a0.\-()]*\d)?(?![\p{L}\p{N}])/gu;

/**
 * Of Vietnam: a mobile (0[35789] and 8 digits), a landline (02 and 8 or 9 digits), with 84 or +84 in place of the 0; an
 * old mobile of 11 digits (converted in 2018); 1800 and 1900 numbers. Emergency numbers have three digits and are none.
 */
const PHONES: readonly RegExp[] = [
  /^(?:\+?84|0)[35789]\d{8}$/,
  /^(?:\+?84|0)2\d{8,9}$/,
  /^(?:\+?84|0)1[2689]\d{8}$/,
  /^1[89]00\d{4,6}$/,
];

/** A personal identification number (12 digits, the first three a province's, 001 to 096) or an identity card's (9). */
const ID_NUMBERS: readonly RegExp[] = [/^0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}$/, /^\d{9}$/];

/** "5.000.000": an amount of money. */
const THOUSANDS = /^\d{1,3}(?:[. \u00a0]000)+$/;

function numbersIn(text: string, ownPhones: readonly string[]): Hit[] {
  const own = new Set(ownPhones.map(phoneKey));
  return [...text.matchAll(NUMBER)].flatMap((match): Hit[] => {
    const [written] = match;
    const digits = written.replace(/[^\d+]/g, '');
    const at = { start: match.index, end: match.index + written.length };
    if (PHONES.some((phone) => phone.test(digits))) {
      return own.has(phoneKey(digits)) ? [] : [{ code: 'phone_number', ...at }];
    }
    if (THOUSANDS.test(written)) return [];
    return ID_NUMBERS.some((id) => id.test(digits)) ? [{ code: 'id_number', ...at }] : [];
  });
}

function phoneKey(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^84/, '0');
}

// ── Links ────────────────────────────────────────────────────────────────────────────────────────

/** With a scheme, or a name and an ending that addresses in Vietnam have. */
const LINK =
  /(?<![\p{L}\p{N}@.])(?:https?:\/\/[^\s<>"')\]]+|(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|me|ly|gl|app|io|xyz|top|site|online|shop|link|cc|co|apk)(?:\/[^\s<>"')\]]*)?(?![\p{L}\p{N}]))/giu;
/** They hide where they lead. */
const SHORTENERS =
  /^(?:www\.)?(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|cutt\.ly|is\.gd|ow\.ly|rebrand\.ly|shorturl\.at|s\.id|t\.ly)$/i;
const INSTALLS = /\.(?:apk|ipa|exe|msi)(?:$|[?#])/i;

function linksIn(text: string): Hit[] {
  return [...text.matchAll(LINK)].map((match) => {
    const link = match[0].replace(/[.,;:!?]+$/u, '');
    const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(link)?.[1] ?? '';
    const unsafe = INSTALLS.test(link) || SHORTENERS.test(host);
    return {
      code: unsafe ? 'unsafe_link' : 'link',
      start: match.index,
      end: match.index + link.length,
    };
  });
}

// ── Wording ──────────────────────────────────────────────────────────────────────────────────────

/** Fewer letters may be a heading, a name or an abbreviation. */
const CAPS_FROM_LETTERS = 40;
const CAPS_SHARE = 0.7;

function capsIn(text: string): Hit[] {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= CAPS_FROM_LETTERS && capitals.length / letters.length >= CAPS_SHARE
    ? [{ code: 'all_caps', start: 0, end: text.length }]
    : [];
}

/** "Báo chốt": telling drivers where traffic police stand has been fined; a roadblock after a flood is no such chốt. */
const CHECKPOINT =
  /(?:báo|bao|né|ne|tránh|tranh|thông|thong|có|co)\s+(?:chốt|chot)(?![\p{L}])|(?:chốt|chot)\s+(?:nồng độ cồn|nong do con|csgt|giao thông|giao thong|kiểm tra|kiem tra|141)|(?:csgt|cảnh sát giao thông|canh sat giao thong)\s+(?:đang\s+|dang\s+)?(?:đứng|dung|bắn tốc độ|ban toc do|lập chốt|lap chot)|thông chốt|thong chot/giu;

function wordingIn(text: string): Hit[] {
  return [...text.matchAll(CHECKPOINT)].map((match) => ({
    code: 'checkpoint_wording',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

// ── A text, an alert ─────────────────────────────────────────────────────────────────────────────

/** What is found in one text, in the order in which it stands there. `text` is NFC. */
export function checkText(language: 'vi' | 'en', text: string, ownPhones: readonly string[]): Finding[] {
  if (!/\p{L}/u.test(text)) return [overall('text_empty')];
  const links = linksIn(text);
  const hits = [
    ...placeholders(text).map(({ start, end }): Hit => ({ code: 'placeholder_left', start, end })),
    // A number inside an address is part of it.
    ...numbersIn(text, ownPhones).filter(
      (hit) => !links.some(({ start, end }) => hit.start >= start && hit.end <= end),
    ),
    ...links,
    ...capsIn(text),
    ...wordingIn(text),
  ];
  return hits
    .toSorted((a, b) => a.start - b.start)
    .map(({ code, start, end }) => ({
      code,
      severity: FINDING_SEVERITY[code],
      place: { language, start, end },
      found: code === 'all_caps' ? null : text.slice(start, end),
    }));
}

/** Two texts say the same to a reader: marks, case and signs left aside. */
export function textKey(text: string): string {
  return fold(text);
}

/** Findings that hold an alert back: those that block it, and those that nobody has confirmed. */
export function openFindings(
  findings: readonly Finding[],
  confirmed: readonly FindingCode[] | 'all',
): Finding[] {
  return findings.filter(
    ({ code, severity }) =>
      severity === 'block' || (severity === 'confirm' && confirmed !== 'all' && !confirmed.includes(code)),
  );
}
