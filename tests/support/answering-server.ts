import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ScriptedAnswer =
  | { kind: 'json'; status?: number; body: unknown }
  | { kind: 'text'; status: number; contentType: string; body: string }
  /** Reads the request and never answers. */
  | { kind: 'hang' }
  /** Reads the request, then cuts the connection. */
  | { kind: 'cut' }
  /** Announces the whole body, sends one half, then cuts the connection. */
  | { kind: 'half'; status?: number; body: unknown };

export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Requests of one connection have the same. */
  connection: number;
}

export interface AnsweringServer {
  /** "http://127.0.0.1:<port>" */
  url: string;
  requests: RecordedRequest[];
  /** The next requests get these, in order; a request without one gets 500. */
  script(...answers: ScriptedAnswer[]): void;
  /** Every request without a scripted answer gets this. */
  always(answer: ScriptedAnswer): void;
  /** Resolves once `count` requests have been read in all. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A local HTTP server that plays a platform: real sockets, one scripted answer per request. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  const requests: RecordedRequest[] = [];
  const scripted: ScriptedAnswer[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let fallback: ScriptedAnswer = {
    kind: 'text',
    status: 500,
    contentType: 'text/plain',
    body: 'no answer scripted',
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        connection: request.socket.remotePort ?? 0,
      });
      play(scripted.shift() ?? fallback, response);
      for (const waiter of waiting.filter(({ count }) => requests.length >= count)) waiter.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    requests,
    script: (...answers) => {
      scripted.push(...answers);
    },
    always: (answer) => {
      fallback = answer;
    },
    received: (count) =>
      requests.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}

function play(answer: ScriptedAnswer, response: ServerResponse): void {
  switch (answer.kind) {
    case 'json':
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(textOf(answer.body));
      return;
    case 'text':
      response.writeHead(answer.status, { 'content-type': answer.contentType });
      response.end(answer.body);
      return;
    case 'hang':
      return;
    case 'cut':
      response.destroy();
      return;
    case 'half': {
      const bytes = Buffer.from(textOf(answer.body));
      response.writeHead(answer.status ?? 200, {
        'content-type': 'application/json',
        'content-length': bytes.length,
      });
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
      return;
    }
  }
}

/** A string is sent as it is: the only way to write integers above 2^53. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
