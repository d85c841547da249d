import type pg from 'pg';
import { z } from 'zod';

export interface Table {
  name: string;
  columns: string[];
}

/** A table and one that it refers to. */
export interface Reference {
  from: string;
  to: string;
}

export const LEDGER = '_prisma_migrations';

// Of our schema only: the queue keeps its rows in a schema of its own, and they are hints (docs/decisions/0001).
const TABLES = `
  SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname <> '${LEDGER}'
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
   GROUP BY c.relname`;

const REFERENCES = `
  SELECT f.relname::text AS "from", t.relname::text AS "to"
    FROM pg_constraint k
    JOIN pg_class f ON f.oid = k.conrelid
    JOIN pg_class t ON t.oid = k.confrelid
   WHERE k.contype = 'f' AND f.relnamespace = current_schema()::regnamespace`;

const SEQUENCES = `
  SELECT c.relname::text AS "table", a.attname::text AS "column",
         pg_get_serial_sequence(format('%I.%I', current_schema(), c.relname), a.attname) AS sequence
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
     AND pg_get_serial_sequence(format('%I.%I', current_schema(), c.relname), a.attname) IS NOT NULL`;

// Triggers of ours that answer an INSERT; those that are set to run always guard, and stay.
const INSERT_TRIGGERS = `
  SELECT c.relname::text AS "table", t.tgname::text AS name
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgenabled = 'O'
     AND t.tgtype & 4 <> 0`;

const tableRow = z.object({ name: z.string(), columns: z.array(z.string()) });
const referenceRow = z.object({ from: z.string(), to: z.string() });
const triggerRow = z.object({ table: z.string(), name: z.string() });
const sequenceRow = z.object({ table: z.string(), column: z.string(), sequence: z.string() });

/** Our tables, each after those that it refers to. */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const tables = z.array(tableRow).parse((await client.query(TABLES)).rows);
  const references = z.array(referenceRow).parse((await client.query(REFERENCES)).rows);
  return inLoadOrder(tables, references);
}

/**
 * Each table after those that it refers to, else by name. A table may refer to itself: its rows are checked at the end of
 * the one statement that loads them.
 */
export function inLoadOrder(tables: readonly Table[], references: readonly Reference[]): Table[] {
  const waiting = new Map(
    tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((one) => [one.name, one]),
  );
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].find(
      ({ name }) => !references.some(({ from, to }) => from === name && to !== name && waiting.has(to)),
    );
    if (!free) throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    waiting.delete(free.name);
    ordered.push(free);
  }
  return ordered;
}

/** Rows are loaded as they are until `over`, for this transaction. The tables must be locked by it. */
export async function quietTriggers(client: pg.ClientBase): Promise<{ over(): Promise<void> }> {
  const triggers = z.array(triggerRow).parse((await client.query(INSERT_TRIGGERS)).rows);
  const turn = async (onOff: 'DISABLE' | 'ENABLE') => {
    for (const { table, name } of triggers)
      await client.query(`ALTER TABLE ${quote(table)} ${onOff} TRIGGER ${quote(name)}`);
  };
  await turn('DISABLE');
  return { over: () => turn('ENABLE') };
}

/** Lets sequences go on behind the highest number in use. */
export async function advanceSequences(client: pg.ClientBase): Promise<void> {
  for (const one of z.array(sequenceRow).parse((await client.query(SEQUENCES)).rows)) {
    await client.query(
      `SELECT setval($1::regclass, highest) FROM (SELECT max(${quote(one.column)}) AS highest FROM ${quote(one.table)}) rows
        WHERE highest IS NOT NULL`,
      [one.sequence],
    );
  }
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const copyTarget = (table: Table) => `${quote(table.name)} (${table.columns.map(quote).join(', ')})`;
