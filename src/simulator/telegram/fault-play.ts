import type { ServerResponse } from 'node:http';
import { assertNever } from '../../shared/assert-never.ts';
import type { Clock } from '../../shared/clock.ts';
import { type ApiAnswer, REFUSALS, tooManyRequests } from './answers.ts';
import type { Fault } from './faults.ts';

const BAD_GATEWAY_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';

/** Lets one call go wrong. `call` takes its effect. */
export async function playFault(scene: {
  fault: Fault;
  response: ServerResponse;
  clock: Clock;
  call: () => ApiAnswer | Promise<ApiAnswer>;
  answer: (response: ServerResponse, answer: ApiAnswer) => void;
}): Promise<void> {
  const { fault, response, clock, call, answer } = scene;
  switch (fault.kind) {
    case 'throttle':
      return answer(response, tooManyRequests(fault.retryAfterSeconds));
    case 'server_error':
      return answer(response, REFUSALS.internal);
    case 'bad_gateway':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end(BAD_GATEWAY_PAGE);
      return;
    case 'hang':
      return;
    case 'close_mid_body':
      return closeMidBody(response, REFUSALS.internal);
    case 'deliver_then_hang':
      await call();
      return;
    case 'deliver_then_close':
      return closeMidBody(response, await call());
    case 'slow': {
      const result = await call();
      await clock.sleep(fault.minMs + Math.random() * Math.max(0, fault.maxMs - fault.minMs));
      return answer(response, result);
    }
    default:
      assertNever(fault);
  }
}

function closeMidBody(response: ServerResponse, { status, body }: ApiAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}
