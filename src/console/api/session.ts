import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import {
  type Session,
  type SignInAnswer,
  sessionSchema,
  type setLanguageSchema,
  signInAnswerSchema,
} from '../../contracts/session.ts';
import { command, isRefusal, request } from './request.ts';

export const SESSION_KEY = ['session'] as const;

/** One of the rights of `session.actions`. */
export type Action = Session['actions'][number];

/** Whose session this is; null while nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await request('/api/session', sessionSchema, { signal });
    } catch (error) {
      if (isRefusal(error, 'signed_out')) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** For the gate and for pages outside it. */
export function useSessionState() {
  return useQuery(sessionQuery);
}

/** Given by the gate, so that nothing behind it is ever drawn with the session of nobody. */
export const SessionContext = createContext<Session | null>(null);

/** The session of who is signed in. Only for what is drawn behind the gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession() before the gate');
  return session;
}

/** Whether the person who is signed in has this right: show nothing that they may not do. */
export function useMay(): (action: Action) => boolean {
  const { actions } = useSession();
  return (action) => actions.includes(action);
}

/** What one person saw is nothing for the next one at this screen. The session itself is being looked at and stays. */
function forgetOthers(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}

/**
 * A step of signing in (password, second factor, link, set-up, invitation). When it was the last one, the session is
 * here and everything that an earlier person saw is forgotten.
 */
export function useSignInStep<Body>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Body): Promise<SignInAnswer> =>
      request(path, signInAnswerSchema, { method: 'POST', body }),
    onSuccess: async (answer) => {
      if (answer.next !== 'signed_in') return;
      // "Signed out", asked before and still on its way, must not come after it.
      await client.cancelQueries({ queryKey: SESSION_KEY });
      client.setQueryData(SESSION_KEY, answer.session);
      forgetOthers(client);
    },
  });
}

/** Ends the session here and in the browser, and forgets what was shown. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => command('/api/session/sign-out'),
    onSuccess: async () => {
      await client.cancelQueries({ queryKey: SESSION_KEY });
      client.setQueryData(SESSION_KEY, null);
      forgetOthers(client);
    },
  });
}

/** Keeps the language that staff chose, for the bot and for other browsers. */
export function saveLanguage(language: z.infer<typeof setLanguageSchema>['language']): Promise<void> {
  return command('/api/session/language', { body: { language } });
}
