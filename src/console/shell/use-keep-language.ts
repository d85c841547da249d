import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { SESSION_KEY, saveLanguage, useSession } from '../api/session.ts';
import { useLanguage } from '../ui/language.tsx';

/**
 * Staff who signed in see their language, unless this browser chose another before; a choice that they make now is kept
 * with them, so that other browsers and the bot know it, too.
 */
export function useKeepLanguage(): void {
  const client = useQueryClient();
  const { language, suggestLanguage } = useLanguage();
  const session = useSession();
  const seen = useRef(language);

  useEffect(() => suggestLanguage(session.language), [session.language, suggestLanguage]);

  useEffect(() => {
    if (seen.current === language) return;
    seen.current = language;
    if (session.language === language) return;
    // Where it fails, this browser has the choice all the same.
    saveLanguage(language).then(
      () => client.setQueryData(SESSION_KEY, { ...session, language }),
      () => undefined,
    );
  }, [client, language, session]);
}
