import { createHash } from 'node:crypto';
import type { VerifyResult } from '../alerts/verify-alert.ts';
import { formatTime } from '../locales/format-time.ts';
import type { Translate } from '../locales/locales.ts';

type Language = 'vi' | 'en';

/** Large, and dark on white: it is read by people who are afraid, on small phones. */
const STYLE =
  'body{margin:0;font:20px/1.5 system-ui,sans-serif;color:#111;background:#fff}main{max-width:34rem;margin:0 auto;padding:1.5rem}' +
  'h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}section{border:4px solid;border-radius:.5rem;padding:1rem;margin:0 0 1.5rem}' +
  '.yes{border-color:#0a6b2d}.no{border-color:#b00020}.ask{border-color:#555}label{display:block;margin:0 0 .75rem}' +
  'input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem;border:2px solid #555;border-radius:.25rem;text-transform:uppercase}' +
  'button{font:inherit;font-weight:700;padding:.6rem 1.2rem;border:0;border-radius:.25rem;background:#0b3d91;color:#fff}a{color:#0b3d91}small{font-size:1rem}';

/** Nothing but the one style sheet in the page, and its form. */
export const VERIFY_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Whether an alert is real, as a page without a script. `asked`: what the visitor typed or opened. */
export function verifyPage(
  t: Translate,
  language: Language,
  asked: { number: string; code: string },
  result: VerifyResult | { kind: 'too_many' } | null,
): string {
  const other = language === 'vi' ? 'en' : 'vi';
  const query = new URLSearchParams({ ...asked, lang: other });
  const box = result === null ? null : boxOf(t, language, result);
  const title = t(language, 'verify-page-title');
  const field = (name: 'number' | 'code', label: string, length: number) =>
    `<label>${escapeHtml(label)}<input name="${name}" value="${escapeHtml(asked[name])}" maxlength="${length}" autocomplete="off" autocapitalize="characters" required></label>`;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>`,
    box === null ? `<p>${escapeHtml(t(language, 'verify-page-intro'))}</p>` : section(box),
    `<form method="get" action="/v"><input type="hidden" name="lang" value="${language}">`,
    field('number', t(language, 'verify-page-number'), 40),
    field('code', t(language, 'verify-page-code'), 20),
    `<button>${escapeHtml(t(language, 'verify-page-button'))}</button></form>`,
    `<p><small>${escapeHtml(t(language, 'verify-page-note'))}</small></p>`,
    `<p><a href="/v?${escapeHtml(query.toString())}" lang="${other}">${escapeHtml(t(language, 'verify-page-language'))}</a></p>`,
    '</main></body></html>',
  ].join('\n');
}

interface Box {
  look: 'yes' | 'no' | 'ask';
  lines: readonly string[];
}

function section({ look, lines: [first = '', ...rest] }: Box): string {
  const more = rest.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  return `<section class="${look}" role="status"><p><strong>${escapeHtml(first)}</strong></p>${more}</section>`;
}

function boxOf(t: Translate, language: Language, result: VerifyResult | { kind: 'too_many' }): Box {
  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  switch (result.kind) {
    case 'genuine': {
      const { closedAt, expiresAt } = result;
      const text = t(language, 'verify-genuine', {
        number: result.number,
        category: t(language, `category-${result.category}`),
        state: result.state,
        time: formatTime(result.sentAt),
        unit: result.unitName,
        phone: result.dutyPhone,
        drill: result.drill ? 'yes' : 'no',
      });
      const until =
        closedAt === null
          ? t(language, 'verify-page-until', { time: formatTime(expiresAt) })
          : t(language, 'verify-page-closed', { time: formatTime(closedAt) });
      return { look: 'yes', lines: [...lines(text), until] };
    }
    case 'wrong_code':
      return { look: 'no', lines: lines(t(language, 'verify-wrong-code', { number: result.number })) };
    case 'unknown_number':
      return { look: 'no', lines: lines(t(language, 'verify-unknown', { number: result.number })) };
    case 'unknown_code':
      return { look: 'ask', lines: lines(t(language, 'verify-unknown-code')) };
    case 'code_needed':
      return { look: 'ask', lines: [t(language, 'verify-page-code-needed', { number: result.number })] };
    case 'too_many':
      return { look: 'ask', lines: [t(language, 'verify-page-too-many')] };
  }
}
