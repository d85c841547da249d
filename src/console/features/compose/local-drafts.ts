import { z } from 'zod';
import { type AlertContent, alertContentSchema } from '../../../contracts/alerts.ts';

/**
 * What is not on the service yet is kept in this browser, so that neither a lost connection nor a closed window loses it.
 * It is removed once the service has it: texts may be about people.
 */
const localDraftSchema = z.object({
  /** The service's id of it; null where the service has never seen it. */
  draftId: z.uuid().nullable(),
  content: alertContentSchema,
  savedAt: z.iso.datetime(),
});
export type LocalDraft = z.infer<typeof localDraftSchema> & { key: string };

const PREFIX = 'binh-yen.draft.';

/** One for each time somebody begins to write, so that two windows do not overwrite each other. */
export function newLocalKey(): string {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `${a.toString(36)}${b.toString(36)}`;
}

const nameOf = (staffId: string, key: string) => `${PREFIX}${staffId}.${key}`;

/** False where the browser forbids it, or has no room. */
export function keepLocally(
  staffId: string,
  key: string,
  draft: { draftId: string | null; content: AlertContent },
): boolean {
  try {
    const savedAt = new Date().toISOString();
    localStorage.setItem(nameOf(staffId, key), JSON.stringify({ ...draft, savedAt }));
    return true;
  } catch {
    return false;
  }
}

export function dropLocally(staffId: string, key: string): void {
  try {
    localStorage.removeItem(nameOf(staffId, key));
  } catch {
    // Nothing was kept, then.
  }
}

/** What this person has not brought to the service yet, the newest first. */
export function localDrafts(staffId: string): LocalDraft[] {
  try {
    const prefix = nameOf(staffId, '');
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => {
        const read = localDraftSchema.safeParse(jsonOf(localStorage.getItem(name)));
        return read.success ? [{ ...read.data, key: name.slice(prefix.length) }] : [];
      })
      .toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
  } catch {
    return [];
  }
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
