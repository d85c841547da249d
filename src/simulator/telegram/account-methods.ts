import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { type ApiAnswer, REFUSALS, success } from './answers.ts';
import { commandSchema } from './journal-events.ts';
import { jsonParam, type Params, textParam } from './params.ts';
import type { FakeBot } from './state.ts';
import { allowedUpdatesSchema } from './updates.ts';
import type { Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

/** The platform documents no number; bots in the field see presses refused after about a quarter of an hour. */
export const PRESS_LIFE_MS = 15 * 60_000;

const MAX_NOTICE_LENGTH = 200;

type Method = (bot: FakeBot, params: Params) => ApiAnswer;

export type AccountMethods = Record<
  | 'getMe'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'getWebhookInfo'
  | 'setMyCommands'
  | 'getMyCommands'
  | 'answerCallbackQuery'
  | 'getFile',
  Method
>;

export function createAccountMethods(deps: {
  world: World;
  clock: Clock;
  webhooks: Webhooks;
  pressLifeMs: number;
}): AccountMethods {
  const { world, clock, webhooks, pressLifeMs } = deps;

  function setWebhook(bot: FakeBot, url: string, secret: string, params: Params): void {
    if (textParam(params, 'drop_pending_updates') === 'true') {
      world.record({ e: 'confirmed', bot: bot.id, offset: String(bot.lastUpdateId + 1n) });
    }
    world.record({ e: 'webhook', bot: bot.id, url, secret });
    webhooks.changed(bot);
  }

  function deleteWebhook(bot: FakeBot, params: Params): ApiAnswer {
    const wasSet = bot.webhook.url !== '';
    setWebhook(bot, '', '', params);
    return success('true', wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
  }

  return {
    deleteWebhook,

    getMe: (bot) =>
      success(
        `${bot.json.slice(0, -1)},"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}`,
      ),

    setWebhook(bot, params) {
      const url = textParam(params, 'url');
      if (url === '') return deleteWebhook(bot, params);
      const secret = textParam(params, 'secret_token');
      if (!/^[\w-]{0,256}$/.test(secret)) return REFUSALS.secretInvalid;
      // The platform asks for https; a stand-in on loopback takes http too.
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return REFUSALS.webhookInvalid;
      const allowed = jsonParam(params, 'allowed_updates', allowedUpdatesSchema);
      if (allowed.kind === 'given') world.record({ e: 'allowed', bot: bot.id, updates: allowed.value });
      setWebhook(bot, url, secret, params);
      return success('true', 'Webhook was set');
    },

    getWebhookInfo(bot) {
      const lastError = webhooks.lastErrorOf(bot.id);
      const info = {
        url: bot.webhook.url,
        has_custom_certificate: false,
        pending_update_count: bot.pending.length,
        ...(lastError === null
          ? {}
          : { last_error_date: Math.floor(lastError.atMs / 1000), last_error_message: lastError.message }),
        ...(bot.webhook.url === '' ? {} : { max_connections: 40 }),
        ...(bot.allowedUpdates.length === 0 ? {} : { allowed_updates: bot.allowedUpdates }),
      };
      return success(JSON.stringify(info));
    },

    setMyCommands(bot, params) {
      const given = jsonParam(params, 'commands', z.array(commandSchema));
      if (given.kind !== 'given') return REFUSALS.commandsInvalid;
      const commands = given.value.map(({ command, description }) => ({
        command: command.replace(/^\//, ''),
        description,
      }));
      for (const { command, description } of commands) {
        if (!/^[a-z0-9_]{1,32}$/.test(command) || description.length < 1 || description.length > 256) {
          return REFUSALS.commandInvalid;
        }
      }
      world.record({ e: 'commands', bot: bot.id, scope: textParam(params, 'language_code'), commands });
      return success('true');
    },

    getMyCommands: (bot, params) =>
      success(JSON.stringify(bot.commands.get(textParam(params, 'language_code')) ?? [])),

    answerCallbackQuery(bot, params) {
      const press = bot.queries.get(textParam(params, 'callback_query_id'));
      const at = clock.now().getTime();
      if (press === undefined || at - press.atMs > pressLifeMs) return REFUSALS.queryTooOld;
      const text = textParam(params, 'text').slice(0, MAX_NOTICE_LENGTH);
      world.record({ e: 'answered', bot: bot.id, query: press.queryId, text, at });
      return success('true');
    },

    getFile(_bot, params) {
      const fileId = textParam(params, 'file_id');
      if (!/^[\w-]{4,}$/.test(fileId)) return REFUSALS.fileInvalid;
      const path = fileId.startsWith('voice') ? `voice/${fileId}.oga` : `photos/${fileId}.png`;
      const size = sampleFile(path).length;
      return success(
        `{"file_id":"${fileId}","file_unique_id":"u${fileId}","file_size":${size},"file_path":"${path}"}`,
      );
    },
  };
}

/** A picture of one grey dot. */
const SAMPLE_PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
/** A fifth of a second of silence. */
const SAMPLE_VOICE = Buffer.from(
  'T2dnUwACAAAAAAAAAAABAAAAAAAAAByf9dkBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAEAAAABAAAAtQZ5LwEUT3B1c1RhZ3MEAAAAbm9uZQAAAABPZ2dTAASAJQAAAAAAAAEAAAACAAAAoJgkegoDAwMDAwMDAwMD+P/++P/++P/++P/++P/++P/++P/++P/++P/++P/+',
  'base64',
);

/** What every file of a kind holds. */
export function sampleFile(path: string): Buffer {
  return path.endsWith('.oga') ? SAMPLE_VOICE : SAMPLE_PHOTO;
}
