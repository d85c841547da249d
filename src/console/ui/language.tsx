import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createFormats, type Formats } from './formats.ts';
import { createTranslate, LANGUAGES, type Language, type Translate } from './texts.ts';

const STORAGE_KEY = 'binh-yen.language';

interface LanguageContext extends Formats {
  language: Language;
  /** A choice of this browser, kept. */
  setLanguage: (language: Language) => void;
  /** The language of who signed in: it holds unless this browser chose another before. */
  suggestLanguage: (language: Language) => void;
  t: Translate;
}

const Context = createContext<LanguageContext | null>(null);

/** Vietnamese unless this browser chose otherwise before. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => rememberedLanguage() ?? 'vi');

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo(
    () => ({
      language,
      setLanguage: (chosen: Language) => {
        remember(chosen);
        setLanguage(chosen);
      },
      suggestLanguage: (suggested: Language) => {
        if (rememberedLanguage() === null) setLanguage(suggested);
      },
      t: createTranslate(language),
      ...createFormats(language),
    }),
    [language],
  );

  return <Context value={value}>{children}</Context>;
}

export function useLanguage(): LanguageContext {
  const value = useContext(Context);
  if (value === null) throw new Error('useLanguage needs a LanguageProvider above');
  return value;
}

/** A browser may forbid storage; the choice then lasts as long as the page. */
function rememberedLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return LANGUAGES.find((language) => language === stored) ?? null;
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // See above.
  }
}
