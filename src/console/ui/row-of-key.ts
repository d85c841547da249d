/** The row of a list that a key leads to (Enter and space: the active one); null for keys that are not the list's. */
export function rowOfKey(key: string, active: number, count: number, pageRows: number): number | null {
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active - 1);
    case 'PageDown':
      return clamp(active + pageRows);
    case 'PageUp':
      return clamp(active - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return clamp(count - 1);
    case 'Enter':
    case ' ':
      return active < 0 ? null : active;
    default:
      return null;
  }
}
