/** Most specific first: every browser claims to be several others. */
const BROWSERS = [
  ['Zalo', /\bZalo\b/],
  ['Cốc Cốc', /coc_coc_browser/],
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** "Chrome, Windows" out of what a browser says of itself; null where nothing of it is known. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const found = [BROWSERS, SYSTEMS].map((table) => table.find(([, sign]) => sign.test(userAgent))?.[0]);
  const names = found.filter((name) => name !== undefined);
  return names.length === 0 ? null : names.join(', ');
}
