import type { AlertGroups } from '../../../contracts/alert-page.ts';
import type { AlertSummary, Situation } from '../../../contracts/words.ts';

/** What needs a person first. Every list and bar shows situations in this order. */
export const SITUATIONS = [
  'help',
  'safe',
  'read',
  'silent',
  'waiting',
  'unknown',
  'unreachable',
] as const satisfies readonly Situation[];

/** Those to look after: nobody of the household has said anything. */
export const TO_LOOK_AFTER = ['silent', 'unknown', 'unreachable'] as const satisfies readonly Situation[];

/** What a household said itself is the police's to know. */
export const SAID: readonly Situation[] = ['help', 'safe', 'read'];

/** Colours of the theme; the word always stands beside them. */
export const SITUATION_TONES: Readonly<Record<Situation, string>> = {
  help: 'bad',
  safe: 'good',
  read: 'seen',
  silent: 'warn',
  waiting: 'waiting',
  unknown: 'talk',
  unreachable: 'quiet',
};

export type Situations = AlertGroups['groups'][number]['situations'];

/** The situations of all groups together. */
export function situationsOf(groups: AlertGroups['groups']): Situations {
  const sum: Situations = { help: 0, safe: 0, read: 0, silent: 0, waiting: 0, unknown: 0, unreachable: 0 };
  for (const { situations } of groups) for (const key of SITUATIONS) sum[key] += situations[key];
  return sum;
}

/** Households that said something with a button or its word. */
export function answeredOf({ help, safe, read }: AlertSummary['progress']): number {
  return help + safe + read;
}

/** A share in whole percent that is 100 only when nothing is missing, and 0 only when there is nothing. */
export function percentOf(part: number, whole: number): number {
  if (whole === 0) return 0;
  const percent = Math.round((part / whole) * 100);
  if (part < whole && percent === 100) return 99;
  return part > 0 && percent === 0 ? 1 : percent;
}
