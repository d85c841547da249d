import { type Finding, placeholders } from '../alerts/text-checks.ts';
import { fold } from '../shared/fold.ts';
import type { Choice, Label, Preview, Say } from './dialog.ts';
import { forecastLines, timeArgs } from './forecast-lines.ts';
import { shorten } from './shorten.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, IDLE, message, turn } from './turn.ts';
import { readYesNo } from './words.ts';

/** What an officer sees before something is sent, and how they answer. */

export const CANCEL = choice('choice-cancel', 'cancel');

export function cancelCompose(scene: Scene): Turn {
  return turn(scene, { dialog: IDLE, says: [message('compose-cancelled')] });
}

/** What is wrong with a text before anyone counts its length; null when it can be shown. */
export function faultIn(text: string): Say | null {
  const [left] = placeholders(text);
  if (left) {
    const placeholder = shorten(text.slice(left.start, left.end), 60);
    return message('compose-placeholder', { placeholder }, [CANCEL]);
  }
  return /\p{L}/u.test(text) && !text.startsWith('/') ? null : message('compose-text-again', {}, [CANCEL]);
}

/** A new one for each preview: a send button of an earlier preview sends nothing. */
export function newTicket(scene: Scene): string {
  return scene.context.now.getTime().toString(36);
}

const EDIT_WORDS = new Set(['sua', 'sua lai', 'edit', 'change']);

/** A typed answer to a preview. */
export function readConfirm(text: string): 'send' | 'edit' | 'cancel' | null {
  if (EDIT_WORDS.has(fold(text))) return 'edit';
  const answer = readYesNo(text);
  return answer === null ? null : answer === 'yes' ? 'send' : 'cancel';
}

export function confirmChoices(ticket: string): Choice[] {
  return [choice('choice-send', `send:${ticket}`), choice('choice-edit', 'edit'), CANCEL];
}

/** What households will see, and what sending it means. */
export function previewSays(
  preview: Preview,
  summaryKey: 'compose-summary' | 'message-summary',
  ticket: string,
): Say[] {
  const { households, reachable, secondsToLast, messages, forecast, approval, findings = [], hold } = preview;
  const args = { households, reachable, ...timeArgs(secondsToLast) };
  const shown = messages.map((one): Say => ({ kind: 'verbatim', message: one.message }));
  const seen =
    findings.length === 0 ? [] : [{ ...message('compose-findings'), lines: findingLines(findings) }];
  const question =
    approval?.kind === 'second_person'
      ? message('compose-summary-approval', { ...args, reason: approval.reasons[0] ?? '' }, [
          choice('choice-submit', `send:${ticket}`),
          approval.mayBreakGlass
            ? choice('choice-break-glass', `glass:${ticket}`)
            : choice('choice-edit', 'edit'),
          CANCEL,
        ])
      : message(summaryKey, args, confirmChoices(ticket));
  return [
    message('preview-intro'),
    ...shown,
    ...seen,
    { ...question, ...(forecast && { lines: [...holdLines(hold), ...forecastLines(forecast)] }) },
  ];
}

/** Times are counted from when it may go. */
function holdLines(hold: Preview['hold'] = 'no'): Label[] {
  return hold === 'no' ? [] : [{ key: 'forecast-held', args: { hold } }];
}

/** One line for each kind of finding, with what was found of it. */
export function findingLines(findings: readonly Finding[]): Label[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.map((code) => {
    const found = findings.flatMap((one) => (one.code === code && one.found !== null ? [one.found] : []));
    return { key: `finding-${code}`, args: { found: shorten(found.join(', '), 120) } };
  });
}
