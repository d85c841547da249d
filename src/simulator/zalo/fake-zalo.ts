import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import { errorFields, type Logger, silentLogger } from '../../shared/logger.ts';
import { noJournal, openJournal } from '../journal.ts';
import { createServerCounters } from '../server-counters.ts';
import { INTERNAL, NO_SUCH_API, plainJson, refused, type ZaloAnswer } from './answers.ts';
import { createAuthentication } from './authentication.ts';
import { createBacklog } from './backlog.ts';
import { viewSend } from './chat-view.ts';
import { textOf } from './content.ts';
import type { ZaloControl } from './control.ts';
import { answerControl } from './control-http.ts';
import { signEvent } from './event-bytes.ts';
import { playFault, writeAnswer } from './fault-play.ts';
import { createFaults } from './faults.ts';
import { aboutWhom, type Incoming, parseJson, readIncoming } from './incoming.ts';
import { type JournalEvent, journalEventSchema } from './journal-events.ts';
import { answerMedia } from './media.ts';
import { createOaControl, type FakeOaControl } from './oa-control.ts';
import { createOauth } from './oauth.ts';
import { type Budgets, createRateLimits, ZALO_BUDGETS } from './rate-limits.ts';
import { REFUSALS } from './refusals.ts';
import { createRoutes, UNCOUNTED_PATHS } from './routes.ts';
import { createTokens } from './tokens.ts';
import { createTwists } from './twists.ts';
import { createWebhooks } from './webhooks.ts';
import { createWorld } from './world.ts';

export interface FakeZaloOptions {
  clock: Clock;
  /** Port 0, the default, takes a free one. */
  port?: number;
  host?: string;
  /** Made up without them. */
  appId?: string;
  appSecret?: string;
  /** Where consent may lead back to, as registered in the console. */
  redirectUris?: readonly string[];
  budgets?: Partial<Budgets>;
  /** Where people, chats and events on their way are kept between runs; without it, they live as long as the process. */
  journalFile?: string;
  logger?: Logger;
}

