/** Vietnam is seven hours ahead of UTC all year. */
const AHEAD_MS = 7 * 3_600_000;
const FIELD_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** An ISO time as a field of date and time takes it, in Vietnam's time whatever the machine's is: "2026-11-26T08:30". */
export function toFieldTime(iso: string): string {
  return new Date(Date.parse(iso) + AHEAD_MS).toISOString().slice(0, 16);
}

/** What was chosen in such a field as an ISO time in UTC; null while it is not a whole time. */
export function fromFieldTime(value: string): string | null {
  if (!FIELD_TIME.test(value)) return null;
  return new Date(Date.parse(`${value}:00Z`) - AHEAD_MS).toISOString();
}
