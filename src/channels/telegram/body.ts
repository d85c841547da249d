import { randomUUID } from 'node:crypto';

/** A file that Telegram does not have yet. */
export interface NewFile {
  /** With an extension: Telegram tells a voice note by it too. */
  name: string;
  type: string;
  bytes: Buffer;
}

export const JSON_TYPE = 'application/json';

const CHAT = 'chat_id';

export interface Body {
  contentType: string;
  body: string | Buffer;
}

/** JSON, or a form where a parameter is a file: https://core.telegram.org/bots/api#sending-files */
export function bodyOf(payload: object): Body {
  const entries = Object.entries(payload).filter(
    ([, value]: [string, unknown]) => value !== undefined && value !== null,
  );
  if (!entries.some(([, value]) => isFile(value))) {
    return { contentType: JSON_TYPE, body: JSON.stringify(payload) };
  }
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

/**
 * Writes messages as JSON. An alert is one message for thousands of chats: what it has in common with the one before, all
 * but the chat, is written once.
 */
export function createMessageBodies(): (message: object) => Body {
  let last: object = {};
  let common = Buffer.alloc(0);

  function isLikeTheLast(message: object): boolean {
    for (const name in message) {
      if (name !== CHAT && Reflect.get(message, name) !== Reflect.get(last, name)) return false;
    }
    for (const name in last) if (!(name in message)) return false;
    return true;
  }

  return (message) => {
    if (!isLikeTheLast(message)) {
      const others = JSON.stringify({ ...message, [CHAT]: undefined });
      common = Buffer.from(`${others.slice(0, -1)},"${CHAT}":`);
      last = message;
    }
    const own = Buffer.from(`${JSON.stringify(Reflect.get(message, CHAT))}}`);
    return { contentType: JSON_TYPE, body: Buffer.concat([common, own]) };
  };
}

function isFile(value: unknown): value is NewFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes);
}
