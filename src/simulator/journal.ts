import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { z } from 'zod';

/** What happened on a fake platform, one event after the other. */
export interface Journal<Event> {
  /** Hands every event of earlier runs to `apply`, in order. Call once, before the first append. */
  replay(apply: (event: Event) => void): void;
  /** On return the event survives the death of this process (not of the machine). */
  append(event: Event): void;
  close(): void;
}

/** Forgets everything with the process. */
export function noJournal<Event>(): Journal<Event> {
  return { replay() {}, append() {}, close() {} };
}

/**
 * JSON lines in one file. A torn last line (the process died while writing) is cut off;
 * a damaged line before it is an error, which names the line and not its content.
 */
export function openJournal<Event>(file: string, schema: z.ZodType<Event>): Journal<Event> {
  const fd = openSync(file, 'a+', 0o600);

  function parseLine(line: string): Event | null {
    try {
      const parsed = schema.safeParse(JSON.parse(line));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

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
