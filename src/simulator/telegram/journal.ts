import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type JournalEvent, journalEventSchema } from './journal-events.ts';

export interface Journal {
  /** Hands every event of earlier runs to `apply`, in order. Call once, before the first append. */
  replay(apply: (event: JournalEvent) => void): void;
  /** On return the event survives the death of this process (not of the machine). */
  append(event: JournalEvent): void;
  close(): void;
}

/** Forgets everything with the process. */
export const noJournal: Journal = { replay() {}, append() {}, close() {} };

/**
 * JSON lines in one file. A torn last line (the process died while writing) is cut off;
 * a damaged line before it is an error, which names the line and not its content.
 */
export function openJournal(file: string): Journal {
  const fd = openSync(file, 'a+', 0o600);

  return {
    replay(apply) {
      const bytes = readFileSync(file);
      const end = bytes.lastIndexOf(0x0a) + 1;
      if (end < bytes.length) ftruncateSync(fd, end);
      if (end === 0) return;
      const lines = bytes.toString('utf8', 0, end - 1).split('\n');
      for (const [index, line] of lines.entries()) {
        const event = parseLine(line);
        if (event === null) throw new Error(`The simulator's journal is damaged at line ${index + 1}`);
        apply(event);
      }
    },
    append(event) {
      const bytes = Buffer.from(`${JSON.stringify(event)}\n`, 'utf8');
      let written = 0;
      while (written < bytes.length) written += writeSync(fd, bytes, written);
    },
    close() {
      closeSync(fd);
    },
  };
}

function parseLine(line: string): JournalEvent | null {
  try {
    const parsed = journalEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
