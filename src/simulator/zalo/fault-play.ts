import type { ServerResponse } from 'node:http';
import { assertNever } from '../../shared/assert-never.ts';
import type { Clock } from '../../shared/clock.ts';
import { INTERNAL, refused, type ZaloAnswer } from './answers.ts';
import type { Fault } from './faults.ts';

const BAD_GATEWAY_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

export function writeAnswer(response: ServerResponse, answer: ZaloAnswer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.end(answer.body);
}

/** Lets one call go wrong. `call` takes its effect. */
export async function playFault(scene: {
  fault: Fault;
  response: ServerResponse;
  clock: Clock;
  call: () => Promise<ZaloAnswer>;
}): Promise<void> {
  const { fault, response, clock, call } = scene;
  switch (fault.kind) {
    case 'throttle': {
      const headers: Record<string, string> =
        fault.retryAfterSeconds === null ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      const body = 'Too Many Requests';
      return writeAnswer(response, { status: 429, body, contentType: 'text/plain', headers, error: 429 });
    }
    case 'bad_gateway':
      return writeAnswer(response, {
        status: 502,
        body: BAD_GATEWAY_PAGE,
        contentType: 'text/html',
        error: 502,
      });
    case 'refuse':
      return writeAnswer(response, refused(fault));
    case 'hang':
      return;
    case 'drop':
      response.destroy();
      return;
    case 'close_mid_body':
      return closeMidBody(response, INTERNAL);
    case 'deliver_then_refuse':
      await call();
      return writeAnswer(response, refused({ code: fault.code, message: 'Sending message failed' }));
    case 'deliver_then_hang':
      await call();
      return;
    case 'deliver_then_drop':
      await call();
      response.destroy();
      return;
    case 'deliver_then_close':
      return closeMidBody(response, await call());
    case 'slow': {
      const result = await call();
      await clock.sleep(fault.minMs + Math.random() * Math.max(0, fault.maxMs - fault.minMs));
      return writeAnswer(response, result);
    }
    default:
      assertNever(fault);
  }
}

function closeMidBody(response: ServerResponse, answer: ZaloAnswer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
}

function headersOf(answer: ZaloAnswer): Record<string, string | number> {
  return {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  };
}
