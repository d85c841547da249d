import type { Content } from './protocol.ts';

/** The same keyboard and preview setting as our own channel sends. */
export function sendOptions({ buttons }: Content) {
  return {
    link_preview_options: { is_disabled: true },
    reply_markup: {
      inline_keyboard: buttons.map(({ label, payload }) => [{ text: label, callback_data: payload }]),
    },
  };
}
