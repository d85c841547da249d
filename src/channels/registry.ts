import { z } from 'zod';
import { TELEGRAM_BUDGET } from '../../config/channels.ts';
import { maxInFlight } from '../deliveries/lane.ts';
import type {
  AccountChecker,
  AccountSetup,
  Channel,
  GrantKeeper,
  MediaSource,
  PressAcknowledger,
  UpdatePuller,
} from './channel.ts';
import { type RateFeedback, rateOfBudget } from './follow-rate.ts';
import { createTelegramChannel } from './telegram/index.ts';
import { createZaloChannel, ZALO_LIMITS, type ZaloRoute, type ZaloTokenStore } from './zalo/index.ts';

/** How what people write comes in. */
export type Intake =
  /** We tell the platform where to call us; without a public address we ask it. */
  | { kind: 'set_by_us'; setup: AccountSetup; puller: UpdatePuller }
  /** A person enters our address at the platform, and the platform's secret here. */
  | { kind: 'set_by_hand'; hasSecret: boolean };

/** A channel as the service runs it, with what this platform can do. What it cannot do is null, not pretended. */
export interface OpenChannel {
  channel: Channel & AccountChecker;
  media: MediaSource;
  /** Null where a press shows no waiting sign. */
  presses: PressAcknowledger | null;
  intake: Intake;
  /** Null where the credentials of an account do not run out. */
  grant: GrantKeeper | null;
  /** Takes over what another process learned of the account; what is learned is never unlearned. */
  learn(settings: LearnedSettings): void;
  close(): Promise<void>;
}

/** What an account learned at work, and begins with the next time. */
export interface LearnedSettings {
  /** Endpoint that the platform told us to send by; null for the usual one. */
  sendRoute: ZaloRoute | null;
  buttonsRefused: boolean;
  /** The platform's id of the account that consented; null until one has. */
  boundId: string | null;
}

export interface ZaloSettings {
  apiRoot: string;
  oauthRoot: string;
  tokenStoreOf(channelAccountId: string): ZaloTokenStore;
  /** These are called in the middle of a send: they return at once and do not throw. */
  onRoute(channelAccountId: string, route: ZaloRoute): void;
  onButtonsRefused(channelAccountId: string): void;
  onConsentNeeded(channelAccountId: string, reason: string): void;
  /** `begunWith`: messages a second when the account was opened. */
  onRate(channelAccountId: string, begunWith: number, feedback: RateFeedback): void;
  /** What is left of the messages that the package pays. */
  onPaidQuota(channelAccountId: string, quota: { left: number; total: number | null }): void;
}

export interface ChannelSettings {
  telegramApiRoot: string;
  zalo: ZaloSettings;
}

const telegramCredentials = z.object({ token: z.string(), webhookSecret: z.string().nullable() });
const zaloCredentials = z.object({
  appId: z.string().min(1),
  appSecret: z.string().min(1),
  /** None before Zalo shows it, which it does once the webhook's address is saved; two while one replaces the other. */
  webhookSecrets: z.array(z.string().min(1)).max(2),
});

/** Messages a second of a new Zalo account, until its package is known to allow more. */
export const ZALO_FIRST_RATE = ZALO_LIMITS.ratePerSecond;
/** What it may come to by what Zalo says with each answer. */
const ZALO_HIGHEST_RATE = rateOfBudget(ZALO_LIMITS.appCallsPerMinute);

const TEXT_LENGTHS = { telegram: TELEGRAM_BUDGET.textLength, zalo: ZALO_LIMITS.splitLength } as const;

/** Of a text under a picture or voice note. Where a channel carries none of the kind, the text goes alone. */
const CAPTION_LENGTHS = { telegram: TELEGRAM_BUDGET.captionLength, zalo: ZALO_LIMITS.splitLength } as const;

/** UTF-16 units of a text that each of these channels can carry in one message. */
export function textLengthFor(
  channels: readonly (keyof typeof TEXT_LENGTHS)[],
  file: 'photo' | 'voice' | null = null,
): number {
  const lengths = channels.map((channel) =>
    file !== null && carriesFile(channel, file) ? CAPTION_LENGTHS[channel] : TEXT_LENGTHS[channel],
  );
  return Math.min(TELEGRAM_BUDGET.textLength, ...lengths);
}

