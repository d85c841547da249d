import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import en from '../locales/en.ftl?raw';
import vi from '../locales/vi.ftl?raw';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type TextArguments = Record<string, FluentVariable>;

/** Words by key. A key that is missing shows itself; a test sees to it that none is. */
export type Translate = (key: string, args?: TextArguments) => string;

const SOURCES: Record<Language, string> = { vi, en };

/** Numbers are grouped as the language does; times are those of Đắk Lắk wherever the browser is. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

export function createTranslate(language: Language): Translate {
  // No isolation marks: they would stand between a name and its marks in what tests and people copy.
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(SOURCES[language]));
  return (key, args) => {
    const pattern = bundle.getMessage(key)?.value;
    return pattern ? bundle.formatPattern(pattern, args ?? null, []) : key;
  };
}
