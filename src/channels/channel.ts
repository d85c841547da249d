import type { Outcome } from './outcome.ts';

/** A press carries `payload` back to us. Opaque and short: at most 64 bytes of UTF-8 (Telegram `callback_data`). */
export interface MessageButton {
  label: string;
  payload: string;
  /**
   * What a person may type instead, shown where a channel has no buttons: a number; null for the words of the label.
   * Without it, its place among the buttons of the message, from 1.
   */
  place?: number | null;
}

/** A message in no channel's own format. A channel renders it within its limits. */
export interface OutgoingMessage {
  text: string;
  /** One button a row, at most three in what we write ourselves; a menu may have more. */
  buttons: readonly MessageButton[];
  /** A photo or voice note that somebody sent on this very account; the text goes under it. */
  media?: { kind: 'photo' | 'voice'; fileId: string };
  /** One of ours, for any account; the text goes under it. The lane takes it to the platform: no channel reads this. */
  file?: OutgoingFile;
  /** Of an edit: what it replaces stands under a picture or voice note. */
  underFile?: true;
}

/** A picture or voice note of ours, by the id of its row. */
export interface OutgoingFile {
  id: string;
  kind: 'photo' | 'voice';
}

/** Where a message goes. With `editMessageId` it replaces the text of that message. */
export interface SendTarget {
  externalId: string;
  editMessageId?: string;
}

export type InboundContent =
  /** Typed text; a command is a text that starts with "/". NFC. */
  | { kind: 'text'; text: string }
  | { kind: 'press'; payload: string; pressId: string; messageId: string | null }
  | { kind: 'photo'; fileId: string; caption: string }
  | { kind: 'voice'; fileId: string; seconds: number }
  | { kind: 'place'; latitude: number; longitude: number }
  /** The person blocked us, or came back. */
  | { kind: 'blocked' }
  | { kind: 'unblocked' }
  /** The person took back the consent at the platform: everything we know of them is to be erased. */
  | { kind: 'withdrawn' }
  /** What the person gave when asked by the platform's own form. */
  | { kind: 'contact_info'; name: string | null; phone: string | null; address: string | null }
  /** Stickers, polls and whatever else we cannot use; answered politely. */
  | { kind: 'other'; what: string };

/** One event of one private chat, in no channel's own format. Ids are strings: some exceed 2^53. */
export interface InboundMessage {
  /** Unique per channel account: a redelivery carries the same. */
  externalId: string;
  /** Order inside one chat, as a decimal string. */
  sequence: string;
  chatExternalId: string;
  /** What the platform says of the sender's language, e.g. "vi", "en-GB"; a hint only. */
  languageHint: string | null;
  content: InboundContent;
}

export type NoticeContent =
  /** A message of ours as the platform has it, with its words: settles a send whose answer was lost. */
  | { kind: 'echo'; messageId: string; text: string }
  /** A person of the staff wrote into this chat with the platform's own tool: our dialog should be silent for a while. */
  | { kind: 'human_takeover'; messageId: string | null; staffExternalId: string }
  /** Messages of ours that arrived on a device, or were looked at. */
  | { kind: 'received' | 'seen'; messageIds: string[] }
  /** The platform approved a template of the account, looks at it again, or refuses it; `reason` is a code of ours. */
  | {
      kind: 'template_status';
      templateExternalId: string;
      status: 'approved' | 'in_review' | 'refused';
      reason: string | null;
    }
  /** Known or not, nothing is made of it. `what` is the platform's name of the event. */
  | { kind: 'ignored'; what: string };

/** What a platform says that no person said to us. Unique and in order as a message is. */
export interface ChannelNotice {
  externalId: string;
  sequence: string;
  /** Null when it is about no chat that we could write to. */
  chatExternalId: string | null;
  content: NoticeContent;
}

export type ParsedInbound =
  | { kind: 'parsed'; messages: InboundMessage[]; notices?: ChannelNotice[] }
  /** Not what this platform sends. `reason` names the field, never its value. */
  | { kind: 'invalid'; reason: string };

