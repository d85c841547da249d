import { createHash } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';

/** One sealer at a time, whichever process it runs in. */
const SEALER_LOCK = 8_014_014;
const ENTRIES_AT_ONCE = 1_000;
/**
 * Ids are given before a transaction commits. An entry this old has no younger one still on its way with a lower id:
 * no transaction of ours lives for a quarter of this.
 */
const SETTLED_AFTER = `interval '1 minute'`;
const GENESIS = '0'.repeat(64);

const sealRow = z.object({ firstId: z.string(), lastId: z.string(), prevHash: z.string(), hash: z.string() });
const entryRow = z.object({ id: z.string(), line: z.string() });

/** What of an entry is sealed: all of it, in one form that PostgreSQL writes the same each time. */
const ENTRY_LINE = `
  jsonb_build_array(id, extract(epoch FROM at)::text, "staffId", "policeUnitId", action, subject, detail)::text AS line`;

function hashOf(prevHash: string, entries: readonly { line: string }[]): string {
  const hash = createHash('sha256').update(prevHash);
  for (const { line } of entries) hash.update('\n').update(line);
  return hash.digest('hex');
}

export type AuditVerdict =
  | { kind: 'intact'; seals: number; entries: number; unsealed: number }
  /** The entries from `firstId` on are not what was sealed, or the chain was cut there. */
  | { kind: 'broken'; firstId: string };

/** Chains the audit log: each seal holds the hash of its entries and of the seal before. */
export function createAuditSealer(pool: pg.Pool) {
  return {
    /** Seals the entries that are settled; returns how many. Does nothing while another process seals. */
    async seal(): Promise<number> {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const lock = await client.query('SELECT pg_try_advisory_xact_lock($1) AS mine', [SEALER_LOCK]);
        if (!z.object({ mine: z.boolean() }).parse(lock.rows[0]).mine) {
          await client.query('ROLLBACK');
          return 0;
        }
        const last = await client.query('SELECT * FROM "AuditSeal" ORDER BY id DESC LIMIT 1');
        const previous = last.rows[0] ? sealRow.parse(last.rows[0]) : null;
        const found = await client.query(
          `SELECT id, ${ENTRY_LINE} FROM "AuditEntry"
            WHERE id > $1 AND at < now() - ${SETTLED_AFTER} ORDER BY id LIMIT $2`,
          [previous?.lastId ?? '0', ENTRIES_AT_ONCE],
        );
        const entries = z.array(entryRow).parse(found.rows);
        const [first, end] = [entries[0], entries.at(-1)];
        if (first && end) {
          const prevHash = previous?.hash ?? GENESIS;
          await client.query(
            'INSERT INTO "AuditSeal" ("firstId", "lastId", "prevHash", hash) VALUES ($1, $2, $3, $4)',
            [first.id, end.id, prevHash, hashOf(prevHash, entries)],
          );
        }
        await client.query('COMMIT');
        return entries.length;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },

    /** Reads the whole chain again, from the first entry. */
    async verify(): Promise<AuditVerdict> {
      const found = await pool.query('SELECT * FROM "AuditSeal" ORDER BY id');
      const seals = z.array(sealRow).parse(found.rows);
      let [prevHash, prevLast, counted] = [GENESIS, '0', 0];
      for (const seal of seals) {
        const rows = await pool.query(
          `SELECT id, ${ENTRY_LINE} FROM "AuditEntry" WHERE id > $1 AND id <= $2 ORDER BY id`,
          [prevLast, seal.lastId],
        );
        const entries = z.array(entryRow).parse(rows.rows);
        if (seal.prevHash !== prevHash || hashOf(prevHash, entries) !== seal.hash) {
          return { kind: 'broken', firstId: seal.firstId };
        }
        [prevHash, prevLast] = [seal.hash, seal.lastId];
        counted += entries.length;
      }
      const rest = await pool.query('SELECT count(*)::int AS count FROM "AuditEntry" WHERE id > $1', [
        prevLast,
      ]);
      const { count } = z.object({ count: z.number() }).parse(rest.rows[0]);
      return { kind: 'intact', seals: seals.length, entries: counted, unsealed: count };
    },
  };
}
