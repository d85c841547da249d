import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { createPool } from './pool.ts';

/** What a store needs of Prisma: the same inside and outside a transaction. */
export type Db = Prisma.TransactionClient;

export interface Database {
  /** For the hot statements that are written as SQL. */
  pool: pg.Pool;
  prisma: PrismaClient;
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
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
