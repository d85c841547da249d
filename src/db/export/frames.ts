import { TransferError } from './transfer-error.ts';

// The body of an export: for each table of the header, in its order, frames of rows in the text form of COPY (4 bytes of
// length, then that many bytes), a frame of length 0, and 8 bytes with the number of rows.

const LENGTH_BYTES = 4;
const COUNT_BYTES = 8;
/** Far above what one read from the server brings. A longer one was not written by us. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

export interface TableRows {
  /** Pieces of rows: a row may be cut between two of them. */
  chunks: AsyncIterable<Buffer>;
  /** How many there should have been; once `chunks` has ended. */
  count(): bigint;
}

/** Each row is one line: line breaks inside a value are escaped in this form. */
function rowsIn(chunk: Buffer): bigint {
  let rows = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows++;
  return BigInt(rows);
}

/** The frames of one table. Returns how many rows went by. */
export async function* toFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, bigint, undefined> {
  let rows = 0n;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    rows += rowsIn(chunk);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(chunk.length);
    yield length;
    yield chunk;
  }
  const end = Buffer.alloc(LENGTH_BYTES + COUNT_BYTES);
  end.writeBigUInt64BE(rows, LENGTH_BYTES);
  yield end;
  return rows;
}

/** Reads what `toFrames` wrote, table after table. Each table's chunks must be read to their end before the next. */
export function createFrameReader(body: AsyncIterable<Buffer>) {
  const source = body[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let heldBytes = 0;

  async function take(bytes: number): Promise<Buffer> {
    while (heldBytes < bytes) {
      const next = await source.next();
      if (next.done) throw new TransferError('The file ends before its last row.');
      held.push(next.value);
      heldBytes += next.value.length;
    }
    const all = held.length === 1 ? (held[0] ?? Buffer.alloc(0)) : Buffer.concat(held, heldBytes);
    held = [all.subarray(bytes)];
    heldBytes -= bytes;
    return all.subarray(0, bytes);
  }

  return {
    nextTable(): TableRows {
      let count = 0n;
      async function* chunks(): AsyncGenerator<Buffer> {
        for (;;) {
          const length = (await take(LENGTH_BYTES)).readUInt32BE();
          if (length > MAX_FRAME_BYTES) throw new TransferError('The rows in the file are damaged.');
          if (length === 0) break;
          yield await take(length);
        }
        count = (await take(COUNT_BYTES)).readBigUInt64BE();
      }
      return { chunks: chunks(), count: () => count };
    },
  };
}
