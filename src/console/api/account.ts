import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type changePasswordSchema,
  recoveryCodesSchema,
  secondFactorKeySchema,
  sessionListSchema,
  type startSecondFactorSchema,
} from '../../contracts/session.ts';
import { chatCodeSchema } from '../../contracts/staff.ts';
import { apiTokenListSchema, madeApiTokenSchema, type NewApiToken } from '../../contracts/tokens.ts';
import { command, request } from './request.ts';
import { SESSION_KEY } from './session.ts';

const OWN_SESSIONS_KEY = ['own-sessions'] as const;
const TOKENS_KEY = ['tokens'] as const;

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof changePasswordSchema>) => command('/api/session/password', { body }),
    // It has ended every other session.
    onSuccess: () => void client.invalidateQueries({ queryKey: OWN_SESSIONS_KEY }),
  });
}

/** A new secret for the authenticator app; it counts once a code of it was confirmed. */
export function useStartSecondFactor() {
  return useMutation({
    mutationFn: (body: z.input<typeof startSecondFactorSchema>) =>
      request('/api/session/second-factor/start', secondFactorKeySchema, { method: 'POST', body }),
  });
}

/** Turns the second factor on. The session is asked for again by who shows the recovery codes, once they were read. */
export function useConfirmSecondFactor() {
  return useMutation({
    mutationFn: (body: { code: string }) =>
      request('/api/session/second-factor/confirm', recoveryCodesSchema, { method: 'POST', body }),
  });
}

export function useRenewRecoveryCodes() {
  return useMutation({
    mutationFn: (body: { password: string }) =>
      request('/api/session/recovery-codes', recoveryCodesSchema, { method: 'POST', body }),
  });
}

/** Asks again what the session says of the second factor. */
export function useRefreshSession(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: SESSION_KEY });
}

/** A one-time code with which the person links their own chat. */
export function useOwnChatCode() {
  return useMutation({
    mutationFn: () => request('/api/session/chat-code', chatCodeSchema, { method: 'POST' }),
  });
}

export const ownSessionsQuery = queryOptions({
  queryKey: OWN_SESSIONS_KEY,
  queryFn: ({ signal }) => request('/api/session/sessions', sessionListSchema, { signal }),
});

/** Ends one session, or all but this one (null). */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      command(
        id === null
          ? '/api/session/sessions/end-others'
          : `/api/session/sessions/${encodeURIComponent(id)}/end`,
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: OWN_SESSIONS_KEY }),
  });
}

export const tokensQuery = queryOptions({
  queryKey: TOKENS_KEY,
  queryFn: ({ signal }) => request('/api/tokens', apiTokenListSchema, { signal }),
});

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewApiToken) => request('/api/tokens', madeApiTokenSchema, { method: 'POST', body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: TOKENS_KEY }),
  });
}

export function useEndToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => void client.invalidateQueries({ queryKey: TOKENS_KEY }),
  });
}
