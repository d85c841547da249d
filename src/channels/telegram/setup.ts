import { assertNever } from '../../shared/assert-never.ts';
import type { AccountCheck, CommandHint } from '../channel.ts';
import type { TelegramApi } from './api.ts';
import { callTelegram } from './call.ts';
import { outcomeOfError } from './errors.ts';
import { ALLOWED_UPDATES } from './pull.ts';
import { accountSchema } from './schema.ts';

/** `getMe`. */
export async function checkAccount(api: TelegramApi, signal: AbortSignal): Promise<AccountCheck> {
  return setUp(
    () => api.getMe(signal),
    async (answer) => {
      const account = accountSchema.safeParse(answer);
      if (!account.success) return { kind: 'temporary', reason: 'unreadable_answer' };
      const { id, username, first_name } = account.data;
      return { kind: 'ready', externalId: id, name: username ?? first_name };
    },
  );
}

/** `setMyCommands`; the empty language is for everyone whose language has no list of its own. */
export async function publishCommands(
  api: TelegramApi,
  language: 'vi' | 'en' | '',
  commands: readonly CommandHint[],
  signal: AbortSignal,
): Promise<AccountCheck> {
  const list = commands.map(({ command, description }) => ({ command, description }));
  return setUp(
    () =>
      api.setMyCommands(
        language === '' ? { commands: list } : { commands: list, language_code: language },
        signal,
      ),
    () => checkAccount(api, signal),
  );
}

/** `setWebhook` with the secret, or (null) `deleteWebhook`. Waiting updates are kept in both. */
export async function setWebhook(
  api: TelegramApi,
  url: string | null,
  secret: string | null,
  signal: AbortSignal,
): Promise<AccountCheck> {
  if (url !== null && !secret) return { kind: 'misconfigured', reason: 'webhook_secret_missing' };
  return setUp(
    () =>
      url === null || secret === null
        ? api.deleteWebhook({ drop_pending_updates: false }, signal)
        : api.setWebhook(
            { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, drop_pending_updates: false },
            signal,
          ),
    () => checkAccount(api, signal),
  );
}

async function setUp(
  run: () => Promise<unknown>,
  onAnswer: (answer: unknown) => Promise<AccountCheck>,
): Promise<AccountCheck> {
  const result = await callTelegram(run);
  switch (result.kind) {
    case 'answered':
      return onAnswer(result.result);
    case 'refused': {
      const outcome = outcomeOfError(result.answer, { chatExternalId: null, editMessageId: null });
      if (outcome.kind === 'throttled') return { kind: 'temporary', reason: 'telegram_429' };
      const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
      return { kind: outcome.kind === 'temporary' ? 'temporary' : 'misconfigured', reason };
    }
    case 'failed':
      return { kind: 'temporary', reason: result.outcome.reason };
    default:
      return assertNever(result);
  }
}
