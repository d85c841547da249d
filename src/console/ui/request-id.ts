import { v4 } from 'uuid';

/** Names one click, so that the service does it once. Not `crypto.randomUUID`, which pages without TLS do not have. */
export function newRequestId(): string {
  return v4();
}
