/**
 * A button's payload comes back as the text of an ordinary message (`user_send_text`): Zalo has no event and no id for a
 * press. So a payload is marked, `#` + payload, and a marked text is read as a press. A person can type the same text, and
 * nothing tells the two apart: **payloads are untrusted input**.
 *
 * A call for help must not be taken for a press: `#cứu`, `#SOS` and the like are hashtags that people do type. Only texts
 * with a colon and nothing but the letters below are presses. A payload without a colon gets one at its end.
 */
const PAYLOAD = /^[A-Za-z0-9_.:~/+=-]+$/;
const MARKED = /^#([A-Za-z0-9_.:~/+=-]*:[A-Za-z0-9_.:~/+=-]*)$/;
const ONLY_THE_LAST_COLON = /^[^:]+:$/;

/** The text that a press will send, or null for a payload that could not be told from other text. */
export function markPayload(payload: string, maxLength: number): string | null {
  if (payload.length > maxLength || !PAYLOAD.test(payload) || payload === ':') return null;
  if (ONLY_THE_LAST_COLON.test(payload)) return null;
  return payload.includes(':') ? `#${payload}` : `#${payload}:`;
}

/** The payload in a text, or null for what somebody wrote. */
export function readPayload(text: string, maxLength: number): string | null {
  const marked = MARKED.exec(text.trim())?.[1];
  if (marked === undefined || marked === ':') return null;
  const payload = ONLY_THE_LAST_COLON.test(marked) ? marked.slice(0, -1) : marked;
  return payload.length > maxLength ? null : payload;
}
