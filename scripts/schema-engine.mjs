// Prisma's schema engine as WebAssembly: turns a difference between two models into SQL.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const wasmPath = fileURLToPath(
  new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')),
);

/**
 * SQL that leads from one schema.prisma to another, or null without a difference.
 * @param {string | null} before null stands for an empty database
 * @param {string} after
 * @returns {Promise<string | null>}
 */
export async function diffSchemas(before, after) {
  const engine = await openEngine();
  const { stdout } = await engine.diff({
    from: before === null ? { tag: 'empty' } : model(before),
    to: model(after),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  const sql = (stdout ?? '').trim();
  return sql === '' || sql === '-- This is an empty migration.' ? null : `${sql}\n`;
}

function model(content) {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] };
}

async function openEngine() {
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: 'offline',
    connect: async () => offlineServer,
    connectToShadowDb: async () => offlineServer,
  });
  return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
}

/** The engine asks a server only for its version before it compares two models; this answers in its place. */
const offlineServer = {
  provider: 'postgres',
  adapterName: 'offline',
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [5, 7, 0],
    rows: [[true, 'PostgreSQL 18.0', 180000]],
  }),
  executeRaw: () => refuse(),
  executeScript: () => refuse(),
  startTransaction: () => refuse(),
  dispose: async () => {},
};

function refuse() {
  return Promise.reject(new Error('Comparing two models needs no database.'));
}