export interface FakeZalo extends ZaloControl {
  /** Stands for https://openapi.zalo.me and https://oauth.zaloapp.com: their paths do not meet. */
  readonly apiRoot: string;
  readonly oauthRoot: string;
  readonly port: number;
  close(): Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A stand-in for Zalo's Official Account APIs over HTTP, with people. https://developers.zalo.me/docs */
export async function startFakeZalo(options: FakeZaloOptions): Promise<FakeZalo> {
  const { clock, host = '127.0.0.1', logger = silentLogger } = options;
  let apiRoot = '';
  const { appId, appSecret, redirectUris = [] } = options;
  const journal =
    options.journalFile === undefined
      ? noJournal<JournalEvent>()
      : openJournal(options.journalFile, journalEventSchema);
  const backlog = createBacklog(journal);
  const world = createWorld({
    clock,
    appId,
    appSecret,
    mediaRoot: () => apiRoot,
    journal: {
      ...journal,
      replay: (apply) =>
        journal.replay((event) => {
          backlog.restore(event);
          apply(event);
        }),
    },
  });
  const tokens = createTokens();
  const oauth = createOauth({ world, tokens, redirectUris });
  const authenticate = createAuthentication(world, tokens);
  const routes = createRoutes(world);
  const limits = createRateLimits({ ...ZALO_BUDGETS, ...options.budgets });
  const counters = createServerCounters();
  const calls = new Map<string, number>();
  const faults = createFaults();
  const twists = createTwists();
  const webhooks = createWebhooks({ clock, settings: world.settings, onTaken: backlog.taken });
  const controls = new Map<string, FakeOaControl>();

  world.listen((change) => {
    if (change.kind !== 'event') return;
    const { event } = change;
    const met = twists.take(event);
    if (met.some(({ kind }) => kind === 'lost')) return;
    const signed = signEvent(event, { appId: world.app.id, nowMs: world.nowMs(), twists: met });
    backlog.add(signed);
    webhooks.post(signed);
    for (const twist of met) {
      if (twist.kind !== 'duplicate') continue;
      for (let copy = 0; copy < twist.times; copy++) webhooks.post(signed);
    }
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readIncoming(request);
    if (call === null) {
      response.destroy();
      return;
    }
    if (call.path.startsWith('/control/')) return control(request, call, response);
    if (call.path.startsWith('/media/')) return answerMedia(call.path, response);
    const known = call.path.startsWith('/v4/') || routes.has(`${call.method} ${call.path}`);
    // By known paths only, so that the map stays small.
    if (known) calls.set(call.path, (calls.get(call.path) ?? 0) + 1);
    const fault = faults.take({
      path: call.path,
      oaId: () => authenticate.oaIdOf(call),
      userId: () => aboutWhom(call),
    });
    if (fault === null) return writeAnswer(response, await answer(call));
    await playFault({ fault, response, clock, call: () => answer(call) });
  }

  async function answer(call: Incoming): Promise<ZaloAnswer> {
    if (call.path.startsWith('/v4/')) return oauth.handle(call);
    const method = routes.get(`${call.method} ${call.path}`);
    if (method === undefined) return NO_SUCH_API;
    const authenticated = authenticate.check(call);
    if (authenticated.kind === 'refused') return count(authenticated.answer, 0);
    const { oa } = authenticated;
    const rate = UNCOUNTED_PATHS.has(call.path)
      ? { allowed: true, headers: {} }
      : limits.take(oa.id, clock.monotonicMs());
    if (!rate.allowed) {
      counters.throttled();
      return { ...refused(REFUSALS.rateLimit), headers: rate.headers };
    }
    const before = world.sends.length;
    const result = await method({ ...call, oa });
    return { ...count(result, world.sends.length - before), headers: rate.headers };
  }

  function count(result: ZaloAnswer, sends: number): ZaloAnswer {
    if (result.error !== 0) counters.refused();
    if (sends > 0) counters.accepted(clock.monotonicMs());
    return result;
  }

  async function control(request: IncomingMessage, call: Incoming, response: ServerResponse): Promise<void> {
    // A page in a browser must not reach it either, so nothing with an Origin is served.
    const local = LOOPBACK.has(request.socket.remoteAddress ?? '') && request.headers.origin === undefined;
    if (!local) return writeAnswer(response, NO_SUCH_API);
    const input = call.body.length === 0 ? {} : parseJson(call.body.toString('utf8'));
    const path = call.path.slice('/control/'.length);
    const { status, body } = await answerControl(zalo, call.method, path, call.query, input);
    writeAnswer(response, { ...plainJson({}), status, body: JSON.stringify(body) });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      logger.error(errorFields(error), 'the fake Zalo server failed on a call');
      if (!response.headersSent) writeAnswer(response, INTERNAL);
    });
  });
  server.keepAliveTimeout = 60_000;
  const port = await listen(options.port ?? 0);
  apiRoot = `http://${host}:${port}`;

  function listen(wanted: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, () => {
        server.off('error', reject);
        resolve(portOf(server.address()));
      });
    });
  }

  const zalo: FakeZalo = {
    apiRoot,
    oauthRoot: apiRoot,
    port,
    app: world.app,
    faults,
    twists,
    webhook: {
      ...webhooks,
      async register(url) {
        const result = await webhooks.register(url);
        if (result.kind === 'saved') for (const event of backlog.takeLeft()) webhooks.post(event);
        return result;
      },
    },
    createOa({ type = 2, name = 'Công an phường', ...given } = {}) {
      const oa = world.createOa({ type, name, ...given });
      const oaControl = createOaControl({ world, tokens, webhooks, oa });
      controls.set(oa.id, oaControl);
      return oaControl;
    },
    oa: (id) => controls.get(id) ?? null,
    oas: () => [...controls.values()],
    settings: () => ({ ...world.settings }),
    configure(patch) {
      Object.assign(world.settings, patch);
    },
    stats: () => ({
      ...counters.read(clock.monotonicMs()),
      accepted: world.sends.length,
      calls: Object.fromEntries(calls),
    }),
    sends: (contains = '') =>
      world.sends.filter(({ message }) => textOf(message.content).includes(contains)).map(viewSend),
    sendsTo: (id) => world.sends.filter(({ to }) => to === id).map(viewSend),
    async close() {
      await webhooks.close();
      if (server.listening) {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      }
      journal.close();
    },
  };
  return zalo;
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') {
    throw new Error('The fake Zalo server has no TCP port');
  }
  return address.port;
}
