import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { twoFactor, username } from 'better-auth/plugins';
import { z } from 'zod';
import { CHALLENGE_MS, SESSION_IDLE_MS, SESSION_MAX_MS, SESSION_SEEN_MS } from '../../config/sign-in.ts';
import { newId } from '../shared/ids.ts';
import type { Began, BrowserSession, Code, Cookies, SignInProvider, Visit } from '../staff/sign-in-ports.ts';
import { codeStepPlugin } from './code-step-plugin.ts';
import { oneTimePlugin } from './one-time-plugin.ts';

export interface SignInOptions {
  /** Of src/db, as better-auth's Prisma adapter takes it. */
  prisma: object;
  /** Signs cookies and encrypts second factors (AUTH_SECRET). */
  secret: string;
  /** Where browsers reach the service; cookies are for https only when it is https. */
  origin: string;
  /** Uses up a time step of somebody's second factor; false when it, or a later one, was used before. */
  takeStep(staffId: string, step: number): Promise<boolean>;
}

/** Ours alone: the request is made here, so nothing from outside can set it. */
const ADDRESS_HEADER = 'x-binh-yen-address';

const sessionAnswer = z
  .object({
    session: z.object({
      id: z.string(),
      userId: z.string(),
      createdAt: z.coerce.date(),
      expiresAt: z.coerce.date(),
    }),
  })
  .nullable();
const stepAnswer = z.looseObject({
  twoFactorRedirect: z.boolean().optional(),
  next: z.enum(['signed_in', 'second_factor']).optional(),
});
const startedAnswer = z.object({ totpURI: z.string() });
const recoveryAnswer = z.object({ backupCodes: z.array(z.string()) });
const refusal = z.object({ code: z.string() });

/** No code: refused, and counted, like any wrong one. */
const WRONG_CODE = '';

function options({ secret, origin, prisma }: SignInOptions) {
  return {
    appName: 'Bình Yên',
    secret,
    baseURL: origin,
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    // Nobody signs up: staff are added by staff. Its own pages and routes are not served at all.
    emailAndPassword: { enabled: true, disableSignUp: true, autoSignIn: false },
    user: { modelName: 'signIn' },
    account: { modelName: 'signInAccount' },
    verification: { modelName: 'signInChallenge' },
    session: {
      modelName: 'signInSession',
      expiresIn: SESSION_IDLE_MS / 1000,
      updateAge: SESSION_SEEN_MS / 1000,
    },
    advanced: {
      cookiePrefix: 'binh-yen',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict' },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
    },
    // Tries are counted by us, before it is asked (src/staff/sign-in.ts); a locked account would be a gift to whoever
    // wants to keep a ward out.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [
      username({
        displayUsername: false,
        maxUsernameLength: 64,
        usernameValidator: () => true,
        minUsernameLength: 1,
      }),
      twoFactor({
        twoFactorCookieMaxAge: CHALLENGE_MS / 1000,
        accountLockout: { enabled: false },
        schema: { twoFactor: { modelName: 'secondFactor' } },
      }),
      oneTimePlugin,
      codeStepPlugin,
    ],
  } satisfies BetterAuthOptions;
}

function headersOf({ cookies, address, device }: Visit): Headers {
  const headers = new Headers({ cookie: cookies });
  if (address !== null) headers.set(ADDRESS_HEADER, address);
  if (device !== null) headers.set('user-agent', device);
  return headers;
}

const cookiesOf = (response: Response): Cookies => response.headers.getSetCookie();

