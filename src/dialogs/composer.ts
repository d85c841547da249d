import type { AlertText, ReplyCode } from '../alerts/alert.ts';
import type { ApprovalComposer, OverComposer } from '../alerts/life-ports.ts';
import type { BoardComposer, MisfireComposer, TextComposer } from '../alerts/ports.ts';
import type { ReminderComposer } from '../alerts/remind-silent.ts';
import type { BuiltInTemplates } from '../alerts/templates.ts';
import type { CommandHint, OutgoingMessage } from '../channels/channel.ts';
import { formatTime } from '../locales/format-time.ts';
import type { Translate } from '../locales/locales.ts';
import type { NoticeComposer } from '../replies/ports.ts';
import { type ReplyContent, replyPayload } from '../replies/reply.ts';
import type { WebhookNoticeComposer } from '../webhooks/ports.ts';
import { createApprovalWords } from './approval-words.ts';
import type { Language } from './dialog.ts';
import type { TakeoverComposer } from './notice-ports.ts';
import { progressBoardArgs } from './progress-board.ts';

/** Telegram and small phones: more than three buttons a message are not shown. */
const BUTTONS_SHOWN = 3;

export interface Composer
  extends TextComposer,
    NoticeComposer,
    BoardComposer,
    MisfireComposer,
    ApprovalComposer,
    ReminderComposer,
    OverComposer,
    BuiltInTemplates,
    TakeoverComposer,
    WebhookNoticeComposer {
  /** Put above a message that is sent again after an unknown outcome. */
  repeatNotes: Readonly<Record<Language, string>>;
  /** UTF-16 code units to keep free for it. */
  longestNote: number;
  /** What officers are told when the platform refuses an account. */
  refusalNotice: OutgoingMessage;
  /** The one-time link by which somebody signs in without a password. */
  signInLink(url: string): OutgoingMessage;
  /** The commands menu that everybody sees; officers' commands are not in it. */
  commands(language: Language): readonly CommandHint[];
}

const WEBHOOK_NOTICES = { failing: 'notice-webhook-failing', gone: 'notice-webhook-gone' } as const;
const COMMANDS = ['menu', 'alerts', 'household', 'language', 'help', 'stop'] as const;

/** Puts alerts, notices and boards into the words of the locales. */
export function createComposer(deps: { translate: Translate; demo: boolean }): Composer {
  const { translate: t } = deps;
  const repeatNotes = { vi: t('vi', 'alert-repeat-note'), en: t('en', 'alert-repeat-note') };
  const marked = (language: Language, lines: readonly (string | null)[]) =>
    [deps.demo ? t(language, 'demo-mark') : null, ...lines].filter((line) => line !== null).join('\n');

  function alertText(language: Language, input: Parameters<TextComposer['compose']>[0]): AlertText {
    const { kind, category, number, english = null, drill = false } = input;
    // The first line says what to do: only what follows an earlier message says first what it is.
    const header = kind === 'initial' ? null : `${category.icon} ${t(language, `alert-header-${kind}`)}`;
    const written = language === 'en' && english !== null ? english : input.text;
    const body = kind === 'initial' ? `${category.icon} ${written}` : written;
    const footer = t(language, 'alert-footer', {
      unit: input.unitName,
      time: formatTime(input.at),
      number,
      check: input.verificationCode,
      phone: input.dutyPhone,
    });
    // Officers write in Vietnamese; a reader of another language is told so.
    const note = language === 'vi' || english !== null ? null : t(language, 'alert-only-vietnamese');
    const source = sourceLine(language, input.source);
    const button = (code: ReplyCode) => ({
      label: t(language, `reply-${code}`),
      payload: replyPayload(number, code),
    });
    return {
      text: marked(language, [
        drill ? t(language, 'alert-drill') : null,
        header,
        body,
        source,
        note === null ? null : `\n${note}`,
        `\n${footer}`,
        drill ? t(language, 'alert-drill-end') : null,
      ]),
      buttons: input.replyCodes.slice(0, BUTTONS_SHOWN).map(button),
    };
  }

  /** "Nguồn: UBND phường, công điện số 12/CĐ-UBND". */
  function sourceLine(language: Language, source: Parameters<TextComposer['compose']>[0]['source']) {
    const named = [source?.issuingAuthority, source?.documentNumber].filter(Boolean).join(', ');
    return named === '' ? null : t(language, 'alert-source', { source: named });
  }

  function content(language: Language, said: ReplyContent): string {
    switch (said.kind) {
      case 'text':
        return said.text;
      case 'photo':
        return [t(language, 'notice-photo'), said.caption].filter(Boolean).join(' ');
      case 'voice':
        return t(language, 'notice-voice', { seconds: said.seconds });
      case 'place':
        return t(language, 'notice-place', {
          latitude: said.latitude.toFixed(5),
          longitude: said.longitude.toFixed(5),
        });
    }
  }

  const languages: readonly Language[] = ['vi', 'en'];
  const longestOf = (key: string) => Math.max(...languages.map((language) => t(language, key).length));

  return {
    ...createApprovalWords(t, marked),
    repeatNotes,
    longestNote: longestOf('alert-repeat-note') + longestOf('alert-reminder-note') + 4,
    compose: (input) => ({
      vi: alertText('vi', input),
      en: alertText('en', input),
      headline: input.text.trim().split('\n')[0] ?? '',
      facts: {
        text: marked('vi', [input.drill ? t('vi', 'alert-drill') : null, input.text]),
        number: input.number,
        code: input.verificationCode,
        unit: input.unitName,
        phone: input.dutyPhone,
        time: formatTime(input.at),
        category: t('vi', `category-${input.category.code}`),
      },
    }),
    notice({ kind, alertNumber, household, groupName, at, code, content: said }): OutgoingMessage {
      const pressed = kind === 'words' && code !== null ? t('vi', `reply-${code}`) : '—';
      const text = t('vi', kind === 'help' ? 'notice-help' : 'notice-words', {
        number: alertNumber,
        household,
        group: groupName,
        time: formatTime(at),
        words: said === null ? pressed : content('vi', said),
      });
      return { text: marked('vi', [text]), buttons: [] };
    },
    content: (said) => content('vi', said),
    misfire({ number, sendFrom }) {
      const text = t('vi', 'notice-misfired', { number, time: formatTime(sendFrom) });
      return { text: marked('vi', [text]), buttons: [] };
    },
    takeover({ household, until }) {
      const text = t('vi', 'notice-takeover', { household, time: formatTime(until) });
      return { text: marked('vi', [text]), buttons: [] };
    },
    webhookPaused: ({ host, reason }) => ({
      text: marked('vi', [t('vi', WEBHOOK_NOTICES[reason], { host })]),
      buttons: [],
    }),
    refusalNotice: { text: marked('vi', [t('vi', 'notice-misconfigured')]), buttons: [] },
    signInLink: (url) => ({ text: marked('vi', [t('vi', 'notice-sign-in-link', { url })]), buttons: [] }),
    commands: (language) =>
      COMMANDS.map((command) => ({ command, description: t(language, `command-${command}`) })),
    board(progress, language, last, at) {
      const key = last ? 'progress-board-final' : 'progress-board';
      const drill = progress.drill ? t(language, 'alert-drill') : null;
      return marked(language, [drill, t(language, key, progressBoardArgs(progress, language, at, t))]);
    },
    builtIn: (category, place) => t('vi', `template-${category}-${place}`),
  };
}
