import type { ServerResponse } from 'node:http';

/** What a fetched file of a person holds: the beginning of what its extension says, and nothing to see. */
const BYTES: Readonly<Record<string, { type: string; bytes: Buffer }>> = {
  jpg: { type: 'image/jpeg', bytes: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex') },
  png: { type: 'image/png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
  gif: { type: 'image/gif', bytes: Buffer.from('GIF89a') },
  amr: { type: 'audio/amr', bytes: Buffer.from('#!AMR\n') },
  mp4: { type: 'video/mp4', bytes: Buffer.from('00000018667479706d703432', 'hex') },
  pdf: { type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') },
};

/** `/media/<name>`; `/media/gone/<name>` is not there any more. */
export function answerMedia(path: string, response: ServerResponse): void {
  const media = BYTES[path.slice(path.lastIndexOf('.') + 1)];
  if (media === undefined || path.startsWith('/media/gone/')) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': media.type, 'content-length': media.bytes.length });
  response.end(media.bytes);
}
