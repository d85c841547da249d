import { Pool } from 'undici';
import { z } from 'zod';
import { MEDIA_BYTES_AT_MOST, type MediaResult } from '../channel.ts';
import { botPath, type TelegramApi } from './api.ts';
import { callTelegram } from './call.ts';

/** https://core.telegram.org/bots/api#file. A server of one's own in local mode gives paths of its disk: they are no address. */
const fileSchema = z.looseObject({
  file_path: z.string().regex(/^[\w-]+(\/(?!\.)[\w.-]+)+$/),
  file_size: z.number().optional(),
});
const DOWNLOADS_AT_ONCE = 8;

export interface Downloads {
  fetch(api: TelegramApi, fileId: string, signal: AbortSignal): Promise<MediaResult>;
  close(): Promise<void>;
}

/** Files of the Bot API, on connections of their own: https://core.telegram.org/bots/api#getfile */
export function createDownloads(apiRoot: string, token: string): Downloads {
  const root = new URL(apiRoot);
  const basePath = root.pathname.replace(/\/+$/, '');
  const pool = new Pool(root.origin, {
    connections: DOWNLOADS_AT_ONCE,
    maxResponseSize: MEDIA_BYTES_AT_MOST,
  });

  async function fetch(api: TelegramApi, fileId: string, signal: AbortSignal): Promise<MediaResult> {
    const found = await callTelegram(() => api.getFile({ file_id: fileId }, signal));
    switch (found.kind) {
      case 'failed':
        return { kind: 'temporary', reason: found.outcome.reason };
      case 'refused':
        return ofRefusal(found.answer.error_code, found.answer.description);
      case 'answered':
        break;
    }
    const file = fileSchema.safeParse(found.result);
    if (!file.success) return { kind: 'refused', reason: 'file_path' };
    if ((file.data.file_size ?? 0) > MEDIA_BYTES_AT_MOST) return { kind: 'refused', reason: 'too_large' };
    try {
      const path = `${basePath}/file${botPath(token)}/${file.data.file_path}`;
      const { statusCode, body } = await pool.request({ method: 'GET', path, signal });
      if (statusCode === 200) return { kind: 'file', bytes: body };
      await body.dump();
      return statusCode === 404 || statusCode === 410
        ? { kind: 'gone' }
        : { kind: 'temporary', reason: `http_${statusCode}` };
    } catch {
      // The error may hold the address, and with it the token.
      return { kind: 'temporary', reason: 'no_answer' };
    }
  }

  return {
    fetch,
    async close() {
      if (!pool.closed) await pool.close();
    },
  };
}

/** "Bad Request: file is too big", "… wrong file_id or the file is temporarily unavailable". */
function ofRefusal(code: number, description: unknown): MediaResult {
  if (code !== 400) return { kind: 'temporary', reason: `telegram_${code}` };
  return typeof description === 'string' && description.includes('too big')
    ? { kind: 'refused', reason: 'too_large' }
    : { kind: 'gone' };
}
