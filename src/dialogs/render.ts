import type { OutgoingMessage } from '../channels/channel.ts';
import type { Translate } from '../locales/locales.ts';
import type { Language, Say } from './dialog.ts';
import { labelText } from './turn.ts';

/** What a person sees of a say, in their language unless the say names another. */
export function renderSay(say: Say, language: Language, t: Translate): OutgoingMessage {
  if (say.kind === 'verbatim') return say.message;
  const spoken = say.language ?? language;
  const lines = (say.lines ?? []).map((label) => labelText(label, spoken, t));
  const options = (say.options ?? []).map(
    ({ label, place }, index) => `${place ?? index + 1}. ${labelText(label, spoken, t)}`,
  );
  const buttons = (say.choices ?? []).map(({ label, payload, place }) => ({
    label: labelText(label, spoken, t),
    payload,
    ...(place !== undefined && { place }),
  }));
  return { text: [t(spoken, say.key, say.args), ...lines, ...options].join('\n'), buttons };
}
