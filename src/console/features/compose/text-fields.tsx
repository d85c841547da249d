import { Button } from '@mantine/core';
import { type RefObject, useRef } from 'react';
import type { Finding } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Blanks } from './blanks.tsx';
import { type Draft, shownText, type TextLanguage, withText } from './draft.ts';
import { MarkedText } from './marked-text.tsx';

export type TextFieldRefs = Record<TextLanguage, RefObject<HTMLTextAreaElement | null>>;

export function useTextFieldRefs(): TextFieldRefs {
  return { vi: useRef(null), en: useRef(null) };
}

interface TextFieldsProps {
  draft: Draft;
  setDraft: (change: (draft: Draft) => Draft) => void;
  findings: readonly Finding[];
  refs: TextFieldRefs;
}

/** What households read: the blanks of the template, and the text itself in each language. */
export function TextFields({ draft, setDraft, findings, refs }: TextFieldsProps) {
  const { t } = useLanguage();
  const english = shownText(draft, 'en');
  const change = (language: TextLanguage) => (text: string) =>
    setDraft((before) => withText(before, language, text));
  return (
    <>
      <Blanks draft={draft} setDraft={setDraft} language="vi" />
      <MarkedText
        label={t('compose-text-vi')}
        lang="vi"
        value={shownText(draft, 'vi') ?? ''}
        findings={findings}
        onChange={change('vi')}
        field={refs.vi}
      />
      {english !== null && (
        <>
          <Blanks draft={draft} setDraft={setDraft} language="en" />
          <MarkedText
            label={t('compose-text-en')}
            lang="en"
            value={english}
            findings={findings}
            onChange={change('en')}
            field={refs.en}
          />
        </>
      )}
      <div>
        <Button
          variant="default"
          size="md"
          onClick={() => setDraft((before) => withText(before, 'en', english === null ? '' : null))}
        >
          {t(english === null ? 'compose-english-on' : 'compose-english-off')}
        </Button>
      </div>
    </>
  );
}
