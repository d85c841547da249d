import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { createPool } from './pool.ts';
import { createDb, type Db } from './sql.ts';

export interface Database {
  pool: pg.Pool;
  /** Statements outside a transaction, each by itself. */
  db: Db;
  /** The typed client, made when it is first asked for: it takes as much memory as all the rest of a worker. */
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  connectionString: string;
  /** Connections this process may hold, both clients together. */
  maxConnections: number;
  applicationName: string;
}

/**
 * Opens the database of this process: one pool, shared by Prisma and by hand-written SQL.
 * Every session runs in UTC, because the Prisma adapter drops time-zone offsets.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = createPool(options.connectionString, {
    max: options.maxConnections,
    applicationName: options.applicationName,
  });
  let prisma: PrismaClient | undefined;
  return {
    pool,
    db: createDb(pool),
    get prisma() {
      prisma ??= new PrismaClient({ adapter: new PrismaPg(pool) });
      return prisma;
    },
    async close() {
      await prisma?.$disconnect();
      await pool.end();
    },
  };
}
