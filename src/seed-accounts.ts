import { TELEGRAM_BUDGET } from '../config/channels.ts';
import type { Env } from '../config/env.ts';
import {
  openTelegram,
  telegramCredentialsText,
  ZALO_FIRST_RATE,
  zaloCredentialsText,
} from './channels/registry.ts';
import type { Container } from './container.ts';
import { StartError } from './start-error.ts';

const CALL_TIMEOUT_MS = 15_000;

/** Makes the account of the environment's token a row, so that every process finds it. Its id is not secret. */
export async function seedAccount(container: Container, telegram: Env['telegram']): Promise<void> {
  const token = telegram.botToken;
  if (token === null) return;
  const externalId = token.slice(0, token.indexOf(':'));
  const account = {
    channel: 'telegram',
    externalId,
    name: externalId,
    credentials: telegramCredentialsText({ token, webhookSecret: telegram.webhookSecret }),
    ratePerSecond: TELEGRAM_BUDGET.ratePerSecond,
  } as const;
  // Asked before it is written: a mistyped token must not stay as an account that is down for good.
  const open = openTelegram(account, { telegramApiRoot: telegram.apiRoot });
  const check = await open.channel.check(AbortSignal.timeout(CALL_TIMEOUT_MS));
  await open.close();
  if (check.kind === 'misconfigured') {
    throw new StartError(
      'Telegram refuses TELEGRAM_BOT_TOKEN. Copy the token again from @BotFather (/mybots → API Token).',
    );
  }
  await container.inTransaction((stores) => stores.accounts.ensure(account));
}

/** The same for the app of the environment. Its OA is known when an administrator has consented, so it has the app's id. */
export async function seedZalo(
  container: Container,
  { app }: Env['zalo'],
  ratePerSecond: number = ZALO_FIRST_RATE,
): Promise<void> {
  if (app === null) return;
  const { id, secret, oaSecrets } = app;
  await container.inTransaction((stores) =>
    stores.accounts.ensure({
      channel: 'zalo',
      externalId: id,
      name: id,
      credentials: zaloCredentialsText({ appId: id, appSecret: secret, webhookSecrets: [...oaSecrets] }),
      ratePerSecond,
    }),
  );
}
