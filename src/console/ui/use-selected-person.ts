import { useCallback, useEffect, useState } from 'react';
import { z } from 'zod';

const entrySchema = z.object({ personId: z.string() });

function fromHistory(): string | null {
  const entry = entrySchema.safeParse(history.state);
  return entry.success ? entry.data.personId : null;
}

export interface SelectedPerson {
  personId: string | null;
  select: (personId: string) => void;
  close: () => void;
}

/**
 * Whose chat is open. It lives in the history entry, not in the address: the phone's back button leads from the chat
 * to the list, a reload stays, and no id of a person stands in a URL.
 */
export function useSelectedPerson(): SelectedPerson {
  const [personId, setPersonId] = useState(fromHistory);

  useEffect(() => {
    const update = () => setPersonId(fromHistory());
    window.addEventListener('popstate', update);
    return () => window.removeEventListener('popstate', update);
  }, []);

  const select = useCallback((next: string) => {
    // One step back always is the list: choosing another person replaces the chat instead of piling up.
    if (fromHistory() === null) history.pushState({ personId: next }, '');
    else history.replaceState({ personId: next }, '');
    setPersonId(next);
  }, []);

  const close = useCallback(() => {
    if (fromHistory() === null) setPersonId(null);
    else history.back();
  }, []);

  return { personId, select, close };
}
