import type { ChannelNotice, OutgoingMessage } from '../channels/channel.ts';

/** A notice of which something is made; the others are dropped as they come. */
export type UsefulNotice = Omit<ChannelNotice, 'content' | 'chatExternalId'> &
  (
    | {
        chatExternalId: string;
        content: Extract<ChannelNotice['content'], { kind: 'echo' | 'human_takeover' }>;
      }
    | { chatExternalId: null; content: TemplateStatus }
  );

export type TemplateStatus = Extract<ChannelNotice['content'], { kind: 'template_status' }>;

export type StoredNotice = {
  id: string;
  laneId: string;
  /** It has waited for so long that what it could settle would have shown by now. */
  late: boolean;
} & (
  | {
      contactPointId: string;
      /** Null when it cannot be opened. */
      content: { kind: 'echo'; messageId: string; text: string } | { kind: 'human_takeover' } | null;
    }
  | { contactPointId: null; channelAccountId: string; sequence: string; content: TemplateStatus | null }
);

/** A message of ours as the platform has it. */
export interface Echo {
  contactPointId: string;
  laneId: string;
  messageId: string;
  text: string;
}

export interface NoticeStore {
  /** Stores those that are new, and about chats that we know or about the account; how many. */
  store(channelAccountId: string, notices: readonly UsefulNotice[]): Promise<number>;
  /** The oldest that wait and that nobody else holds, for this transaction. */
  take(lateAfterMs: number, limit: number): Promise<readonly StoredNotice[]>;
  /** Blanks what was handled, and forgets what is a day old. */
  finish(ids: readonly string[]): Promise<void>;
  /**
   * A message of this chat whose fate is unknown is `sent` when it alone begins with the same words and the platform's id
   * is that of no message whose answer came. `not_yet`: one is under way whose answer may still come.
   */
  settle(echo: Echo): Promise<'settled' | 'not_yet' | 'nothing'>;
  /** Our dialog is silent in this chat for so long from now. `began`: it was not silent before. Null: no such chat. */
  pauseBot(contactPointId: string, ms: number): Promise<{ began: boolean; until: Date } | null>;
  householdOf(contactPointId: string): Promise<{ policeUnitId: string; label: string } | null>;
}

/** The templates of accounts, as far as platforms change them. */
export interface TemplateStatuses {
  /** What the platform says of a template. False when we have none such, or a newer word of it. */
  noteStatus(channelAccountId: string, status: TemplateStatus & { sequence: string }): Promise<boolean>;
}

export interface TakeoverComposer {
  /** What officers are told when staff took a chat over by the platform's own tool. */
  takeover(notice: { household: string; until: Date }): OutgoingMessage;
}
