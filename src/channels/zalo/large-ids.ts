const LONG_DIGITS = /\d{16}/;
/** A whole string (an escape never ends it), or a whole number. In valid JSON nothing else holds a digit. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LARGE_INTEGER = /^-?\d{16,}$/;

/**
 * JSON.parse, except that integers written with 16 digits or more come back as strings of those digits: ids of users,
 * OAs and apps have 18 or 19, and from 2^53 on a number would silently become another id. Each channel has its own copy,
 * so that its folder can be lifted out. Throws a SyntaxError as JSON.parse does.
 */
export function parseJsonKeepingLargeIds(text: string): unknown {
  // Parsed as it stands first: the rewriting below is only sound on valid JSON, and is seldom needed.
  const parsed: unknown = JSON.parse(text);
  if (!LONG_DIGITS.test(text)) return parsed;
  return JSON.parse(
    text.replace(STRING_OR_NUMBER, (token) => (LARGE_INTEGER.test(token) ? `"${token}"` : token)),
  );
}

/** The same, with undefined for what is no JSON. */
export function parseJsonOrUndefined(text: string): unknown {
  try {
    return parseJsonKeepingLargeIds(text);
  } catch {
    return undefined;
  }
}
