import { Agent, request } from 'undici';
import { MEDIA_BYTES_AT_MOST, type MediaResult } from '../channel.ts';
import { isZaloMediaLink } from './inbound.ts';

const DOWNLOADS_AT_ONCE = 8;
/** Links run out; which of these a server says then is not documented. */
const GONE: readonly number[] = [403, 404, 410];

export interface Downloads {
  fetch(link: string, signal: AbortSignal): Promise<MediaResult>;
  close(): Promise<void>;
}

/**
 * Files that people sent, by the link that came with them: from hosts of Zalo's media and from the configured root only,
 * and never where these redirect to.
 */
export function createDownloads(apiRoot: string): Downloads {
  const agent = new Agent({ connections: DOWNLOADS_AT_ONCE, maxResponseSize: MEDIA_BYTES_AT_MOST });
  const ownOrigin = new URL(apiRoot).origin;
  const isOurs = (link: string) => URL.canParse(link) && new URL(link).origin === ownOrigin;

  return {
    async fetch(link, signal) {
      if (!isZaloMediaLink(link) && !isOurs(link)) return { kind: 'refused', reason: 'foreign_link' };
      try {
        const { statusCode, body } = await request(link, { method: 'GET', dispatcher: agent, signal });
        if (statusCode === 200) return { kind: 'file', bytes: body };
        await body.dump();
        if (GONE.includes(statusCode)) return { kind: 'gone' };
        return statusCode < 400
          ? { kind: 'refused', reason: 'redirected' }
          : { kind: 'temporary', reason: `http_${statusCode}` };
      } catch {
        // The error may hold the link.
        return { kind: 'temporary', reason: 'no_answer' };
      }
    },
    async close() {
      if (!agent.closed) await agent.close();
    },
  };
}
