import { SegmentedControl } from '@mantine/core';
import { useLanguage } from './language.tsx';
import { LANGUAGES, type Language } from './texts.ts';

/** Each language names itself: who looks for it may not read the other. */
const OWN_NAMES: Record<Language, { short: string; full: string }> = {
  vi: { short: 'VI', full: 'Tiếng Việt' },
  en: { short: 'EN', full: 'English' },
};

export function LanguageSwitch() {
  const { t, language, setLanguage } = useLanguage();
  return (
    <SegmentedControl
      size="sm"
      aria-label={t('language-switch')}
      value={language}
      onChange={setLanguage}
      data={LANGUAGES.map((value) => ({
        value,
        label: (
          <abbr lang={value} title={OWN_NAMES[value].full} style={{ textDecoration: 'none' }}>
            {OWN_NAMES[value].short}
          </abbr>
        ),
      }))}
    />
  );
}
