import type { MediaSource } from '../channels/channel.ts';
import { MARK_LENGTH, type MediaKind, mediaTypeOf } from './media-type.ts';

export type ReadMediaResult =
  | { kind: 'media'; type: string; bytes: AsyncIterable<Uint8Array> }
  | { kind: 'gone' }
  /** Too large, from somewhere else, or not what it claims to be. */
  | { kind: 'refused' }
  | { kind: 'unavailable' };

/** A photo or voice note as the platform has it now, checked by how it begins. Nothing is kept. */
export function createReadMedia(deps: { mediaOf(channelAccountId: string): Promise<MediaSource | null> }) {
  return async function readMedia(
    media: { channelAccountId: string; kind: MediaKind; fileId: string },
    signal: AbortSignal,
  ): Promise<ReadMediaResult> {
    const source = await deps.mediaOf(media.channelAccountId);
    if (!source) return { kind: 'gone' };
    const found = await source.fetchMedia(media.fileId, signal);
    switch (found.kind) {
      case 'gone':
      case 'refused':
        return { kind: found.kind };
      case 'temporary':
        return { kind: 'unavailable' };
      case 'file':
        break;
    }
    const chunks = found.bytes[Symbol.asyncIterator]();
    const begun: Uint8Array[] = [];
    let length = 0;
    try {
      while (length < MARK_LENGTH) {
        const next = await chunks.next();
        if (next.done === true) break;
        begun.push(next.value);
        length += next.value.length;
      }
    } catch {
      return { kind: 'unavailable' };
    }
    const type = mediaTypeOf(media.kind, Buffer.concat(begun));
    if (type === null) {
      await chunks.return?.();
      return { kind: 'refused' };
    }
    return { kind: 'media', type, bytes: follow(begun, chunks) };
  };
}

async function* follow(
  begun: readonly Uint8Array[],
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* begun;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  } finally {
    // Who stops reading lets the connection go.
    await chunks.return?.();
  }
}
