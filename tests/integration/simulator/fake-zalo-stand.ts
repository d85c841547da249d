import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach } from 'vitest';
import { type FakeZalo, type FakeZaloOptions, startFakeZalo } from '../../../src/simulator/zalo/fake-zalo.ts';
import type { FakeOaControl } from '../../../src/simulator/zalo/oa-control.ts';
import type { OaType } from '../../../src/simulator/zalo/state.ts';
import { createTestClock } from '../../unit/simulator/support.ts';

/** JSON from outside, which the expectations of a test check. */
export type Parsed = ReturnType<typeof JSON.parse>;

export interface ZaloReply {
  status: number;
  headers: Headers;
  body: { error: number; message: string; data?: Parsed };
  raw: string;
}

interface Stand {
  clock: ReturnType<typeof createTestClock>;
  zalo: FakeZalo;
  oa: FakeOaControl;
  token: string;
}

/** 09:00 on 23 November 2026 in Vietnam. */
export const START_MS = Date.UTC(2026, 10, 23, 2);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const REDIRECT = 'https://binh-yen.example/zalo/callback';

/** A fake server of its own for each test of the file, spoken to over HTTP. */
export function withFakeZalo(options: Partial<FakeZaloOptions> & { type?: OaType; startMs?: number } = {}) {
  let stand: Stand | null = null;
  const { type = 2, startMs = START_MS, ...rest } = options;

  beforeEach(async () => {
    const clock = createTestClock(startMs);
    const zalo = await startFakeZalo({ clock, redirectUris: [REDIRECT], ...rest });
    const oa = zalo.createOa({ type, name: 'Công an phường Tân Lập' });
    stand = { clock, zalo, oa, token: oa.issueTokens().accessToken };
  });
  afterEach(() => stand?.zalo.close());

  function here(): Stand {
    if (stand === null) throw new Error('no test runs');
    return stand;
  }

  async function post(path: string, body: unknown, token = here().token): Promise<ZaloReply> {
    return readReply(
      await fetch(`${here().zalo.apiRoot}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', access_token: token },
        body: JSON.stringify(body),
      }),
    );
  }

  return {
    get clock() {
      return here().clock;
    },
    get zalo() {
      return here().zalo;
    },
    get oa() {
      return here().oa;
    },
    get token() {
      return here().token;
    },
    post,
    /** A new token, which `post`, `get` and `send` take from now on: one lives for 25 hours. */
    renewToken(): void {
      const now = here();
      now.token = now.oa.issueTokens().accessToken;
    },
    /** `data` goes into the query, as JSON. */
    async get(path: string, data?: unknown, token = here().token): Promise<ZaloReply> {
      const query = data === undefined ? '' : `?data=${encodeURIComponent(JSON.stringify(data))}`;
      const headers = { access_token: token };
      return readReply(await fetch(`${here().zalo.apiRoot}${path}${query}`, { headers }));
    },
    send: (userId: string, message: unknown, path = '/v3.0/oa/message/cs') =>
      post(path, { recipient: { user_id: userId }, message }),
    /** Somebody who follows the account and wrote to it just now, without an event. */
    acquaintance(name = "H'Lan Êban"): string {
      const { oa, clock } = here();
      return oa.createUser({ name, follower: true, lastInteractionMs: clock.now().getTime() }).id;
    },
    async control(method: string, path: string, body?: unknown) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${here().zalo.apiRoot}/control/${path}`, { method, ...init });
      const answer: Parsed = await response.json();
      return { status: response.status, body: answer };
    },
  };
}

export async function readReply(response: Response): Promise<ZaloReply> {
  const raw = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(raw), raw };
}

export interface Received {
  headers: IncomingMessage['headers'];
  raw: string;
  json: Parsed;
}

/** The status; null: never an answer. */
type Answer = (request: Received) => number | null | Promise<number>;

/** A webhook that remembers what it got, and answers 200 unless told otherwise. */
export function withWebhook() {
  const received: Received[] = [];
  let answer: Answer = () => 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const got = { headers: request.headers, raw, json: JSON.parse(raw) };
      received.push(got);
      void Promise.resolve(answer(got)).then((status) => {
        if (status !== null) response.writeHead(status).end();
      });
    });
  });
  let url = '';

  beforeEach(async () => {
    received.length = 0;
    answer = () => 200;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the webhook has no port');
    url = `http://127.0.0.1:${address.port}/webhooks/zalo`;
  });
  afterEach(() => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  });

  return {
    received,
    /** Without the probe. */
    events: () => received.filter(({ raw }) => raw !== '{}'),
    get url() {
      return url;
    },
    answerWith(next: Answer) {
      answer = next;
    },
  };
}
