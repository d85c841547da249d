import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import { errorFields, type Logger, silentLogger } from '../../shared/logger.ts';
import { noJournal, openJournal } from '../journal.ts';
import { createSentFiles, type SentFiles } from '../sent-files.ts';
import { createServerCounters } from '../server-counters.ts';
import { createAccountMethods, PRESS_LIFE_MS, sampleFile } from './account-methods.ts';
import { type ApiAnswer, REFUSALS } from './answers.ts';
import { createBotControl, createPeople, type FakeBotControl, type SendView } from './control.ts';
import { answerControl, type TelegramControl } from './control-http.ts';
import { playFault } from './fault-play.ts';
import { createFaults } from './faults.ts';
import { type JournalEvent, journalEventSchema } from './journal-events.ts';
import { type Params, parseJsonObject, parseParams, readBody, textParam } from './params.ts';
import { type Budgets, createRateLimits, TELEGRAM_BUDGETS } from './rate-limits.ts';
import { createSendMethods } from './send-methods.ts';
import type { AcceptedSend, FakeBot } from './state.ts';
import { createLongPolling } from './updates.ts';
import { createWebhooks } from './webhooks.ts';
import { createWorld } from './world.ts';

export interface FakeTelegramOptions {
  clock: Clock;
  /** Where everything is kept between runs; without it, it lives as long as the process. */
  journalFile?: string;
  budgets?: Partial<Budgets>;
  /** Ids of users and updates above 2^53, as JSON integers. */
  largeIds?: boolean;
  /** How long a press may wait for `answerCallbackQuery`. */
  pressLifeMs?: number;
  logger?: Logger;
}

export interface FakeTelegram extends TelegramControl {
  /** Starts serving. Port 0 takes a free one. `apiRoot` is what `TELEGRAM_API_ROOT` wants. */
  listen(port: number, host?: string): Promise<{ apiRoot: string; port: number }>;
  close(): Promise<void>;
  /** What bots have uploaded, by file id. */
  readonly files: SentFiles;
}

