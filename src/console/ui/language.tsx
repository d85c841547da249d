import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createTranslate, LANGUAGES, type Language, TIME_ZONE, type Translate } from './texts.ts';

const STORAGE_KEY = 'binh-yen.language';

interface LanguageContext {
  language: Language;
  setLanguage: (language: Language) => void;
  t: Translate;
  /** Hour and minute of an ISO time, in Đắk Lắk. */
  clock: (iso: string) => string;
}

const Context = createContext<LanguageContext | null>(null);

/** Vietnamese unless this browser chose otherwise before. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(rememberedLanguage);

  useEffect(() => {
    document.documentElement.lang = language;
    remember(language);
  }, [language]);

  const value = useMemo(() => {
    const t = createTranslate(language);
    const format = new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
      timeZone: TIME_ZONE,
    });
    return { language, setLanguage, t, clock: (iso: string) => format.format(new Date(iso)) };
  }, [language]);

  useEffect(() => {
    document.title = value.t('page-title');
  }, [value]);

  return <Context value={value}>{children}</Context>;
}

export function useLanguage(): LanguageContext {
  const value = useContext(Context);
  if (value === null) throw new Error('useLanguage needs a LanguageProvider above');
  return value;
}

/** A browser may forbid storage; the choice then lasts as long as the page. */
function rememberedLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return LANGUAGES.find((language) => language === stored) ?? 'vi';
  } catch {
    return 'vi';
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // See above.
  }
}
