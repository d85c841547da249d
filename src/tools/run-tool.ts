import { type Env, parseEnv } from '../../config/env.ts';
import { type AuditVerdict, createAuditSealer } from '../db/audit-sealer.ts';
import { openDatabase } from '../db/client.ts';
import { createSealer } from '../db/sealing.ts';
import { createInTransaction, type Stores } from '../db/transaction.ts';
import { createZaloTokenStore, type GrantStore } from '../db/zalo-token-store.ts';
import { explainError } from '../explain-error.ts';
import { loadEnvFile } from '../load-env-file.ts';
import { createLogger } from '../observability/logger.ts';
import { StartError } from '../start-error.ts';
import { openStorageForTool } from '../storage.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Tool {
  env: Env;
  inTransaction: <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;
  verifyAudit(): Promise<AuditVerdict>;
  /** The tokens of a Zalo account, shared with the service. */
  zaloTokens(channelAccountId: string): GrantStore;
  print(line: string): void;
  /** Ends the tool with words for the person who typed the command. */
  refuse(reason: string): never;
}

/** Runs one command on the service's database, also while the service is running. */
export async function runTool(source: Environment, command: (tool: Tool) => Promise<void>): Promise<void> {
  loadEnvFile();
  try {
    const env = parseEnv(source);
    const storage = await openStorageForTool(env, createLogger({ level: 'warn', role: 'tool' }));
    const database = openDatabase({
      connectionString: storage.connectionString,
      maxConnections: 2,
      applicationName: 'binh-yen tool',
    });
    try {
      const sealer = createSealer(storage.keyring);
      await command({
        env,
        inTransaction: createInTransaction(database, sealer),
        zaloTokens: (id) => createZaloTokenStore(database.db, sealer, id),
        verifyAudit: () => createAuditSealer(database.pool).verify(),
        print: (line) => process.stdout.write(`${line}\n`),
        refuse: (reason) => {
          throw new StartError(reason);
        },
      });
    } finally {
      await database.close();
      await storage.stop();
    }
  } catch (error) {
    process.stderr.write(`${explainError(error)}\n`);
    process.exitCode = 1;
  }
}
