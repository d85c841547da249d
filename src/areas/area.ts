import { fold } from '../shared/fold.ts';

/** What kind of neighbours hear an alert together. */
export type GroupKind = 'hamlet' | 'parish' | 'school' | 'market' | 'lodging' | 'tourist_site';

export const GROUP_KINDS = [
  'hamlet',
  'parish',
  'school',
  'market',
  'lodging',
  'tourist_site',
] as const satisfies readonly GroupKind[];

export type AdminUnitKind = 'province' | 'commune' | 'ward' | 'special_zone';

/** Codes are re-used over time: a unit is known by its code and the day from which it holds it. */
export interface AdminUnit {
  code: string;
  /** First day, as "2025-07-01". */
  validFrom: string;
  kind: AdminUnitKind;
  name: string;
  provinceCode: string | null;
}

export interface NeighbourhoodGroup {
  id: string;
  name: string;
  joinCode: string;
  policeUnitName: string;
  /** False once the group has ended, e.g. when hamlets were merged. */
  current: boolean;
  successorIds: readonly string[];
}

/** Prefix of alert numbers, e.g. BMT: it is read out on the phone and goes into button payloads. */
export function isUnitCode(code: string): boolean {
  return /^[A-Z]{2,6}$/.test(code);
}

/** A group's join code and a household's invite code are of one length, so their values never collide. */
export const JOIN_CODE_LENGTH = 6;
/** Of the code that links a further chat. Each kind of code has a length of its own, so that none is taken for another. */
export const LINK_CODE_LENGTH = 8;
/** Longer than a join code, so that the two are never confused. */
export const STAFF_CODE_LENGTH = 10;

/** What a person typed as a code, as we store codes: "h7k-2m9 " is "H7K2M9". */
export function normaliseCode(typed: string): string {
  return fold(typed).replaceAll(' ', '').toUpperCase();
}
