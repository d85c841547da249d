import type { Outcome } from '../outcome.ts';
import type { ErrorAnswer } from './schema.ts';

/** What we asked for, as far as the meaning of an error depends on it. */
export interface CallFacts {
  chatExternalId: string | null;
  editMessageId: string | null;
}

interface ErrorRow {
  code: number | readonly [from: number, to: number];
  /** A part of the description, in lower case; every description when absent. */
  says?: string;
  means: (answer: ErrorAnswer, facts: CallFacts) => Outcome;
}

const unreachable = (reason: string) => (): Outcome => ({ kind: 'unreachable', reason });
const rejected = (reason: string) => (): Outcome => ({ kind: 'rejected', reason });
const misconfigured = (reason: string) => (): Outcome => ({ kind: 'misconfigured', reason });

/** When a 429 does not say how long (a proxy's own, or a broken answer). */
const DEFAULT_RETRY_AFTER_S = 5;
/** Beyond this a 429 on one private chat is taken to be about that chat. */
const LONGEST_ACCOUNT_PAUSE_S = 60;

/**
 * Telegram does not say whether a 429 is about the chat or the account. Read as the chat's:
 * - in a group (negative id): the limit of 20 a minute is far below the account's;
 * - for an edit: edits of one message have a limit of their own;
 * - above a minute: windows of hours are reported for single private chats while others go on
 *   (github.com/tdlib/telegram-bot-api/issues/535), and one chat must not silence a ward.
 * Everything else is the account's: the lane already spaces sends into one private chat by a second.
 * A flood of the account that is misread as a chat's shows itself again at the next send.
 */
function throttled(answer: ErrorAnswer, facts: CallFacts): Outcome {
  const seconds = Math.max(answer.parameters.retry_after ?? DEFAULT_RETRY_AFTER_S, 1);
  const ofChat =
    facts.chatExternalId !== null &&
    (facts.chatExternalId.startsWith('-') ||
      facts.editMessageId !== null ||
      seconds > LONGEST_ACCOUNT_PAUSE_S);
  return { kind: 'throttled', scope: ofChat ? 'chat' : 'account', retryAfterMs: Math.ceil(seconds * 1_000) };
}

function moved(answer: ErrorAnswer): Outcome {
  const newExternalId = answer.parameters.migrate_to_chat_id;
  return newExternalId === undefined
    ? { kind: 'unreachable', reason: 'telegram_group_upgraded' }
    : { kind: 'moved', newExternalId };
}

/** Only an edit can be "not modified": the message already says this. */
function notModified(_: ErrorAnswer, facts: CallFacts): Outcome {
  return facts.editMessageId === null
    ? { kind: 'rejected', reason: 'telegram_not_modified' }
    : { kind: 'sent', externalMessageId: facts.editMessageId };
}

/**
 * What Telegram's refusals mean; the first row that matches decides. Descriptions are not documented. Sources:
 * [server] github.com/tdlib/telegram-bot-api, Client.cpp and ClientManager.cpp; [td] github.com/tdlib/td;
 * [list] github.com/TelegramBotAPI/errors; [doc] core.telegram.org/bots/api; [mt] core.telegram.org/api/errors.
 */
