import type { Finding, FindingCode } from '../../../contracts/alerts.ts';

export interface ShownTexts {
  vi: string;
  en: string | null;
}

/** A finding with a name of its own, which it keeps while the text around it changes. */
export interface KeyedFinding extends Finding {
  key: string;
}

/** Names findings by what they are and what they found; the second of the same gets a number. */
export function keyed(findings: readonly Finding[]): KeyedFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const name = [finding.code, finding.place?.language ?? '', finding.found ?? ''].join('|');
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return { ...finding, key: `${name}|${nth}` };
  });
}

/**
 * Findings of `checked` with their places in `shown`, the text as it stands now. What lies in the part that changed has
 * no place until the text is checked again.
 */
export function carryPlaces<F extends Finding>(
  findings: readonly F[],
  checked: ShownTexts,
  shown: ShownTexts,
): F[] {
  return findings.map((finding) => {
    if (finding.place === null) return finding;
    const { language, start, end } = finding.place;
    const moved = movedRange(checked[language] ?? '', shown[language] ?? '', start, end);
    return { ...finding, place: moved && { language, ...moved } };
  });
}

/** Where a range of the old text is in the new one; null when the change went through it. */
function movedRange(before: string, after: string, start: number, end: number) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  if (end <= head) return { start, end };
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const shift = after.length - before.length;
  return start >= before.length - tail ? { start: start + shift, end: end + shift } : null;
}

/** The parts of a text, marked where something was found. Of findings that overlap, the first one is shown. */
export function markedParts(
  text: string,
  findings: readonly Finding[],
): { text: string; severity: Finding['severity'] | null }[] {
  const parts: { text: string; severity: Finding['severity'] | null }[] = [];
  let at = 0;
  const placed = findings.flatMap(({ place, severity }) => (place === null ? [] : [{ ...place, severity }]));
  for (const { start, end, severity } of placed.toSorted((a, b) => a.start - b.start)) {
    if (start < at || end > text.length || start >= end) continue;
    if (start > at) parts.push({ text: text.slice(at, start), severity: null });
    parts.push({ text: text.slice(start, end), severity });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), severity: null });
  return parts;
}

/** What still holds the alert back. */
export function openFindings<F extends KeyedFinding>(
  findings: readonly F[],
  ticked: ReadonlySet<string>,
): F[] {
  return findings.filter(
    ({ severity, key }) => severity === 'block' || (severity === 'confirm' && !ticked.has(key)),
  );
}

/** Codes of which every finding was ticked: the service is told codes. */
export function confirmedCodes(
  findings: readonly KeyedFinding[],
  ticked: ReadonlySet<string>,
): FindingCode[] {
  const codes = new Set(findings.flatMap(({ code, severity }) => (severity === 'confirm' ? [code] : [])));
  for (const { code, severity, key } of findings) {
    if (severity === 'confirm' && !ticked.has(key)) codes.delete(code);
  }
  return [...codes];
}
