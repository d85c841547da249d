import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { z } from 'zod';
import { CHALLENGE_MS } from '../../config/sign-in.ts';

/** Cookie of better-auth's two-factor plugin (dist/plugins/two-factor/constant.mjs). */
export const CHALLENGE_COOKIE = 'two_factor';

const answers = { signedIn: { next: 'signed_in' }, secondFactor: { next: 'second_factor' } } as const;

/**
 * Begins a session for somebody whom a one-time link has proved. Who has a second factor is asked for it: the challenge
 * is the one that better-auth's own sign-in leaves behind, so its verification takes it from there (1.7:
 * dist/plugins/two-factor/index.mjs, `hooks.after`). Only for the server: it has no path.
 */
export const oneTimePlugin = {
  id: 'one-time',
  endpoints: {
    beginSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw new Error('a link of somebody who cannot sign in');
        if ('twoFactorEnabled' in user && user.twoFactorEnabled === true) {
          const maxAge = CHALLENGE_MS / 1000;
          const identifier = `2fa-${generateRandomString(20)}`;
          const expiresAt = new Date(Date.now() + CHALLENGE_MS);
          await internalAdapter.createVerificationValue({ value: user.id, identifier, expiresAt });
          await internalAdapter.createVerificationValue({
            value: '0',
            identifier: `2fa-attempts-${identifier}`,
            expiresAt,
          });
          const cookie = ctx.context.createAuthCookie(CHALLENGE_COOKIE, { maxAge });
          await ctx.setSignedCookie(cookie.name, identifier, ctx.context.secret, cookie.attributes);
          return ctx.json(answers.secondFactor);
        }
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json(answers.signedIn);
      },
    ),
  },
};
