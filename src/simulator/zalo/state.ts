import type { MonthlyCount } from './calendar.ts';
import type { Button, Content } from './content.ts';

/** What the platform knows, in memory. Ids are decimal strings. */

/** 1: a person's, 2: a business's, 4: a state agency's. */
export type OaType = 1 | 2 | 4;

/** `blocked`, `restricted`: by the person. `inactive`: banned, or away for more than 45 days. */
export type Standing = 'normal' | 'blocked' | 'restricted' | 'inactive';

export interface FakeMessage {
  id: string;
  /** `staff`: a person answered in the account's own chat tool. */
  from: 'oa' | 'staff' | 'person';
  adminId: string | null;
  atMs: number;
  content: Content;
  buttons: Button[];
  quotedId: string | null;
  receivedAtMs: number | null;
  seenAtMs: number | null;
  reactions: string[];
}

export interface FakePress {
  messageId: string;
  payload: string;
  atMs: number;
  /** How many messages the chat held at the press. */
  seen: number;
}

/** One person at one account: `user_id` is the account's own name for the person. */
export interface FakeContact {
  id: string;
  idByApp: string;
  name: string;
  /** '' is not shared. */
  phone: string;
  alias: string;
  follower: boolean;
  unfollowedAtMs: number | null;
  lastInteractionMs: number | null;
  standing: Standing;
  /** How often the person blocked the account. */
  blocks: number;
  /** By which the host knows this person again in its next run. */
  handle: string | null;
  /** An administrator of the account: gets templates in development mode. */
  admin: boolean;
  clickedChatNow: boolean;
  tags: Set<string>;
  messages: FakeMessage[];
  presses: FakePress[];
}

export interface FakeAnonymous {
  id: string;
  conversationId: string;
  messages: FakeMessage[];
}

export interface FakeGroup {
  id: string;
  name: string;
  memberIds: Set<string>;
  disabled: boolean;
  /** An account cannot write into groups that it did not make. */
  own: boolean;
  messages: (FakeMessage & { senderId: string })[];
}

export interface TemplateParameter {
  name: string;
  maxLength: number;
}

export interface FakeTemplate {
  id: string;
  status: 'enabled' | 'pending' | 'rejected' | 'disabled' | 'foreign';
  /** `promotion` is refused at night. */
  tag: 'transaction' | 'customer_care' | 'promotion';
  byUid: boolean;
  parameters: TemplateParameter[];
  priceVnd: number;
}

export interface FakeUpload {
  kind: 'image' | 'gif' | 'file';
  name: string;
  /** Where it is shown. */
  url: string;
  sizeBytes: number;
  expiresAtMs: number;
}

export interface FakeOa {
  id: string;
  name: string;
  type: OaType;
  /** Signs the events. The platform shows it once a webhook is saved. */
  secretKey: string;
  contacts: Map<string, FakeContact>;
  anonymous: Map<string, FakeAnonymous>;
  groups: Map<string, FakeGroup>;
  templates: Map<string, FakeTemplate>;
  uploads: Map<string, FakeUpload>;
  articles: Set<string>;
  tags: Set<string>;
  uploadCount: MonthlyCount;
  /** Messages past the free window that the package pays, a month. */
  paidPool: { total: number; count: MonthlyCount };
  /** For templates; null: no billing account is linked. */
  balanceVnd: number | null;
}

export interface AcceptedSend {
  oaId: string;
  /** The person, anonymous visitor or group; '' for a broadcast. */
  to: string;
  path: string;
  message: FakeMessage;
}

export function findMessage(messages: readonly FakeMessage[], id: string): FakeMessage | undefined {
  return messages.findLast((message) => message.id === id);
}
