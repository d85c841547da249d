import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FluentBundle, FluentResource } from '@fluent/bundle';

export const LANGUAGES = ['vi', 'en'] as const;
export type LocaleLanguage = (typeof LANGUAGES)[number];

/** The text of a key in a language. Throws where the key or one of its variables is missing: people never see a key. */
export type Translate = (
  language: LocaleLanguage,
  key: string,
  args?: Readonly<Record<string, string | number>>,
) => string;

/** Where vi.ftl and en.ftl are: `src/locales` of the project, also when this runs from `dist`. */
export function localesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json above the locales');
    folder = parent;
  }
  return join(folder, 'src', 'locales');
}

/** Reads the texts of every language. Throws when one cannot be read or languages differ in their keys. */
export function createTranslator(
  read: (language: LocaleLanguage) => string = (language) =>
    readFileSync(join(localesFolder(), `${language}.ftl`), 'utf8'),
): Translate {
  const resources = { vi: new FluentResource(read('vi')), en: new FluentResource(read('en')) };
  assertSameKeys(resources.vi, resources.en);
  const bundles = { vi: createBundle('vi', resources.vi), en: createBundle('en', resources.en) };

  return (language, key, args) => {
    const bundle = bundles[language];
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) throw new Error(`No text for the key ${key}`);
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, args ?? null, errors);
    if (errors.length > 0) throw new Error(`The text of ${key} lacks a variable`);
    return text.trim();
  };
}

function createBundle(language: LocaleLanguage, resource: FluentResource): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  if (bundle.addResource(resource).length > 0) throw new Error(`${language}.ftl has a key twice`);
  return bundle;
}

function assertSameKeys(vi: FluentResource, en: FluentResource): void {
  const keysOf = (resource: FluentResource) => new Set(resource.body.map(({ id }) => id));
  const [first, second] = [keysOf(vi), keysOf(en)];
  const missing = [...first, ...second].filter((key) => !(first.has(key) && second.has(key)));
  if (missing.length > 0) throw new Error(`Not in every language: ${missing.join(', ')}`);
}
