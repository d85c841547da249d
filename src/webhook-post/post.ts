import { Agent, type Dispatcher } from 'undici';
import type { Post } from '../webhooks/ports.ts';
import type { PostResult } from '../webhooks/webhook.ts';
import {
  addressOf,
  guardedLookup,
  isOwnAddress,
  isPublicAddress,
  type LookupAll,
  NOT_ALLOWED,
  systemLookup,
} from './addresses.ts';

/** From the first look at the name to the last byte of the answer's head. */
const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Below the five seconds of common servers: a request on a connection that is being closed may be lost. */
const KEEP_ALIVE_MS = 4_000;
const CONNECTIONS_OF_ORIGIN = 4;
/** An answer is not read, only let pass, and not for long. */
const ANSWER_BYTES_AT_MOST = 64 * 1024;
const LONGEST_RETRY_AFTER_MS = 3_600_000;
const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/;

type Failed = Extract<PostResult, { kind: 'failed' }>;
const failed = (
  reason: Failed['reason'],
  status: number | null = null,
  retryAfterMs: number | null = null,
): Failed => ({
  kind: 'failed',
  reason,
  status,
  retryAfterMs,
});

/**
 * Calls addresses that people typed: public ones by https, and whatever the operator calls near. A demo calls this machine
 * only, whatever anybody says.
 */
export function createPost(options: { demo: boolean; lookupAll?: LookupAll; timeoutMs?: number }): Post {
  const { demo, lookupAll = systemLookup, timeoutMs = TIMEOUT_MS } = options;
  const isAllowed = demo ? isOwnAddress : isPublicAddress;
  const closing = new AbortController();
  const agent = (connect: object) =>
    new Agent({
      connections: CONNECTIONS_OF_ORIGIN,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxResponseSize: ANSWER_BYTES_AT_MOST,
      connect: { timeout: CONNECT_TIMEOUT_MS, ...connect },
    });
  const agents = { guarded: agent({ lookup: guardedLookup(lookupAll, isAllowed) }), free: agent({}) };
  const isFree = (near: boolean) => near && !demo;

  /** A connection looks up names only: an address in the URL itself is judged here. */
  function isRefused(url: URL): boolean {
    const address = addressOf(url);
    return (url.protocol !== 'https:' && !demo) || (address !== null && !isAllowed(address));
  }

  /** Where a name leads just now. */
  function judgeName(name: string): Promise<'allowed' | 'refused' | 'unknown'> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('unknown'), CONNECT_TIMEOUT_MS);
      lookupAll(name, (error, addresses) => {
        clearTimeout(timer);
        if (error || addresses.length === 0) resolve('unknown');
        else resolve(addresses.every(({ address }) => isAllowed(address)) ? 'allowed' : 'refused');
      });
    });
  }

  return {
    async judge(text, near) {
      const url = new URL(text);
      if (isFree(near)) return 'allowed';
      if (isRefused(url)) return 'refused';
      return addressOf(url) === null ? judgeName(url.hostname) : 'allowed';
    },

    async send({ url: text, near, headers, body }) {
      const url = new URL(text);
      if (!isFree(near) && isRefused(url)) return failed('address_not_allowed');
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const answer = await agents[isFree(near) ? 'free' : 'guarded'].request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'binh-yen' },
          body,
          signal,
        });
        return await resultOf(answer);
      } catch (error) {
        return failed(reasonOf(error));
      }
    },

    async close() {
      closing.abort();
      await Promise.all([agents.guarded.destroy(), agents.free.destroy()]);
    },
  };
}

async function resultOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<PostResult> {
  // The status alone says it, even if the rest of the answer is lost.
  await body.dump({ limit: ANSWER_BYTES_AT_MOST }).catch(() => undefined);
  if (statusCode >= 200 && statusCode < 300) return { kind: 'accepted', status: statusCode };
  if (statusCode >= 300 && statusCode < 400) return failed('redirected', statusCode);
  const seconds = Number(headers['retry-after']);
  const retryAfterMs = seconds > 0 ? Math.min(seconds * 1000, LONGEST_RETRY_AFTER_MS) : null;
  return failed('status', statusCode, retryAfterMs);
}

function reasonOf(error: unknown): Failed['reason'] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === NOT_ALLOWED) return 'address_not_allowed';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  if (code === 'ECONNREFUSED') return 'connection_refused';
  if (CERTIFICATE.test(code)) return 'certificate';
  if (code === 'ETIMEDOUT' || /^UND_ERR_\w*TIMEOUT$/.test(code)) return 'timed_out';
  return error instanceof Error && error.name === 'TimeoutError' ? 'timed_out' : 'network';
}