type Handler = (bot: FakeBot, params: Params, hungUp: AbortSignal) => ApiAnswer | Promise<ApiAnswer>;

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A stand-in for the Telegram Bot API over HTTP, with people. https://core.telegram.org/bots/api */
export function createFakeTelegram(options: FakeTelegramOptions): FakeTelegram {
  const { clock, logger = silentLogger } = options;
  const journal =
    options.journalFile === undefined
      ? noJournal<JournalEvent>()
      : openJournal(options.journalFile, journalEventSchema);
  const world = createWorld({ largeIds: options.largeIds ?? false, journal });
  const limits = createRateLimits({ ...TELEGRAM_BUDGETS, ...options.budgets });
  const counters = createServerCounters();
  const faults = createFaults();
  const polling = createLongPolling({ world, clock });
  const webhooks = createWebhooks({ world, clock });
  const people = createPeople(world);
  const botIdByToken = new Map<string, string>();
  const controls = new Map<string, FakeBotControl>();

  const files = createSentFiles();
  const sending = createSendMethods({ world, limits, counters, clock, files });
  const account = createAccountMethods({
    world,
    clock,
    webhooks,
    pressLifeMs: options.pressLifeMs ?? PRESS_LIFE_MS,
  });
  const handlers = new Map<string, Handler>([['getupdates', polling.getUpdates]]);
  for (const [name, method] of Object.entries<Handler>({ ...sending, ...account })) {
    handlers.set(name.toLowerCase(), method);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readBody(request);
    if (read.kind === 'aborted') return;
    if (read.kind === 'too_large') return answer(response, REFUSALS.tooLarge);
    const url = request.url ?? '/';
    const queryAt = url.indexOf('?');
    const path = queryAt === -1 ? url : url.slice(0, queryAt);
    const query = queryAt === -1 ? '' : url.slice(queryAt + 1);

    if (path.startsWith('/control/')) return control(request, response, path, query, read.body);
    const [, route = '', methodName = ''] = path.split('/');
    if (route === 'file') return download(path, response);
    const botId = route.startsWith('bot') ? botIdByToken.get(decodeURIComponent(route.slice(3))) : undefined;
    const bot = botId === undefined ? undefined : world.bots.get(botId);
    // As on the platform: what does not look like a token is a wrong address, not a wrong token.
    if (bot === undefined)
      return answer(response, looksLikeToken(route) ? REFUSALS.unauthorized : REFUSALS.notFound);
    const method = methodName.toLowerCase();
    const handler = handlers.get(method);
    if (handler === undefined) return answer(response, REFUSALS.notFound);
    const params = await parseParams(query, request.headers['content-type'] ?? '', read.body);
    if (params === null) return answer(response, REFUSALS.badJson);

    const fault = faults.take(method, textParam(params, 'chat_id'));
    const hungUp = method === 'getupdates' ? hungUpSignal(response) : NEVER;
    if (fault === null) return answer(response, await handler(bot, params, hungUp));
    await playFault({ fault, response, clock, call: () => handler(bot, params, hungUp), answer });
  }

  function control(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
    body: Buffer,
  ): void {
    // A page in a browser must not reach it either, so nothing with an Origin is served.
    const local = LOOPBACK.has(request.socket.remoteAddress ?? '') && request.headers.origin === undefined;
    if (!local) return answer(response, REFUSALS.notFound);
    const input = body.length === 0 ? {} : parseJsonObject(body.toString('utf8'));
    const result = answerControl(
      telegram,
      request.method ?? 'GET',
      path.slice('/control/'.length),
      new URLSearchParams(query),
      input,
    );
    answer(response, { status: result.status, body: JSON.stringify(result.body) });
  }

  function download(path: string, response: ServerResponse): void {
    const [, , route = ''] = path.split('/');
    if (!botIdByToken.has(decodeURIComponent(route.slice(3)))) return answer(response, REFUSALS.unauthorized);
    const name = path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    const file = files.get(name)?.bytes ?? sampleFile(path);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.length });
    response.end(file);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      logger.error(errorFields(error), 'the fake Telegram server failed on a call');
      if (!response.headersSent) answer(response, REFUSALS.internal);
    });
  });
  server.keepAliveTimeout = 60_000;

  const telegram: FakeTelegram = {
    ...people,
    faults,
    files,
    listen(port, host = '127.0.0.1') {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const actual = portOf(server.address());
          resolve({ apiRoot: `http://${host}:${actual}`, port: actual });
        });
      });
    },
    async close() {
      polling.close();
      await webhooks.close();
      if (server.listening) {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      }
      journal.close();
    },
    registerBot({ token, username, name = username }) {
      const id = token.slice(0, token.indexOf(':'));
      if (!looksLikeToken(`bot${token}`)) throw new Error('A bot token is a number, a colon and a secret');
      const known = world.bots.get(id);
      if (known?.username !== username || known.name !== name) {
        world.record({ e: 'bot', id, name, username });
      }
      const bot = world.bots.get(id);
      if (bot === undefined) throw new Error('The bot was not registered');
      botIdByToken.set(token, id);
      const wake = (woken: FakeBot) => {
        polling.wake(woken.id);
        webhooks.wake(woken);
      };
      const botControl = createBotControl({ world, clock, bot, wake });
      controls.set(id, botControl);
      // Updates of an earlier run may wait for their webhook.
      webhooks.wake(bot);
      return botControl;
    },
    bot: (id) => controls.get(id) ?? null,
    stats: () => ({ ...counters.read(clock.monotonicMs()), accepted: world.sends.length }),
    sends: (contains = '') =>
      world.sends.filter((send) => send.message.sentText.includes(contains)).map(viewSend),
    sendsTo: (chatId) => world.sends.filter((send) => send.chatId === chatId).map(viewSend),
  };
  return telegram;
}

const NEVER = new AbortController().signal;

function hungUpSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

function answer(response: ServerResponse, { status, body }: ApiAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function looksLikeToken(route: string): boolean {
  return /^bot\d+(:|%3A)[\w-]+$/i.test(route);
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The fake Telegram server has no TCP port');
  return address.port;
}

function viewSend({ botId, chatId, message }: AcceptedSend): SendView {
  return { botId, chatId, messageId: message.id, atMs: message.atMs, text: message.sentText };
}