/** The visit as it goes on with the cookies that were just set. */
function withCookies(visit: Visit, set: Cookies): Visit {
  const jar = new Map<string, string>();
  const keep = (pair: string) => {
    const at = pair.indexOf('=');
    if (at > 0) jar.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  };
  for (const pair of visit.cookies.split(';')) keep(pair);
  for (const cookie of set) keep(cookie.split(';')[0] ?? '');
  return { ...visit, cookies: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
}

/** better-auth behind our words. Its server API is called, with requests that are made here. */
export function createSignIn(settings: SignInOptions): SignInProvider {
  const auth = betterAuth(options(settings));

  async function current(visit: Visit): Promise<{ session: BrowserSession; cookies: Cookies } | null> {
    const response = await auth.api.getSession({ headers: headersOf(visit), asResponse: true });
    const found = response.ok ? sessionAnswer.parse(await response.json()) : null;
    if (!found) return null;
    const { id: sessionId, userId: staffId, createdAt: startedAt, expiresAt } = found.session;
    if (Date.now() - startedAt.getTime() > SESSION_MAX_MS) return null;
    return { session: { staffId, sessionId, startedAt, expiresAt }, cookies: cookiesOf(response) };
  }

  async function begun(visit: Visit, response: Response): Promise<Began> {
    const cookies = cookiesOf(response);
    const answer = stepAnswer.parse(await response.json());
    if (answer.twoFactorRedirect || answer.next === 'second_factor')
      return { kind: 'second_factor', cookies };
    const now = await current(withCookies(visit, cookies));
    if (!now) throw new Error('a session that was begun is not there');
    return { kind: 'signed_in', session: now.session, cookies };
  }

  /** Why it was refused; throws when it was no refusal. */
  async function refusedAs(response: Response): Promise<string> {
    const parsed = refusal.safeParse(await response.json());
    if (response.status >= 500 || !parsed.success)
      throw new Error(`better-auth failed with ${response.status}`);
    return parsed.data.code;
  }

  /** A code of an app is good once: whoever saw it being typed has nothing (RFC 6238, 5.2). */
  async function verify({ kind, code }: Code, headers: Headers): Promise<Response> {
    if (kind === 'recovery') return auth.api.verifyBackupCode({ body: { code }, headers, asResponse: true });
    const found = await auth.api.stepOfCode({ body: { code }, headers });
    const isFresh = found.kind === 'none' || (await settings.takeStep(found.userId, found.step));
    const body = { code: isFresh ? code : WRONG_CODE };
    return auth.api.verifyTOTP({ body, headers, asResponse: true });
  }

  return {
    current,

    async hashPassword(password) {
      return (await auth.$context).password.hash(password);
    },

    async signIn(visit, { userName, password }) {
      const body = { username: userName, password };
      const response = await auth.api.signInUsername({ body, headers: headersOf(visit), asResponse: true });
      if (response.ok) return begun(visit, response);
      await refusedAs(response);
      return { kind: 'wrong' };
    },

    async beginSession(visit, staffId) {
      const response = await auth.api.beginSession({
        body: { userId: staffId },
        headers: headersOf(visit),
        asResponse: true,
      });
      if (!response.ok) throw new Error('a session could not be begun');
      return begun(visit, response);
    },

    async verifyCode(visit, code) {
      // With a session that still runs, the code would only be checked: a sign-in begins a new one.
      const response = await verify(code, headersOf(await withoutSession(visit)));
      if (!response.ok) {
        const reason = await refusedAs(response);
        return /INVALID_CODE|INVALID_BACKUP_CODE/.test(reason)
          ? { kind: 'wrong_code' }
          : { kind: 'sign_in_over' };
      }
      const began = await begun(await withoutSession(visit), response);
      if (began.kind !== 'signed_in') throw new Error('a second factor asked for another');
      return began;
    },

    async signOut(visit) {
      return cookiesOf(await auth.api.signOut({ headers: headersOf(visit), asResponse: true }));
    },

    async checkPassword(visit, password) {
      const response = await auth.api.verifyPassword({
        body: { password },
        headers: headersOf(visit),
        asResponse: true,
      });
      if (!response.ok) await refusedAs(response);
      return response.ok;
    },

    async startSecondFactor(visit, password) {
      const response = await auth.api.enableTwoFactor({
        body: { password },
        headers: headersOf(visit),
        asResponse: true,
      });
      if (!response.ok) {
        const reason = await refusedAs(response);
        return { kind: reason === 'TOTP_ALREADY_ENABLED' ? 'on_already' : 'wrong_password' };
      }
      const { totpURI } = startedAnswer.parse(await response.json());
      return { kind: 'started', secret: new URL(totpURI).searchParams.get('secret') ?? '' };
    },

    async confirmSecondFactor(visit, code) {
      const response = await verify({ kind: 'totp', code }, headersOf(visit));
      if (!response.ok) {
        await refusedAs(response);
        return { kind: 'wrong_code' };
      }
      return { kind: 'on', cookies: cookiesOf(response) };
    },

    async endSecondFactor(visit, password) {
      const response = await auth.api.disableTwoFactor({
        body: { password },
        headers: headersOf(visit),
        asResponse: true,
      });
      if (!response.ok) throw new Error('a second factor could not be ended');
      return cookiesOf(response);
    },

    async checkCode(visit, code) {
      const response = await verify(code, headersOf(visit));
      if (!response.ok) await refusedAs(response);
      return response.ok;
    },

    async newRecoveryCodes(visit, password) {
      const response = await auth.api.generateBackupCodes({
        body: { password },
        headers: headersOf(visit),
        asResponse: true,
      });
      if (!response.ok) throw new Error('recovery codes could not be made');
      return recoveryAnswer.parse(await response.json()).backupCodes;
    },

    async recoveryCodes(staffId) {
      return (await auth.api.viewBackupCodes({ body: { userId: staffId } })).backupCodes;
    },
  };

  async function withoutSession(visit: Visit): Promise<Visit> {
    const { name } = (await auth.$context).authCookies.sessionToken;
    const kept = visit.cookies.split(';').filter((pair) => pair.split('=')[0]?.trim() !== name);
    return { ...visit, cookies: kept.join(';') };
  }
}
