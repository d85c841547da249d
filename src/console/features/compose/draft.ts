import type { AlertContent, AlertTemplateView } from '../../../contracts/alerts.ts';
import { fillIn, variablesOf } from './placeholders.ts';

export type TextLanguage = 'vi' | 'en';

/** What is being written. Texts keep their variables in brackets; what is filled in stands beside them. */
export interface Draft extends Omit<AlertContent, 'groupIds' | 'texts'> {
  groupIds: readonly string[];
  /** English null: households that read English get Vietnamese. */
  texts: { vi: string; en: string | null };
  values: Readonly<Record<TextLanguage, Readonly<Record<string, string>>>>;
}

const NO_VALUES: Draft['values'] = { vi: {}, en: {} };

/** A draft of this category, by a template or from nothing. `drill` never changes afterwards. */
export function beginDraft(
  category: { code: Draft['category']; severity: Draft['severity'] },
  options: { template?: Pick<AlertTemplateView, 'texts'>; drill: boolean },
): Draft {
  return {
    category: category.code,
    severity: category.severity,
    groupIds: [],
    texts: options.template?.texts ?? { vi: '', en: null },
    values: NO_VALUES,
    drill: options.drill,
    sendFrom: null,
    legalBasis: null,
    documentNumber: null,
    issuingAuthority: null,
    media: null,
  };
}

/** A draft that was saved. */
export function resumeDraft(content: AlertContent): Draft {
  return { ...content, values: NO_VALUES };
}

/** Fields to fill in, of one language. */
export function fieldsOf(draft: Draft, language: TextLanguage): string[] {
  return variablesOf(draft.texts[language] ?? '');
}

/**
 * What is filled in for a language. A name, a place or an hour is the same in both: as long as the two texts have as many
 * variables, one that is empty in English takes the value of its counterpart.
 */
export function valuesOf(draft: Draft, language: TextLanguage): Readonly<Record<string, string>> {
  if (language === 'vi') return draft.values.vi;
  const [vi, en] = [fieldsOf(draft, 'vi'), fieldsOf(draft, 'en')];
  if (vi.length !== en.length) return draft.values.en;
  const counterparts = en.map((name, at) => [name, draft.values.vi[vi[at] ?? ''] ?? ''] as const);
  return { ...Object.fromEntries(counterparts), ...draft.values.en };
}

/** The text as it stands on the screen and in the alert. */
export function shownText(draft: Draft, language: TextLanguage): string | null {
  const text = draft.texts[language];
  return text === null ? null : fillIn(text, valuesOf(draft, language));
}

export function withValue(draft: Draft, language: TextLanguage, name: string, value: string): Draft {
  return { ...draft, values: { ...draft.values, [language]: { ...draft.values[language], [name]: value } } };
}

/** The officer changed the text itself: what was filled in is part of it now, and what is left in brackets stays a field. */
export function withText(draft: Draft, language: TextLanguage, text: string | null): Draft {
  const values = { vi: valuesOf(draft, 'vi'), en: valuesOf(draft, 'en'), [language]: {} };
  return { ...draft, texts: { ...draft.texts, [language]: text }, values };
}

/** What the service gets. */
export function contentOf(draft: Draft): AlertContent {
  const { values: _, groupIds, ...rest } = draft;
  const en = shownText(draft, 'en');
  return {
    ...rest,
    groupIds: [...groupIds],
    texts: {
      vi: (shownText(draft, 'vi') ?? '').normalize('NFC').trim(),
      en: en === null || en.trim() === '' ? null : en.normalize('NFC').trim(),
    },
    documentNumber: textOrNull(draft.documentNumber),
    issuingAuthority: textOrNull(draft.issuingAuthority),
  };
}

function textOrNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
