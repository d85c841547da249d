import { TELEGRAM_BUDGET } from '../../../config/channels.ts';
import type {
  AccountSetup,
  Channel,
  FileSender,
  MediaSource,
  PressAcknowledger,
  UpdatePuller,
} from '../channel.ts';
import { createApi } from './api.ts';
import { createFileSender } from './files.ts';
import { parseInbound } from './inbound.ts';
import { createDownloads } from './media.ts';
import { pullUpdates } from './pull.ts';
import { acknowledgePress, sendMessage } from './send.ts';
import { checkAccount, publishCommands, setWebhook } from './setup.ts';
import { createTransport, type Transport } from './transport.ts';
import { verifyWebhook } from './webhook.ts';

export { parseJsonKeepingLargeIds } from './large-ids.ts';
export { splitMessage, splitText } from './render.ts';
export { type Transport, TransportError } from './transport.ts';

export interface TelegramOptions {
  token: string;
  /** "https://api.telegram.org", a self-hosted Bot API server, or a fake. */
  apiRoot: string;
  /** What Telegram repeats in each webhook request; without it every request is forged. */
  webhookSecret: string | null;
  /** Messages that wait for an answer at one time: as many connections. */
  maxInFlight?: number;
  /** Instead of our own connections. What it throws decides between `temporary` and `unknown`. */
  transport?: Pick<Transport, 'call'>;
}

export interface TelegramChannel extends Channel, PressAcknowledger, UpdatePuller, AccountSetup, MediaSource {
  readonly files: FileSender;
  /** Ends when the calls in flight have. */
  close(): Promise<void>;
}

/** Presses, long polling and set-up: apart from sending, so that a storm of presses never delays an alert. */
const SIDE_CONNECTIONS = 32;

/** One bot. Nothing it returns or throws holds the token, a URL or a text. */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, webhookSecret } = options;
  const apiRoot = options.apiRoot.replace(/\/+$/, '');
  const main = createTransport(apiRoot, options.maxInFlight ?? TELEGRAM_BUDGET.maxInFlight);
  const side = createTransport(apiRoot, SIDE_CONNECTIONS);
  const downloads = createDownloads(apiRoot, token);
  const sending = createApi(token, options.transport ?? main);
  const api = createApi(token, options.transport ?? side);

  return {
    id: 'telegram',
    limits: { textLength: TELEGRAM_BUDGET.textLength, sendTimeoutMs: TELEGRAM_BUDGET.sendTimeoutMs },
    send: (message, target, signal) => sendMessage(sending, message, target, signal),
    files: createFileSender(sending),
    acknowledgePress: (pressId, signal) => acknowledgePress(api, pressId, signal),
    parseInbound,
    verifyWebhook: (request) => verifyWebhook(request, webhookSecret),
    pull: (offset, timeoutSeconds, signal) => pullUpdates(api, offset, timeoutSeconds, signal),
    check: (signal) => checkAccount(api, signal),
    publishCommands: (language, commands, signal) => publishCommands(api, language, commands, signal),
    setWebhook: (url, signal) => setWebhook(api, url, webhookSecret, signal),
    fetchMedia: (fileId, signal) => downloads.fetch(api, fileId, signal),
    close: async () => {
      await Promise.all([main.close(), side.close(), downloads.close()]);
    },
  };
}
