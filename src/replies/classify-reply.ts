import { REPLY_CODES, type ReplyCode } from '../alerts/alert.ts';
import { fold } from '../shared/fold.ts';
import { asksForHelp } from './reply.ts';
import {
  CALLS,
  CONDITIONS,
  ENDINGS,
  ERRANDS,
  HARMLESS,
  NEGATIONS,
  PHRASES,
  SHORT_FORMS,
  SUBJECTS,
  TRANSPARENT,
} from './reply-phrases.ts';

/**
 * Reads an answer typed in words. Only what is certain gets a code: "không an toàn", "an toàn chưa?" and "không cần
 * giúp" have none, so that an officer reads the words. A call for help is found inside a sentence, every other
 * answer must be the whole of what was written.
 */

export interface ReadReply {
  code: ReplyCode;
  /** Nothing but the answer was said: there are no further words to keep. */
  bare: boolean;
}

const CODE_OF = new Map(
  REPLY_CODES.flatMap((code) => PHRASES[code].map((phrase) => [phrase, code] as const)),
);

/** The answer that words stand for, or null where they are no certain answer. */
export function classifyReply(text: string): ReplyCode | null {
  return readReply(text)?.code ?? null;
}

/** As `classifyReply`, and whether the words say more than the answer. */
export function readReply(text: string): ReadReply | null {
  const plain = unfoldable(text);
  const whole = CODE_OF.get(core(plain)) ?? CODE_OF.get(words(plain));
  const isQuestion = text.includes('?');
  if (whole !== undefined && (!isQuestion || whole === 'IS_TRUE' || asksForHelp(whole))) {
    return { code: whole, bare: true };
  }

  const clauses = plain
    .split(/[,.;:!?\n()–-]+|\b(?:nhưng|mà|but|and|và)\b/u)
    .filter((clause) => clause.trim() !== '');
  // "Cần giúp? Không.": a question and its answer.
  if (clauses.some((clause) => NEGATIONS.has(words(clause)))) return null;
  if (clauses.some((clause) => callsForHelp(words(clause)))) return { code: 'HELP', bare: false };

  const codes = clauses.map((clause) => CODE_OF.get(core(clause)) ?? CODE_OF.get(words(clause)));
  if (codes.includes('HELP')) return { code: 'HELP', bare: false };
  if (codes.includes('STUCK')) return { code: 'STUCK', bare: false };
  if (isQuestion) return null;
  const understood = clauses.every(
    (clause, index) => codes[index] !== undefined || HARMLESS.has(words(clause)),
  );
  const distinct = new Set(codes.filter((code) => code !== undefined));
  const [only] = distinct;
  return understood && distinct.size === 1 && only !== undefined ? { code: only, bare: true } : null;
}

/** Marks make these words what they are; without the marks they would be others. Signs become words. */
function unfoldable(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<!\p{L})(?:đừng|chẳng|chả|khỏi)(?!\p{L})/gu, 'không')
    .replace(/👍|👌/gu, ' ok ')
    .replace(/🆘/gu, ' sos ');
}

function words(clause: string): string {
  return fold(clause)
    .split(' ')
    .map((word) => SHORT_FORMS.get(word) ?? word)
    .join(' ');
}

/** A clause without who speaks and the polite words around. */
function core(clause: string): string {
  let rest = words(clause);
  for (let cut = true; cut && !CODE_OF.has(rest); ) {
    const subject = SUBJECTS.find((word) => rest.startsWith(`${word} `));
    const ending = ENDINGS.find((word) => rest.endsWith(` ${word}`));
    cut = subject !== undefined || ending !== undefined;
    if (ending !== undefined) rest = rest.slice(0, -ending.length - 1);
    else if (subject !== undefined) rest = rest.slice(subject.length + 1);
  }
  return rest;
}

function callsForHelp(clause: string): boolean {
  return CALLS.some((call) => {
    const at = ` ${clause} `.indexOf(` ${call} `);
    if (at < 0) return false;
    const before = clause.slice(0, at).trim().split(' ');
    const after = clause
      .slice(at + call.length)
      .trim()
      .split(' ');
    return !isNegated(before) && !isTakenBack(after) && !before.some((word) => CONDITIONS.has(word));
  });
}

function isNegated(before: readonly string[]): boolean {
  const nearest = before.findLastIndex((word) => !TRANSPARENT.has(word));
  return NEGATIONS.has(before[nearest] ?? '');
}

/** "cần giúp không", "need help no longer", "cần giúp thao tác". */
function isTakenBack(after: readonly string[]): boolean {
  return (
    NEGATIONS.has(after.at(-1) ?? '') ||
    after.join(' ').startsWith('no longer') ||
    ERRANDS.has(after[0] ?? '')
  );
}
