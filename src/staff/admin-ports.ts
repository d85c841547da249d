import type { Action, Scope } from './rights.ts';
import type { StaffRoleName } from './staff.ts';

export interface UnitRef {
  id: string;
  code: string;
  name: string;
}

/** A unit of staff; `isProvincial`: its police are a province's. */
export interface StaffUnit extends UnitRef {
  isProvincial: boolean;
}

export interface StaffRow {
  staffId: string;
  name: string;
  office: string;
  unit: StaffUnit;
  roles: readonly StaffRoleName[];
  signsIn: boolean;
  disabled: boolean;
  secondFactor: boolean;
  linkedChats: number;
  lastSignInAt: Date | null;
}

export interface RightRequest {
  id: string;
  staffId: string;
  role: StaffRoleName;
  unit: UnitRef;
  /** Null: at the server's own command line. */
  requestedById: string | null;
}

export interface RightRequestRow extends RightRequest {
  name: string;
  office: string;
  requestedByName: string | null;
  requestedAt: Date;
}

/** Staff and their rights, as those see them who manage them. Runs in the caller's transaction. */
export interface StaffAdminStore {
  /** The units of a right that holds in this scope, the own one among them; by code. */
  unitsInReach(policeUnitId: string, scope: Scope): Promise<readonly StaffUnit[]>;
  /** Whether this unit's police are a province's. */
  isProvincial(policeUnitId: string): Promise<boolean>;
  /** The oldest unit that is. */
  provincialUnit(): Promise<UnitRef | null>;
  list(policeUnitIds: readonly string[]): Promise<readonly StaffRow[]>;
  /** Held until the end of the transaction. */
  hold(
    staffId: string,
  ): Promise<{ policeUnitId: string; roles: readonly StaffRoleName[]; disabled: boolean } | null>;
  person(staffId: string): Promise<{ name: string; office: string; unitName: string } | null>;
  insertPerson(person: { id: string; policeUnitId: string; name: string; office: string }): Promise<void>;
  grant(staffId: string, role: StaffRoleName, scopeId: string): Promise<void>;
  revoke(staffId: string, role: StaffRoleName, scopeId: string): Promise<boolean>;
  /** `waiting` already when this very right was asked for before. */
  request(request: {
    id: string;
    staffId: string;
    role: StaffRoleName;
    scopeId: string;
    requestedById: string;
  }): Promise<void>;
  /** Once in the life of a service; false when that was before. */
  grantAlone(request: {
    id: string;
    staffId: string;
    role: StaffRoleName;
    scopeId: string;
    byId: string;
  }): Promise<boolean>;
  /** Whether anybody but these could decide on a right in this unit. */
  someoneElseDecides(policeUnitId: string, notIds: readonly string[]): Promise<boolean>;
  waiting(policeUnitIds: readonly string[]): Promise<readonly RightRequestRow[]>;
  /** One that still waits, held until the end of the transaction. */
  holdRequest(id: string): Promise<(RightRequest & { waits: boolean }) | null>;
  decide(id: string, state: 'granted' | 'refused', byId: string): Promise<void>;
  dropRequests(staffId: string, role: StaffRoleName | null): Promise<void>;
  /** Administrators of a province who may work and sign in, but for this one. */
  otherAdmins(staffId: string): Promise<number>;
  /** May not work any more: sessions, tokens, links, codes and chats are gone. */
  disable(staffId: string): Promise<{ chats: number }>;
}

export interface ApiTokenRow {
  id: string;
  name: string;
  actions: readonly Action[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** Tokens for programs. Runs in the caller's transaction. */
export interface TokenStore {
  insert(token: {
    id: string;
    staffId: string;
    name: string;
    token: string;
    actions: readonly Action[];
    validForMs: number;
  }): Promise<ApiTokenRow>;
  list(staffId: string): Promise<readonly ApiTokenRow[]>;
  end(staffId: string, id: string): Promise<boolean>;
  /** Whose it is, when it works; notes that it was used. */
  use(token: string): Promise<{
    staffId: string;
    policeUnitId: string;
    roles: readonly StaffRoleName[];
    actions: readonly Action[];
  } | null>;
}

/** Answers to requests that may come again. Each is a transaction of its own. */
export interface IdempotencyStore {
  /** `begun`: do it. The others: it was done, is being done, or the key was another request's. */
  begin(
    staffId: string,
    key: string,
    digest: string,
  ): Promise<
    | { kind: 'begun' }
    | { kind: 'done'; status: number; answer: string }
    | { kind: 'running' }
    | { kind: 'reused' }
  >;
  finish(staffId: string, key: string, status: number, answer: string): Promise<void>;
  /** It came to nothing: the next one may do it. */
  abandon(staffId: string, key: string): Promise<void>;
}
