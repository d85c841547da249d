import { createHash, timingSafeEqual } from 'node:crypto';
import type { AlertState, CategoryCode } from './alert.ts';
import type { VerifiableAlert, VerifyStore } from './life-ports.ts';

/** What proves that an alert is the police's, and nothing else of it. */
export interface GenuineAlert {
  number: string;
  category: CategoryCode;
  state: AlertState;
  drill: boolean;
  unitName: string;
  dutyPhone: string;
  sentAt: Date;
  closedAt: Date | null;
  expiresAt: Date;
}

export type VerifyResult =
  | ({ kind: 'genuine' } & GenuineAlert)
  /** There is such a number, with another code: who wrote this is not the police. */
  | { kind: 'wrong_code'; number: string }
  /** There is such a number, and it proves nothing alone. */
  | { kind: 'code_needed'; number: string }
  /** Nothing of this number was ever sent. */
  | { kind: 'unknown_number'; number: string }
  /** No alert that this household heard has this code: the number is needed to say more. */
  | { kind: 'unknown_code' };

export interface Verification {
  number: string | null;
  code: string | null;
}

/** "bmt-2026-147" is BMT-2026-0147, as people copy it. */
export function readAlertNumber(typed: string): string | null {
  const match = /^\s*([A-Za-z]{2,6})\s*[-–—. ]\s*(\d{4})\s*[-–—. ]\s*(\d{1,9})\s*$/.exec(typed);
  if (!match) return null;
  const [, unit = '', year = '', count = ''] = match;
  return `${unit.toUpperCase()}-${year}-${count.replace(/^0+(?=\d)/, '').padStart(4, '0')}`;
}

/**
 * Whether an alert is real. Anybody may ask; what they learn is no text and nobody's data. Of a code alone a household
 * is told about what it heard itself.
 */
export function createVerifyAlert(deps: { verify: VerifyStore }) {
  return async function verifyAlert(
    asked: Verification,
    householdId: string | null = null,
  ): Promise<VerifyResult> {
    const code = asked.code?.trim().toUpperCase() ?? '';
    if (asked.number === null) {
      const heard = householdId === null || code === '' ? null : await deps.verify.byCode(code, householdId);
      return heard ? genuine(heard) : { kind: 'unknown_code' };
    }
    const number = readAlertNumber(asked.number) ?? asked.number;
    const alert = await deps.verify.byNumber(number);
    if (!alert) return { kind: 'unknown_number', number };
    if (code === '') return { kind: 'code_needed', number };
    return sameCode(code, alert.verificationCode) ? genuine(alert) : { kind: 'wrong_code', number };
  };
}

function genuine(alert: VerifiableAlert): VerifyResult {
  const { verificationCode: _code, ...told } = alert;
  return { kind: 'genuine', ...told };
}

function sameCode(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}