export interface WebhookRequest {
  /** Lower-case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  rawBody: Buffer;
}

/** `probe`: the platform only tries the address, without a proof. Answered as well, and without any effect. */
export type WebhookVerdict = 'genuine' | 'forged' | 'probe';

export interface ChannelLimits {
  /** Characters (UTF-16 code units) of one text message. */
  textLength: number;
  /** Longest call before it is given up as unknown. */
  sendTimeoutMs: number;
}

/** A template that the platform approved, with what is filled in. */
export interface FilledTemplate {
  externalId: string;
  data: Readonly<Record<string, string>>;
}

/** Sends templates, which need no open window. */
export interface TemplateSender {
  /** Never throws: whatever happens is an outcome. */
  sendTemplate(template: FilledTemplate, target: SendTarget, signal: AbortSignal): Promise<Outcome>;
}

/** A file as it leaves. `type` by its content: "image/jpeg". */
export interface FileToSend {
  kind: OutgoingFile['kind'];
  type: string;
  bytes: Buffer;
}

/** What a platform keeps of a file for one account, to be named in the messages that follow. */
export interface KeptFile {
  fileId: string;
  /** When the platform forgets it; null for never. */
  expiresAt: Date | null;
}

/** What a channel said to one call with a file. */
export type FileSent =
  /** To the message and its file together. `kept`: what may be named from now on, where the file was new. */
  | { kind: 'answered'; outcome: Outcome; kept: KeptFile | null }
  /** To the file alone, which the platform now has: the message is another call. */
  | { kind: 'stored'; kept: KeptFile }
  /** The platform does not have it, or no longer. Nothing was sent. */
  | { kind: 'gone' }
  /** The platform does not take this file, or this chat none of the kind. Nothing was sent. */
  | { kind: 'refused'; by: 'platform' | 'chat'; reason: string }
  /** The file could not be taken to the platform just now. Nothing was sent. */
  | { kind: 'not_stored'; outcome: Outcome };

/** Sends files of ours. One call of the account's budget each; none throws. */
export interface FileSender {
  /** Why the channel carries no file of this kind; null where it does. */
  refuses(kind: OutgoingFile['kind']): string | null;
  /** A message with a file that the platform does not have yet. */
  sendNew(
    message: OutgoingMessage,
    file: FileToSend,
    target: SendTarget,
    signal: AbortSignal,
  ): Promise<FileSent>;
  /** The same with one that it has. */
  sendKept(
    message: OutgoingMessage,
    file: { kind: OutgoingFile['kind']; fileId: string },
    target: SendTarget,
    signal: AbortSignal,
  ): Promise<FileSent>;
}

/** One account on one platform. Everything a channel must do; more abilities are separate interfaces below. */
export interface Channel {
  readonly id: 'telegram' | 'zalo';
  readonly limits: ChannelLimits;
  /** Absent where the platform has no templates. */
  readonly templates?: TemplateSender;
  /** Absent where the platform takes no files. */
  readonly files?: FileSender;
  /** Sends one message. Never throws: whatever happens is an outcome. */
  send(message: OutgoingMessage, target: SendTarget, signal: AbortSignal): Promise<Outcome>;
  parseInbound(raw: unknown): ParsedInbound;
  /** Compares in constant time. Without a configured secret every request is forged. */
  verifyWebhook(request: WebhookRequest): WebhookVerdict;
}

/** A press shows a waiting sign until it is acknowledged. The only call that bypasses the lane. */
export interface PressAcknowledger {
  acknowledgePress(pressId: string, signal: AbortSignal): Promise<Outcome>;
}

export type PullResult =
  | { kind: 'updates'; updates: unknown[]; nextOffset: string }
  | { kind: 'throttled'; retryAfterMs: number }
  /** Another reader or a webhook holds this account. */
  | { kind: 'conflict' }
  | { kind: 'misconfigured'; reason: string }
  | { kind: 'temporary'; reason: string };

/** Long polling. `offset` confirms every lower update at the platform, so it is passed only once those are stored. */
export interface UpdatePuller {
  pull(offset: string, timeoutSeconds: number, signal: AbortSignal): Promise<PullResult>;
}

export type AccountCheck =
  | { kind: 'ready'; externalId: string; name: string }
  | { kind: 'misconfigured'; reason: string }
  | { kind: 'temporary'; reason: string };

export interface CommandHint {
  command: string;
  description: string;
}

export interface AccountChecker {
  /** Asks the platform who this account is; a refused token is `misconfigured`. */
  check(signal: AbortSignal): Promise<AccountCheck>;
}

/** What is said to the platform once at start. */
export interface AccountSetup extends AccountChecker {
  /** Shows the commands menu; the empty language is the default. */
  publishCommands(
    language: 'vi' | 'en' | '',
    commands: readonly CommandHint[],
    signal: AbortSignal,
  ): Promise<AccountCheck>;
  /** Delivers updates to `url` from now on, or (null) to long polling. */
  setWebhook(url: string | null, signal: AbortSignal): Promise<AccountCheck>;
}

/** No case holds a token. */
export type GrantState =
  | { kind: 'ready' }
  /** Nothing leaves until a person who manages the account consents (again). */
  | { kind: 'consent_needed'; reason: string }
  | { kind: 'misconfigured'; reason: string }
  | { kind: 'temporary'; reason: string };

export type GrantConnection =
  | { kind: 'connected' }
  | Exclude<GrantState, { kind: 'ready' }>
  /** No answer came: the code may be used up, and the consent is to be given once more. */
  | { kind: 'unknown'; reason: string };

/** An account that sends by the consent of the person who manages it. The grant runs out unless it is renewed. */
export interface GrantKeeper {
  /** For a schedule, every few minutes, in any number of processes. */
  refreshIfDue(signal: AbortSignal): Promise<GrantState>;
  /** The code of a consent becomes the account's grant, and it is stored. */
  connect(code: string, verifier: string, signal: AbortSignal): Promise<GrantConnection>;
}

/** A file that a person sent, as the platform has it now. No case holds an address or a token. */
export type MediaResult =
  /** The connection is held until the bytes are read or the signal aborts. Longer than `MEDIA_BYTES_AT_MOST` it breaks off. */
  | { kind: 'file'; bytes: AsyncIterable<Uint8Array> }
  /** The platform has it no more. */
  | { kind: 'gone' }
  /** Too large, or not where the platform keeps files. */
  | { kind: 'refused'; reason: string }
  | { kind: 'temporary'; reason: string };

/** What bots may fetch from Telegram (https://core.telegram.org/bots/api#getfile); for the other platforms our own rule. */
export const MEDIA_BYTES_AT_MOST = 20_000_000;

/** Photos and voice notes of people, by the id or link that came with them. */
export interface MediaSource {
  /** Never throws. The signal must bring a deadline. */
  fetchMedia(fileId: string, signal: AbortSignal): Promise<MediaResult>;
}
