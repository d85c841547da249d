/** How long the next try has to wait after so many in vain: `free` cost nothing, then each costs twice the one before. */
export function waitAfterMs({ free, longestMs }: { free: number; longestMs: number }, tries: number): number {
  return tries <= free ? 0 : Math.min(longestMs, 1000 * 2 ** Math.min(20, tries - free - 1));
}

/** What one household or office has of the net: an IPv4 address, or the first half of an IPv6 address. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [left, right] = [groups(head), groups(tail)];
  const zeros = address.includes('::')
    ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
    : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