/** An Official Account sends pictures, and no sound (src/channels/zalo). */
export function carriesFile(channel: keyof typeof TEXT_LENGTHS, file: 'photo' | 'voice'): boolean {
  return channel === 'telegram' || file === 'photo';
}

/** What is sealed in a Telegram account's row. */
export function telegramCredentialsText(credentials: z.infer<typeof telegramCredentials>): string {
  return JSON.stringify(telegramCredentials.parse(credentials));
}

/** What is sealed in a Zalo account's row. Its tokens are apart: they change every day. */
export function zaloCredentialsText(credentials: z.infer<typeof zaloCredentials>): string {
  return JSON.stringify(zaloCredentials.parse(credentials));
}

/** What is sealed in a Zalo account's row, for the tools of an operator. Throws for other credentials. */
export function readZaloCredentials(credentials: string): z.infer<typeof zaloCredentials> {
  return zaloCredentials.parse(JSON.parse(credentials));
}

export function openTelegram(
  account: { credentials: string; ratePerSecond: number },
  settings: Pick<ChannelSettings, 'telegramApiRoot'>,
): OpenChannel {
  const { token, webhookSecret } = telegramCredentials.parse(JSON.parse(account.credentials));
  const channel = createTelegramChannel({
    token,
    webhookSecret,
    apiRoot: settings.telegramApiRoot,
    // A send that waits here for a connection would spend its beat without leaving.
    maxInFlight: maxInFlight(account.ratePerSecond),
  });
  return {
    channel,
    media: channel,
    presses: channel,
    intake: { kind: 'set_by_us', setup: channel, puller: channel },
    grant: null,
    learn: () => {},
    close: () => channel.close(),
  };
}

function openZalo(
  account: { id: string; credentials: string; ratePerSecond: number } & LearnedSettings,
  settings: ZaloSettings,
): OpenChannel {
  const { appId, appSecret, webhookSecrets } = readZaloCredentials(account.credentials);
  const { id } = account;
  const channel = createZaloChannel({
    appId,
    appSecret,
    webhookSecrets,
    oaId: account.boundId,
    apiRoot: settings.apiRoot,
    oauthRoot: settings.oauthRoot,
    tokenStore: settings.tokenStoreOf(id),
    ...(account.sendRoute === null ? {} : { route: account.sendRoute }),
    buttons: !account.buttonsRefused,
    maxInFlight: maxInFlight(Math.max(account.ratePerSecond, ZALO_HIGHEST_RATE)),
    onRate: (feedback) => settings.onRate(id, account.ratePerSecond, feedback),
    onSent: ({ quota }) => {
      // "reply" is the free window: what it says of remaining messages means nothing.
      if (quota === null || quota.quotaType === 'reply' || quota.remain === null) return;
      settings.onPaidQuota(id, { left: quota.remain, total: quota.total });
    },
    onRoute: (route) => settings.onRoute(id, route),
    onButtonsRefused: () => settings.onButtonsRefused(id),
    onConsentNeeded: (reason) => settings.onConsentNeeded(id, reason),
  });
  return {
    channel,
    media: channel,
    presses: null,
    intake: { kind: 'set_by_hand', hasSecret: webhookSecrets.length > 0 },
    grant: channel,
    learn: ({ sendRoute, buttonsRefused, boundId }) =>
      channel.learn({ route: sendRoute, buttonsRefused, oaId: boundId }),
    close: () => channel.close(),
  };
}

/** The channel of an account. The explicit list: a new channel is a new case here. */
export function openChannel(
  account: {
    id: string;
    channel: 'telegram' | 'zalo';
    credentials: string;
    ratePerSecond: number;
  } & LearnedSettings,
  settings: ChannelSettings,
): OpenChannel {
  switch (account.channel) {
    case 'telegram':
      return openTelegram(account, settings);
    case 'zalo':
      return openZalo(account, settings.zalo);
  }
}
