import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Message, MessageReference, VariableReference } from '@fluent/syntax';
import { FluentParser, Visitor } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import { REPLY_CODES } from '../../../src/alerts/alert.ts';
import { formatTime } from '../../../src/locales/format-time.ts';
import { createTranslator, LANGUAGES, localesFolder } from '../../../src/locales/locales.ts';

const t = createTranslator();
const sourceFolder = join(localesFolder(), '..');

/** Keys that the code puts together: how they begin, and what may follow. Every other key stands in the sources. */
const COMPUTED: Readonly<Record<string, RegExp>> = {
  'category-': /^[a-z_]+$/,
  'template-': /^[a-z_]+-\d$/,
  'reply-': /^[A-Z_]+$/,
  'reply-recorded-': /^[A-Z_]+$/,
  'alert-header-': /^(update|correction|reminder|closure)$/,
  'message-text-': /^(update|correction|closure)$/,
  'choice-': /^(update|correction|closure)$/,
  'command-': /^[a-z]+$/,
  'file-situation-': /^[a-z]+$/,
  'file-state-': /^[a-z_]+$/,
  'finding-': /^[a-z_]+$/,
};

class Names extends Visitor {
  readonly variables = new Set<string>();
  readonly references = new Set<string>();
  override visitVariableReference(node: VariableReference): void {
    this.variables.add(node.id.name);
  }
  override visitMessageReference(node: MessageReference): void {
    this.references.add(node.id.name);
  }
}

interface Text {
  variables: string[];
  references: string[];
}

function read(language: string): { texts: Map<string, Text>; entries: Entry[] } {
  const source = readFileSync(join(localesFolder(), `${language}.ftl`), 'utf8');
  const { body } = new FluentParser().parse(source);
  const messages = body.filter((entry): entry is Message => entry.type === 'Message');
  const texts = messages.map((entry): [string, Text] => {
    const names = new Names();
    names.visit(entry);
    return [
      entry.id.name,
      { variables: [...names.variables].sort(), references: [...names.references].sort() },
    ];
  });
  return { texts: new Map(texts), entries: body.filter((entry) => entry.type !== 'Comment') as Entry[] };
}

const vi = read('vi');
const en = read('en');
const keys = [...vi.texts.keys()];

/** What writes in chats. The console has texts of its own. */
const sources = readdirSync(sourceFolder, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/generated|console/.test(file.parentPath))
  .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
  .join('\n');

describe('the texts', () => {
  it('are well formed', () => {
    for (const { entries } of [vi, en])
      expect(entries.filter((entry) => (entry.type as string) === 'Junk')).toEqual([]);
  });

  it('exist in both languages with the same variables, in the same order', () => {
    expect([...en.texts.keys()]).toEqual(keys);
    for (const key of keys) expect({ key, ...en.texts.get(key) }).toEqual({ key, ...vi.texts.get(key) });
  });

  it('are all used', () => {
    const referred = new Set([...vi.texts.values()].flatMap(({ references }) => references));
    const families = Object.entries(COMPUTED);
    for (const [start] of families) expect(sources).toContain(`\`${start}\${`);
    const isComputed = (key: string) =>
      families.some(([start, rest]) => key.startsWith(start) && rest.test(key.slice(start.length)));
    const unused = keys.filter(
      (key) => !sources.includes(`'${key}'`) && !referred.has(key) && !isComputed(key),
    );
    expect(unused).toEqual([]);
  });

  it('hold every key that the sources name', () => {
    const named = sources.matchAll(/(?:\bkey: |\bmessage\(|\bchoice\(|\bt\([^'()]+, )'([^']+)'/g);
    expect([...named].map((match) => match[1]).filter((key) => !vi.texts.has(key ?? ''))).toEqual([]);
  });

  it.each(LANGUAGES)('name every category, example and reply (%s)', (language) => {
    for (const { code, templates } of ALERT_CATEGORIES) {
      expect(t(language, `category-${code}`)).not.toBe('');
      for (let n = 1; n <= templates; n++) expect(t(language, `template-${code}-${n}`)).not.toBe('');
      expect(vi.texts.has(`template-${code}-${templates + 1}`)).toBe(false);
    }
    for (const code of REPLY_CODES) expect(vi.texts.has(`reply-recorded-${code}`)).toBe(true);
  });

  it.each(LANGUAGES)('fit on buttons and in the commands menu (%s)', (language) => {
    for (const key of keys) {
      if (/^choice-|^reply-[A-Z_]+$/.test(key)) {
        const label = t(language, key);
        expect([...label].length, `${key}: ${label}`).toBeLessThanOrEqual(20);
      }
      if (key.startsWith('command-')) expect(t(language, key).length).toBeLessThanOrEqual(256);
    }
  });

  it('leave no placeholder of an example in an example that may be used as it is', () => {
    const ready = keys.filter((key) => key.startsWith('template-') && !t('vi', key).includes('['));
    expect(ready.length).toBeGreaterThan(0);
    for (const key of ready) expect({ key, en: t('en', key).includes('[') }).toEqual({ key, en: false });
  });
});

describe('createTranslator', () => {
  const read = (vi: string, en: string) => () =>
    createTranslator((language) => (language === 'vi' ? vi : en));

  it.each([
    ['a key in one language only', 'a = A\nb = B', 'a = A'],
    ['a text that cannot be read', 'a = A\nb = { $', 'a = A\nb = B'],
    ['a key twice', 'a = A\na = B', 'a = A'],
  ])('refuses %s', (_, vi, en) => expect(read(vi, en)).toThrow());

  it('throws rather than showing a key or a variable', () => {
    const text = read('a = { $name }', 'a = { $name }')();
    expect(text('vi', 'a', { name: 'Lan' })).toBe('Lan');
    expect(() => text('vi', 'b')).toThrow();
    expect(() => text('vi', 'a')).toThrow();
  });

  it('puts no invisible signs around names and writes numbers as people do', () => {
    const text = read('a = { $name }: { $count }', 'a = { $name }: { $count }')();
    expect(text('vi', 'a', { name: 'Lan', count: 1234 })).toBe('Lan: 1.234');
    expect(text('en', 'a', { name: 'Lan', count: 1234 })).toBe('Lan: 1,234');
  });
});

describe('formatTime', () => {
  it.each([
    ['2026-11-23T13:14:59Z', '20:14, 23/11/2026'],
    ['2026-12-31T17:00:00Z', '00:00, 01/01/2027'],
    ['2026-02-01T02:05:00+07:00', '02:05, 01/02/2026'],
  ])('%s is %s', (instant, shown) => expect(formatTime(new Date(instant))).toBe(shown));
});
