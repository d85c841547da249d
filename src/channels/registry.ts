import { z } from 'zod';
import { maxInFlight } from '../deliveries/lane.ts';
import type { AccountSetup, Channel, PressAcknowledger, UpdatePuller } from './channel.ts';
import { createTelegramChannel } from './telegram/index.ts';

/** A channel as the service runs it: sends, receives, sets itself up. */
export type ServiceChannel = Channel &
  PressAcknowledger &
  UpdatePuller &
  AccountSetup & { close(): Promise<void> };

export interface ChannelSettings {
  telegramApiRoot: string;
}

const telegramCredentials = z.object({ token: z.string(), webhookSecret: z.string().nullable() });

/** What is sealed in a Telegram account's row. */
export function telegramCredentialsText(credentials: z.infer<typeof telegramCredentials>): string {
  return JSON.stringify(telegramCredentials.parse(credentials));
}

/** The channel of an account. The explicit list: a new channel is a new case here. */
export function openChannel(
  account: { channel: 'telegram' | 'zalo'; credentials: string; ratePerSecond: number },
  settings: ChannelSettings,
): ServiceChannel | null {
  switch (account.channel) {
    case 'telegram': {
      const { token, webhookSecret } = telegramCredentials.parse(JSON.parse(account.credentials));
      return createTelegramChannel({
        token,
        webhookSecret,
        apiRoot: settings.telegramApiRoot,
        // A send that waits here for a connection would spend its beat without leaving.
        maxInFlight: maxInFlight(account.ratePerSecond),
      });
    }
    case 'zalo':
      return null;
  }
}
