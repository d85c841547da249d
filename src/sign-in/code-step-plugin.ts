import { createOTP } from '@better-auth/utils/otp';
import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { z } from 'zod';
import { CHALLENGE_COOKIE } from './one-time-plugin.ts';

const STEP_MS = 30_000;
/** better-auth takes the code before and the one after, too (1.7: @better-auth/utils, dist/otp.mjs). */
const WINDOW = [-1, 0, 1];

type StepOfCode = { kind: 'found'; userId: string; step: number } | { kind: 'none' };
const NONE: StepOfCode = { kind: 'none' };

const factorRow = z.object({ secret: z.string() });

/**
 * Which time step a code of an authenticator app is of, and whose: of who is signed in, else of who is in the middle of a
 * sign-in, as better-auth's own verification has it (1.7: dist/plugins/two-factor/verify-two-factor.mjs). Only for the
 * server: it has no path.
 */
export const codeStepPlugin = {
  id: 'code-step',
  endpoints: {
    stepOfCode: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ code: z.string() }) },
      async (ctx): Promise<StepOfCode> => {
        const { context } = ctx;
        const userId = (await getSessionFromCtx(ctx))?.user.id ?? (await challenged());
        if (userId === null) return NONE;
        const where = [{ field: 'userId', value: userId }];
        const found = factorRow.safeParse(await context.adapter.findOne({ model: 'twoFactor', where }));
        if (!found.success) return NONE;
        const secret = await symmetricDecrypt({ key: context.secretConfig, data: found.data.secret });
        const now = Math.floor(Date.now() / STEP_MS);
        for (const offset of WINDOW) {
          if ((await createOTP(secret).hotp(now + offset)) === ctx.body.code)
            return { kind: 'found', userId, step: now + offset };
        }
        return NONE;

        async function challenged(): Promise<string | null> {
          const { name } = context.createAuthCookie(CHALLENGE_COOKIE);
          const identifier = await ctx.getSignedCookie(name, context.secret);
          if (!identifier) return null;
          return (await context.internalAdapter.findVerificationValue(identifier))?.value ?? null;
        }
      },
    ),
  },
};
