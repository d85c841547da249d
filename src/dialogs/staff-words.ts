import { formatTime } from '../locales/format-time.ts';
import type { Translate } from '../locales/locales.ts';
import type { StaffAnswerComposer } from '../replies/ports.ts';
import type { ChannelTestComposer } from '../staff/ports.ts';

/** What staff send to chats from the console. */
export function createStaffWords(deps: {
  translate: Translate;
  demo: boolean;
}): StaffAnswerComposer & ChannelTestComposer {
  const { translate: t } = deps;
  const marked = (language: 'vi' | 'en', text: string) => ({
    text: deps.demo ? `${t(language, 'demo-mark')}\n${text}` : text,
    buttons: [],
  });
  return {
    staffAnswer: ({ unitName, alertNumber, text, language }) =>
      marked(language, t(language, 'staff-answer', { unit: unitName, number: alertNumber, text })),
    channelTest: (at) => marked('vi', t('vi', 'channel-test', { time: formatTime(at) })),
  };
}
