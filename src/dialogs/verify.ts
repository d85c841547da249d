import type { VerifyResult } from '../alerts/verify-alert.ts';
import { formatTime } from '../locales/format-time.ts';
import { CODE_ALPHABET } from '../shared/ids.ts';
import type { Command } from './dialog.ts';
import type { Scene, Turn } from './turn.ts';
import { message, reply, turn } from './turn.ts';

/** "Kiểm tra BMT-2026-0147 K3P9": whether an alert is real. Anybody may ask. */

const ASKED = /^(?:kiểm tra|kiem tra|check|verify)(?=[\s:])[\s:]*(?:(?:tin|số|so)\s+)*/iu;
const CODE_WORD = /^(?:mã(?: kiểm tra)?|ma(?: kiem tra)?|code)\s*[:\s]\s*/iu;
const NUMBER = /^([A-Za-z]{2,6}\s*[-–—.]\s*\d{4}\s*[-–—.]\s*\d{1,9})(?:[\s,;:·]+(.*))?$/su;
const CODE = /^[A-Za-z0-9]{4}$/;

type Asked = Extract<Command, { kind: 'verify_alert' }>;

/**
 * What is asked about; null where the text is no such question. A code alone counts without "kiểm tra" only from a member
 * of a household, and as it is printed: in capitals.
 */
export function readVerification(text: string, isMember: boolean): Asked | null {
  const typed = text.replace(/[.?!\s]+$/u, '');
  const rest = typed.replace(ASKED, '');
  const asked = rest !== typed;
  const [, number, after = ''] = NUMBER.exec(rest) ?? [];
  if (number !== undefined) {
    const code = after.trim().replace(CODE_WORD, '').trim();
    if (code === '') return { kind: 'verify_alert', number, code: null };
    return CODE.test(code) ? { kind: 'verify_alert', number, code } : null;
  }
  const code = rest.replace(CODE_WORD, '').trim();
  if (!CODE.test(code)) return null;
  const isPrinted =
    isMember &&
    /\d/.test(code) &&
    /[A-Z]/.test(code) &&
    [...code].every((sign) => CODE_ALPHABET.includes(sign));
  return asked || isPrinted ? { kind: 'verify_alert', number: null, code } : null;
}

/** Null where nothing is asked. */
export function verifyText(scene: Scene, text: string): Turn | null {
  const asked = readVerification(text, scene.context.member !== null);
  return asked && turn(scene, { commands: [asked] });
}

export function verifyOutcome(scene: Scene, result: VerifyResult): Turn {
  switch (result.kind) {
    case 'wrong_code':
      return reply(scene, message('verify-wrong-code', { number: result.number }));
    case 'code_needed':
      return reply(scene, message('verify-code-needed', { number: result.number }));
    case 'unknown_number':
      return reply(scene, message('verify-unknown', { number: result.number }));
    case 'unknown_code':
      return reply(scene, message('verify-unknown-code'));
    case 'genuine':
      return reply(
        scene,
        message('verify-genuine', {
          number: result.number,
          category: scene.t(scene.language, `category-${result.category}`),
          state: result.state,
          time: formatTime(result.sentAt),
          unit: result.unitName,
          phone: result.dutyPhone,
          drill: result.drill ? 'yes' : 'no',
        }),
      );
  }
}