export const TELEGRAM_ERRORS: readonly ErrorRow[] = [
  // [doc] ResponseParameters.retry_after
  { code: 429, means: throttled },
  // [doc] ResponseParameters.migrate_to_chat_id
  { code: 400, says: 'group chat was upgraded to a supergroup', means: moved },

  // [server] "Unauthorized", "Unauthorized: invalid token specified"
  { code: 401, means: misconfigured('telegram_token_refused') },
  // [server] "Not Found": no such bot or method, a wrong API root as well
  { code: 404, means: misconfigured('telegram_not_found') },
  // [server] "Misdirected Request: unallowed token specified": a self-hosted server for other bots
  { code: 421, means: misconfigured('telegram_token_not_served') },
  // [server] after logOut, until the bot logs in to this server again
  { code: 400, says: 'logged out', means: misconfigured('telegram_logged_out') },

  // [server] USER_IS_BLOCKED becomes this 403; older and other servers pass it on as a 400
  { code: 403, says: 'bot was blocked by the user', means: unreachable('telegram_blocked') },
  { code: [400, 403], says: 'user_is_blocked', means: unreachable('telegram_blocked') },
  // [server] INPUT_USER_DEACTIVATED becomes this 403
  { code: 403, says: 'user is deactivated', means: unreachable('telegram_deactivated') },
  { code: [400, 403], says: 'input_user_deactivated', means: unreachable('telegram_deactivated') },
  // [list] from the group chat, supergroup chat or channel chat
  { code: 403, says: 'bot was kicked', means: unreachable('telegram_kicked') },
  { code: 403, says: 'bot is not a member', means: unreachable('telegram_not_a_member') },
  { code: 403, says: 'the group chat was deleted', means: unreachable('telegram_group_deleted') },
  // [list] the group is gone
  { code: 400, says: 'group chat was deactivated', means: unreachable('telegram_group_deleted') },
  { code: 400, says: 'group is deactivated', means: unreachable('telegram_group_deleted') },
  // [list] the person never pressed Start
  { code: 403, says: "bot can't initiate conversation", means: unreachable('telegram_never_started') },
  // [list]
  { code: 403, says: "bot can't send messages to", means: unreachable('telegram_cannot_write') },
  // [list] deleted accounts, and ids that this bot has never met
  { code: 400, says: 'chat not found', means: unreachable('telegram_chat_not_found') },
  { code: 400, says: 'user not found', means: unreachable('telegram_chat_not_found') },
  { code: 400, says: 'peer_id_invalid', means: unreachable('telegram_chat_not_found') },
  // [td], [mt] a right that is missing in one group; the account still sends everywhere else
  { code: 400, says: 'not enough rights', means: unreachable('telegram_no_right_to_write') },
  { code: 400, says: 'have no rights to send', means: unreachable('telegram_no_right_to_write') },
  { code: 400, says: 'need administrator rights', means: unreachable('telegram_no_right_to_write') },
  { code: [400, 403], says: 'chat_write_forbidden', means: unreachable('telegram_no_right_to_write') },
  { code: [400, 403], says: 'chat_send_plain_forbidden', means: unreachable('telegram_no_right_to_write') },
  { code: [400, 403], says: 'chat_restricted', means: unreachable('telegram_no_right_to_write') },
  { code: 400, says: 'topic_closed', means: unreachable('telegram_no_right_to_write') },

  // [server] MESSAGE_NOT_MODIFIED
  { code: 400, says: 'message is not modified', means: notModified },
  // [list] deleted by the person, or older than 48 hours: the caller may send it anew
  { code: 400, says: 'message to edit not found', means: rejected('telegram_edit_not_found') },
  { code: 400, says: 'message_id_invalid', means: rejected('telegram_edit_not_found') },
  { code: 400, says: "message can't be edited", means: rejected('telegram_edit_refused') },

  // [td], [list]
  { code: 400, says: 'message is too long', means: rejected('telegram_text_too_long') },
  { code: 400, says: 'message_too_long', means: rejected('telegram_text_too_long') },
  { code: 400, says: 'message text is empty', means: rejected('telegram_text_empty') },
  { code: 400, says: "can't parse", means: rejected('telegram_cannot_parse') },
  { code: 400, says: 'must be encoded in utf-8', means: rejected('telegram_not_utf8') },
  { code: 400, says: 'button_data_invalid', means: rejected('telegram_button_payload') },
  // [td] a picture or voice note by an id that this bot does not have
  { code: 400, says: 'wrong file identifier', means: rejected('telegram_file_gone') },
  { code: 400, says: 'wrong remote file id', means: rejected('telegram_file_gone') },
  { code: 400, says: 'file_reference_', means: rejected('telegram_file_gone') },
  // [td], [mt] one that Telegram does not take, whoever it is for
  { code: 400, says: 'image_process_failed', means: rejected('telegram_file_refused') },
  { code: 400, says: 'photo_invalid_dimensions', means: rejected('telegram_file_refused') },
  { code: 400, says: 'photo_ext_invalid', means: rejected('telegram_file_refused') },
  { code: 400, says: 'photo_save_file_invalid', means: rejected('telegram_file_refused') },
  { code: 400, says: 'file is too big', means: rejected('telegram_file_refused') },
  { code: 400, says: 'file must be non-empty', means: rejected('telegram_file_refused') },
  { code: 413, means: rejected('telegram_file_refused') },
  // [mt] the person takes no voice notes
  { code: 400, says: 'voice_messages_forbidden', means: rejected('telegram_voice_forbidden') },

  // [server] QUERY_ID_INVALID: a press may be acknowledged for a short time only
  { code: 400, says: 'query is too old', means: rejected('telegram_press_too_old') },

  // [server] "Internal Server Error", and gateways before it
  { code: [500, 599], means: (answer) => ({ kind: 'temporary', reason: `telegram_${answer.error_code}` }) },
];

/** What a refused call means. An unknown refusal is our bug: `rejected`, with a reason that holds no user text. */
export function outcomeOfError(answer: ErrorAnswer, facts: CallFacts): Outcome {
  const description = answer.description.toLowerCase();
  const row = TELEGRAM_ERRORS.find(
    ({ code, says }) =>
      (typeof code === 'number' ? answer.error_code === code : isBetween(answer.error_code, code)) &&
      (says === undefined || description.includes(says)),
  );
  if (row !== undefined) return row.means(answer, facts);
  const slug = slugOf(answer.description);
  return { kind: 'rejected', reason: `telegram_${answer.error_code}${slug === '' ? '' : `_${slug}`}` };
}

function isBetween(code: number, [from, to]: readonly [number, number]): boolean {
  return code >= from && code <= to;
}

const LONGEST_SLUG = 60;

/** Where a description may begin to repeat what we sent: behind a second colon, in quotes, in a URL. */
const REPEATED_PART = /[:;"“«<\n]|\s'|\S+:\/\//;

/** The fixed part of a description: plain words and upper-case codes, no digits. */
function slugOf(description: string): string {
  const fixedPart = description
    .replace(/^(bad request|forbidden|conflict|unauthorized): /i, '')
    .split(REPEATED_PART, 1);
  return (fixedPart[0] ?? '')
    .split(/\s+/)
    .map((word) => word.replace(/[,.;)]+$/, '').replace(/[\d']/g, ''))
    .filter((word) => /^[A-Za-z_-]+$/.test(word))
    .join('_')
    .toLowerCase()
    .slice(0, LONGEST_SLUG);
}
