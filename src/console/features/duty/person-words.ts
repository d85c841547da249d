import type { Person } from '../../../contracts/words.ts';

/** "Nguyễn Văn An · Trực ban", or the office alone for who may not read names. */
export function personWords({ name, office }: Person): string {
  return name === null ? office : `${name} · ${office}`;
}
