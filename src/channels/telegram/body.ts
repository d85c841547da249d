import { randomUUID } from 'node:crypto';

/** A file that Telegram does not have yet. */
export interface NewFile {
  /** With an extension: Telegram tells a voice note by it too. */
  name: string;
  type: string;
  bytes: Buffer;
}

export const JSON_TYPE = 'application/json';

export interface Body {
  contentType: string;
  body: string | Buffer;
}

/** JSON, or a form where a parameter is a file: https://core.telegram.org/bots/api#sending-files */
export function bodyOf(payload: object): Body {
  // By name: this is asked for every message.
  const isForm =
    ('photo' in payload && isFile(payload.photo)) || ('voice' in payload && isFile(payload.voice));
  if (!isForm) return { contentType: JSON_TYPE, body: JSON.stringify(payload) };

  const entries = Object.entries(payload).filter(([, value]) => value !== undefined && value !== null);
  const boundary = `----${randomUUID()}`;
  const parts = entries.flatMap(([name, value]: [string, unknown]) => {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`;
    return isFile(value)
      ? [
          Buffer.from(`${head}; filename="${value.name}"\r\ncontent-type: ${value.type}\r\n\r\n`),
          value.bytes,
          Buffer.from('\r\n'),
        ]
      : [Buffer.from(`${head}\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`)];
  });
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function isFile(value: unknown): value is NewFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes);
}
