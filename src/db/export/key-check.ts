import type pg from 'pg';
import { z } from 'zod';
import { createSealer, type Keyring, SealError } from '../sealing.ts';
import type { ExportHeader } from './export-file.ts';
import { quote, type Table } from './tables.ts';
import { TransferError } from './transfer-error.ts';

/** Sealed columns whose values stay, and the column they are bound to. The others are blanked as soon as they were used. */
export const SEALED_COLUMNS = [
  { table: 'AlertApproval', column: 'comment', boundTo: 'id' },
  { table: 'ChannelAccount', column: 'credentials', boundTo: 'id' },
  { table: 'ChannelGrant', column: 'pair', boundTo: 'channelAccountId' },
  { table: 'Household', column: 'label', boundTo: 'id' },
  { table: 'Member', column: 'name', boundTo: 'id' },
  { table: 'Staff', column: 'name', boundTo: 'id' },
  { table: 'Reply', column: 'content', boundTo: 'id' },
  { table: 'ReplyAnswer', column: 'text', boundTo: 'id' },
  { table: 'DutyShift', column: 'note', boundTo: 'id' },
  { table: 'Webhook', column: 'url', boundTo: 'id' },
  { table: 'Webhook', column: 'secret', boundTo: 'id' },
  { table: 'Webhook', column: 'previousSecret', boundTo: 'id' },
] as const;

type Samples = ExportHeader['samples'];

const sampleRow = z.object({ rowId: z.string(), sealed: z.string() });

/** One value of each sealed column for each key that was used. */
export async function takeSamples(client: pg.ClientBase, tables: readonly Table[]): Promise<Samples> {
  const samples: Samples = [];
  for (const { table, column, boundTo } of SEALED_COLUMNS) {
    // A database of an older version may not have it yet.
    if (!tables.some(({ name, columns }) => name === table && columns.includes(column))) continue;
    const [from, sealed, id] = [quote(table), quote(column), quote(boundTo)];
    const found = await client.query(
      `SELECT t.${id}::text AS "rowId", t.${sealed} AS sealed
         FROM (SELECT min(${id}::text)::uuid AS id FROM ${from} WHERE ${sealed} LIKE '%.%.%'
                GROUP BY split_part(${sealed}, '.', 1)) one
         JOIN ${from} t ON t.${id} = one.id`,
    );
    samples.push(...z.array(sampleRow).parse(found.rows));
  }
  return samples;
}

/** Names of the keys that are needed to read an export. */
export function keysOf(samples: Samples): string[] {
  return [...new Set(samples.map(({ sealed }) => sealed.split('.')[0] ?? ''))].toSorted();
}

/** @throws TransferError unless the keys at hand open what is sealed. */
export function assertKeysOpen(samples: Samples, keyring: Keyring): void {
  const missing = keysOf(samples).filter((key) => !keyring.keys.has(key));
  if (missing.length > 0) {
    throw new TransferError(
      `The data was encrypted with the key ${missing.join(', ')}, which is not among the keys at hand (${[...keyring.keys.keys()].join(', ')}). Give every key of the exported database. Nothing was imported.`,
    );
  }
  const sealer = createSealer(keyring);
  try {
    for (const { rowId, sealed } of samples) sealer.open(rowId, sealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new TransferError(
      'The data was encrypted with another key than the one at hand. Give the key of the exported database. Nothing was imported.',
    );
  }
}
