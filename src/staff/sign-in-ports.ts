import type { TryKind } from '../../config/sign-in.ts';
import type { StaffRoleName } from './staff.ts';

/** What a browser sent along: its cookies, where it is, what it is. */
export interface Visit {
  cookies: string;
  /** Null where the service cannot know it. */
  address: string | null;
  device: string | null;
}

/** `Set-Cookie` values for the answer. */
export type Cookies = readonly string[];

export interface BrowserSession {
  staffId: string;
  sessionId: string;
  startedAt: Date;
  expiresAt: Date;
}

export type Began =
  | { kind: 'signed_in'; session: BrowserSession; cookies: Cookies }
  | { kind: 'second_factor'; cookies: Cookies };

export type Code = { kind: 'totp' | 'recovery'; code: string };

/** Passwords, sessions and second factors. Writes rows of its own; the callers audit. */
export interface SignInProvider {
  hashPassword(password: string): Promise<string>;
  /** Takes the same work whether or not somebody has this user name. */
  signIn(visit: Visit, given: { userName: string; password: string }): Promise<Began | { kind: 'wrong' }>;
  /** For somebody whom a one-time link has proved. */
  beginSession(visit: Visit, staffId: string): Promise<Began>;
  /** The second step of a sign-in. */
  verifyCode(
    visit: Visit,
    code: Code,
  ): Promise<Extract<Began, { kind: 'signed_in' }> | { kind: 'wrong_code' } | { kind: 'sign_in_over' }>;
  /** Whose browser this is; null when nobody's. A session in use is prolonged. */
  current(visit: Visit): Promise<{ session: BrowserSession; cookies: Cookies } | null>;
  signOut(visit: Visit): Promise<Cookies>;
  checkPassword(visit: Visit, password: string): Promise<boolean>;
  /** For who is signed in. The secret is on once its first code is confirmed. */
  startSecondFactor(
    visit: Visit,
    password: string,
  ): Promise<{ kind: 'started'; secret: string } | { kind: 'wrong_password' } | { kind: 'on_already' }>;
  confirmSecondFactor(
    visit: Visit,
    code: string,
  ): Promise<{ kind: 'on'; cookies: Cookies } | { kind: 'wrong_code' }>;
  endSecondFactor(visit: Visit, password: string): Promise<Cookies>;
  /** Of somebody who is signed in with it on: whether this code is right. A recovery code is used up. */
  checkCode(visit: Visit, code: Code): Promise<boolean>;
  newRecoveryCodes(visit: Visit, password: string): Promise<readonly string[]>;
  recoveryCodes(staffId: string): Promise<readonly string[]>;
}

export type LinkPurpose = 'setup' | 'invitation' | 'sign_in';

/** Links that work once. Runs in the caller's transaction. */
export interface OneTimeLinkStore {
  /** Ends the open ones of this purpose and person, then opens one. Returns until when it may be used. */
  open(link: {
    token: string;
    purpose: LinkPurpose;
    staffId: string | null;
    browser: string | null;
    validForMs: number;
  }): Promise<Date>;
  /** Whether it may still be used, and by whom. Held until the end of the transaction. */
  find(token: string, purpose: LinkPurpose): Promise<{ staffId: string | null } | null>;
  /** The same, and it works no more. Of two at once, one gets it. */
  take(
    token: string,
    purpose: LinkPurpose,
    browser: string | null,
  ): Promise<{ staffId: string | null } | null>;
}

/** How often something was tried in vain. Runs in a transaction of its own. */
export interface TryStore {
  /** Counts one more try of each, unless one of them has to wait: then how long. */
  count(keys: readonly TryKey[]): Promise<{ kind: 'counted' } | { kind: 'wait'; ms: number }>;
  /** It was not in vain. An address, which may be many people's, only takes back the one. */
  succeeded(keys: readonly TryKey[]): Promise<void>;
}

export interface TryKey {
  kind: TryKind;
  what: string;
}

export interface SignInProfile {
  staffId: string;
  name: string;
  office: string;
  userName: string;
  unit: { id: string; code: string; name: string };
  roles: readonly StaffRoleName[];
  language: 'vi' | 'en';
  secondFactorOn: boolean;
}

export interface SessionRow {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  address: string | null;
  device: string | null;
}

/** Who can sign in. Runs in the caller's transaction. */
export interface SignInStore {
  /** Whether anybody who may work can sign in as an administrator. */
  hasAdmin(): Promise<boolean>;
  insert(signIn: {
    staffId: string;
    userName: string;
    passwordHash: string;
  }): Promise<'inserted' | 'name_taken'>;
  /** User name, password, second factor and sessions are gone. */
  remove(staffId: string): Promise<void>;
  has(staffId: string): Promise<boolean>;
  setPassword(staffId: string, passwordHash: string): Promise<void>;
  noteSignIn(staffId: string): Promise<void>;
  nameTaken(userName: string): Promise<boolean>;
  setLanguage(staffId: string, language: 'vi' | 'en'): Promise<void>;
  /** Null when this person may not work (any more), or cannot sign in. */
  profile(staffId: string): Promise<SignInProfile | null>;
  /** By user name, who may work and has an active chat: where a link goes. */
  chatOf(userName: string): Promise<{ staffId: string; policeUnitId: string; contactPointId: string } | null>;
  sessions(staffId: string): Promise<readonly SessionRow[]>;
  endSession(staffId: string, sessionId: string): Promise<boolean>;
  /** A time step of a second factor is used once, and none before it any more. Of two at once, one gets it. */
  takeStep(staffId: string, step: number): Promise<boolean>;
  /** All but the one to keep; how many. */
  endSessions(staffId: string, keepId: string | null): Promise<number>;
}
