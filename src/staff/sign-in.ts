import type {
  Began,
  BrowserSession,
  Code,
  Cookies,
  OneTimeLinkStore,
  SignInProfile,
  SignInProvider,
  SignInStore,
  TryKey,
  TryStore,
  Visit,
} from './sign-in-ports.ts';
import type { AuditLog } from './staff.ts';
import { networkOf } from './tries.ts';

/** The stores of one transaction. */
export interface SignInStores {
  signIns: SignInStore;
  oneTimeLinks: OneTimeLinkStore;
  audit: AuditLog;
}

export interface SignInDeps {
  provider: SignInProvider;
  inTransaction<T>(work: (stores: SignInStores & { tries: TryStore }) => Promise<T>): Promise<T>;
}

export type SignedIn = {
  kind: 'signed_in';
  profile: SignInProfile;
  session: BrowserSession;
  cookies: Cookies;
};

export type SignInResult =
  | SignedIn
  | { kind: 'second_factor'; cookies: Cookies }
  | { kind: 'wrong' }
  | { kind: 'wait'; ms: number };

/** Who tries, as far as tries are counted. */
export interface Tried {
  userName: string;
  address: string | null;
  /** A browser in which this very user name has signed in before. */
  knownBrowser: string | null;
}

/**
 * What a try counts on. One from a known browser counts on that browser alone: however often others guess, whoever has
 * signed in here before need not wait for it.
 */
export function keysOf(kind: 'sign_in' | 'link', { userName, address, knownBrowser }: Tried): TryKey[] {
  if (knownBrowser !== null) return [{ kind: 'browser', what: `${kind}:${knownBrowser}:${userName}` }];
  const [name, from] =
    kind === 'link' ? (['link_name', 'link_address'] as const) : (['name', 'address'] as const);
  return [
    { kind: name, what: userName },
    ...(address === null ? [] : [{ kind: from, what: networkOf(address) }]),
  ];
}

/** How somebody proved who they are, for the audit log. */
export type Proof = 'password' | 'link' | 'setup' | 'invitation';

/** A session that has begun counts once it is in the audit log; who may not work gets none. */
export function createFinishSignIn({ provider, inTransaction }: SignInDeps) {
  return async function finish(
    visit: Visit,
    began: Extract<Began, { kind: 'signed_in' }>,
    proof: Proof,
    tried: readonly TryKey[],
  ): Promise<SignedIn | { kind: 'wrong' }> {
    const { session, cookies } = began;
    const profile = await inTransaction(async (stores) => {
      const found = await stores.signIns.profile(session.staffId);
      if (!found) return null;
      await stores.signIns.noteSignIn(session.staffId);
      await stores.tries.succeeded(tried);
      await stores.audit.append({
        staffId: session.staffId,
        policeUnitId: found.unit.id,
        action: 'staff.signed_in',
        subject: `session:${session.sessionId}`,
        detail: { proof, secondFactor: found.secondFactorOn },
      });
      return found;
    });
    if (profile) return { kind: 'signed_in', profile, session, cookies };
    await inTransaction((stores) => stores.signIns.endSession(session.staffId, session.sessionId));
    await provider.signOut(visit);
    return { kind: 'wrong' };
  };
}

/** The first step: user name and password. Counted before it is looked at, so that many at once win nothing. */
export function createSignInStaff(deps: SignInDeps) {
  const finish = createFinishSignIn(deps);
  return async function signInStaff(
    visit: Visit,
    given: { userName: string; password: string },
    knownBrowser: string | null,
  ): Promise<SignInResult> {
    const tried = keysOf('sign_in', { userName: given.userName, address: visit.address, knownBrowser });
    const counted = await deps.inTransaction((stores) => stores.tries.count(tried));
    if (counted.kind === 'wait') return counted;
    const began = await deps.provider.signIn(visit, given);
    // With a second factor to come it is not known yet whether the try was in vain.
    return began.kind === 'signed_in' ? finish(visit, began, 'password', tried) : began;
  };
}

export type SecondStepResult = SignedIn | { kind: 'wrong_code' } | { kind: 'sign_in_over' };

/** The second step. A challenge takes five codes; a new one costs a try of the first step. */
export function createSecondStep(deps: SignInDeps) {
  const finish = createFinishSignIn(deps);
  return async function secondStep(
    visit: Visit,
    code: Code,
    knownBrowserOf: (userName: string) => string | null,
  ): Promise<SecondStepResult> {
    const began = await deps.provider.verifyCode(visit, code);
    if (began.kind !== 'signed_in') return began;
    const profile = await deps.inTransaction((stores) => stores.signIns.profile(began.session.staffId));
    const userName = profile?.userName ?? '';
    const tried = keysOf('sign_in', {
      userName,
      address: visit.address,
      knownBrowser: knownBrowserOf(userName),
    });
    const finished = await finish(visit, began, 'password', tried);
    return finished.kind === 'wrong' ? { kind: 'sign_in_over' } : finished;
  };
}
