import { TextInput } from '@mantine/core';
import { useLanguage } from '../../ui/language.tsx';
import classes from './blanks.module.css';
import { type Draft, fieldsOf, type TextLanguage, valuesOf, withValue } from './draft.ts';

interface BlanksProps {
  draft: Draft;
  setDraft: (change: (draft: Draft) => Draft) => void;
  language: TextLanguage;
}

/** The blanks of a template. */
export function Blanks({ draft, setDraft, language }: BlanksProps) {
  const { t } = useLanguage();
  const names = fieldsOf(draft, language);
  if (names.length === 0) return null;
  const values = valuesOf(draft, language);
  return (
    <fieldset className={classes.blanks} lang={language}>
      <legend className={classes.legend}>{t(`compose-blanks-${language}`)}</legend>
      {names.map((name) => (
        <TextInput
          key={name}
          size="md"
          label={name === '' ? t('compose-blank') : name}
          value={values[name] ?? ''}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) =>
            setDraft((before) => withValue(before, language, name, value))
          }
        />
      ))}
    </fieldset>
  );
}
