import { newId } from '../shared/ids.ts';
import { newSecret } from '../shared/secrets.ts';
import type { ApiTokenRow, TokenStore } from './admin-ports.ts';
import { type Action, grantableTo } from './rights.ts';
import type { SignInDeps, SignInStores } from './sign-in.ts';
import type { BrowserSession, Code, Cookies, Visit } from './sign-in-ports.ts';
import type { StaffActor } from './staff.ts';

const DAY_MS = 24 * 3_600_000;

/** What somebody who is signed in does about their own sign-in; each is in the audit log. */
export type Own = { actor: StaffActor; session: BrowserSession; visit: Visit };

const noted = (
  stores: SignInStores,
  { actor, session }: Own,
  action: string,
  detail: Record<string, number> = {},
) =>
  stores.audit.append({
    staffId: actor.staffId,
    policeUnitId: actor.policeUnitId,
    action,
    subject: `session:${session.sessionId}`,
    detail,
  });

/** A new password, for who knows the old one; every other session ends. */
export function createChangePassword({ provider, inTransaction }: SignInDeps) {
  return async function changePassword(
    own: Own,
    given: { current: string; next: string },
  ): Promise<'changed' | 'wrong_password'> {
    if (!(await provider.checkPassword(own.visit, given.current))) return 'wrong_password';
    const passwordHash = await provider.hashPassword(given.next);
    await inTransaction(async (stores) => {
      await stores.signIns.setPassword(own.actor.staffId, passwordHash);
      const ended = await stores.signIns.endSessions(own.actor.staffId, own.session.sessionId);
      await noted(stores, own, 'staff.password_changed', { ended });
    });
    return 'changed';
  };
}

export type StartSecondFactorResult =
  | { kind: 'started'; secret: string; cookies: Cookies }
  | { kind: 'wrong_password' | 'wrong_code' };

/** A secret for the authenticator app. Who has one already shows a code of the old one, which then ends. */
export function createStartSecondFactor({ provider, inTransaction }: SignInDeps) {
  return async function startSecondFactor(
    own: Own,
    password: string,
    code: Code | null,
  ): Promise<StartSecondFactorResult> {
    const first = await provider.startSecondFactor(own.visit, password);
    if (first.kind === 'wrong_password') return first;
    if (first.kind === 'started') return { ...first, cookies: [] };
    if (!(await provider.checkPassword(own.visit, password))) return { kind: 'wrong_password' };
    if (code === null || !(await provider.checkCode(own.visit, code))) return { kind: 'wrong_code' };
    await inTransaction((stores) => noted(stores, own, 'staff.second_factor_ended'));
    const cookies = await provider.endSecondFactor(own.visit, password);
    const again = await provider.startSecondFactor(withSession(own.visit, cookies), password);
    if (again.kind !== 'started') throw new Error('a second factor could not be replaced');
    return { ...again, cookies };
  };
}

/** The visit with the cookies of the session that took the place of the old one. */
function withSession(visit: Visit, set: Cookies): Visit {
  const fresh = set.map((cookie) => cookie.split(';')[0] ?? '');
  const names = new Set(fresh.map((pair) => pair.split('=')[0]));
  const kept = visit.cookies.split(';').filter((pair) => !names.has(pair.split('=')[0]?.trim()));
  return { ...visit, cookies: [...kept, ...fresh].join('; ') };
}

/** The first code turns it on; the recovery codes are shown this once. */
export function createConfirmSecondFactor({ provider, inTransaction }: SignInDeps) {
  return async function confirmSecondFactor(
    own: Own,
    code: string,
  ): Promise<{ kind: 'on'; recoveryCodes: readonly string[]; cookies: Cookies } | { kind: 'wrong_code' }> {
    const confirmed = await provider.confirmSecondFactor(own.visit, code);
    if (confirmed.kind === 'wrong_code') return confirmed;
    await inTransaction((stores) => noted(stores, own, 'staff.second_factor_on'));
    return { ...confirmed, recoveryCodes: await provider.recoveryCodes(own.actor.staffId) };
  };
}

export function createRenewRecoveryCodes({ provider, inTransaction }: SignInDeps) {
  return async function renewRecoveryCodes(
    own: Own,
    password: string,
  ): Promise<
    { kind: 'renewed'; recoveryCodes: readonly string[] } | { kind: 'wrong_password' | 'conflict' }
  > {
    if (!(await provider.checkPassword(own.visit, password))) return { kind: 'wrong_password' };
    const profile = await inTransaction((stores) => stores.signIns.profile(own.actor.staffId));
    if (!profile?.secondFactorOn) return { kind: 'conflict' };
    await inTransaction((stores) => noted(stores, own, 'staff.recovery_codes_renewed'));
    return { kind: 'renewed', recoveryCodes: await provider.newRecoveryCodes(own.visit, password) };
  };
}

/** Ends one session of one's own, or, with null, all but this one. */
export function createEndSessions({ inTransaction }: Pick<SignInDeps, 'inTransaction'>) {
  return async function endSessions(own: Own, sessionId: string | null): Promise<boolean> {
    return inTransaction(async (stores) => {
      const ended =
        sessionId === null
          ? await stores.signIns.endSessions(own.actor.staffId, own.session.sessionId)
          : Number(await stores.signIns.endSession(own.actor.staffId, sessionId));
      if (ended > 0) await noted(stores, own, 'staff.sessions_ended', { ended });
      return ended > 0 || sessionId === null;
    });
  };
}

export type TokenStores = Pick<SignInStores, 'audit'> & { tokens: TokenStore };

/** A token for programs, of at most what its owner may do without approving anything. */
export function createMakeToken(deps: TokenStores) {
  return async function makeToken(
    actor: StaffActor,
    input: { name: string; actions: readonly Action[]; days: number },
  ): Promise<{ kind: 'made'; token: string; row: ApiTokenRow } | { kind: 'forbidden' }> {
    const grantable = grantableTo(actor.roles);
    const actions = [...new Set(input.actions)];
    if (!actions.every((action) => grantable.includes(action))) return { kind: 'forbidden' };
    const token = `by_${newSecret()}`;
    const row = await deps.tokens.insert({
      id: newId(),
      staffId: actor.staffId,
      name: input.name.normalize('NFC'),
      token,
      actions,
      validForMs: input.days * DAY_MS,
    });
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'token.made',
      subject: `token:${row.id}`,
      detail: { actions: actions.length, days: input.days },
    });
    return { kind: 'made', token, row };
  };
}

export function createEndToken(deps: TokenStores) {
  return async function endToken(actor: StaffActor, id: string): Promise<boolean> {
    if (!(await deps.tokens.end(actor.staffId, id))) return false;
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'token.ended',
      subject: `token:${id}`,
      detail: {},
    });
    return true;
  };
}
