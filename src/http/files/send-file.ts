import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { csvOf } from './csv.ts';
import type { Sheet } from './sheet.ts';
import { xlsxOf } from './xlsx.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Answers with a file to keep. `name`: letters, digits and "-", without anything personal. */
export function sendFile(
  reply: FastifyReply,
  name: string,
  format: 'csv' | 'xlsx',
  sheet: Sheet,
): FastifyReply {
  return reply
    .headers({
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .type(TYPES[format])
    .send(Readable.from(format === 'csv' ? csvOf(sheet) : xlsxOf(sheet), { objectMode: false }));
}
