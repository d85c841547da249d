import { createHash } from 'node:crypto';
import type pg from 'pg';

/** What a parameter may be; the statement says the type of what PostgreSQL cannot know: `${ids}::uuid[]`. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | readonly (string | number | boolean | null)[];

/** A piece of a statement that is no parameter. Never made of anything that comes from outside. */
export class SqlFragment {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Statements as tagged templates: each `${value}` becomes a parameter, so nothing from outside becomes SQL. What comes
 * back is unread; the caller parses it. `bigint` and `numeric` come as strings.
 */
export interface Db {
  rows(statement: TemplateStringsArray, ...values: (SqlValue | SqlFragment)[]): Promise<unknown[]>;
  /** Returns how many rows were written. */
  run(statement: TemplateStringsArray, ...values: (SqlValue | SqlFragment)[]): Promise<number>;
  /** A statement that stands elsewhere, with `$1`, `$2`, … */
  statement(text: string, values?: readonly SqlValue[]): Promise<number>;
}

interface Prepared {
  name: string;
  text: string;
}

/** A template is one object for each place in the code, so its text is put together once. */
const prepared = new WeakMap<TemplateStringsArray, Prepared>();

function prepare(template: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]): Prepared {
  const known = prepared.get(template);
  if (known) return known;
  let text = '';
  let parameters = 0;
  for (const [at, part] of template.entries()) {
    text += part;
    if (at === values.length) break;
    const value = values[at];
    text += value instanceof SqlFragment ? value.text : `$${++parameters}`;
  }
  // Prepared once for each connection: parsing is most of what a small statement costs.
  const made = { name: createHash('sha256').update(text).digest('base64url').slice(0, 20), text };
  prepared.set(template, made);
  return made;
}

/** Runs statements on one connection or, each by itself, on a pool. */
export function createDb(client: Pick<pg.ClientBase, 'query'>): Db {
  const query = (template: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]) =>
    client.query<Record<string, unknown>>({
      ...prepare(template, values),
      values: values.filter((value) => !(value instanceof SqlFragment)),
    });
  return {
    rows: async (template, ...values) => (await query(template, values)).rows,
    run: async (template, ...values) => (await query(template, values)).rowCount ?? 0,
    statement: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
  };
}
