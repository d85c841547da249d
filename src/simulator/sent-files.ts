/** Files that a service has uploaded to a fake platform, as long as it runs. */
export interface SentFiles {
  keep(key: string, file: SentFile): void;
  get(key: string): SentFile | null;
  /** It is there no more, as after a platform has tidied up. */
  forget(key: string): void;
  isForgotten(key: string): boolean;
}

export interface SentFile {
  type: string;
  bytes: Buffer;
}

export function createSentFiles(): SentFiles {
  const files = new Map<string, SentFile>();
  const forgotten = new Set<string>();
  return {
    keep: (key, file) => void files.set(key, file),
    get: (key) => files.get(key) ?? null,
    forget(key) {
      files.delete(key);
      forgotten.add(key);
    },
    isForgotten: (key) => forgotten.has(key),
  };
}

const MARKS: readonly { type: string; at: number; mark: readonly number[] }[] = [
  { type: 'image/jpeg', at: 0, mark: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, mark: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'audio/ogg', at: 0, mark: [0x4f, 0x67, 0x67, 0x53] },
  { type: 'audio/mpeg', at: 0, mark: [0x49, 0x44, 0x33] },
  { type: 'audio/mpeg', at: 0, mark: [0xff, 0xfb] },
  { type: 'audio/mp4', at: 4, mark: [0x66, 0x74, 0x79, 0x70] },
];

/** What a platform takes it for, by how it begins; null for what it does not know. */
export function typeOfFile(bytes: Buffer): string | null {
  return MARKS.find(({ at, mark }) => mark.every((byte, index) => bytes[at + index] === byte))?.type ?? null;
}
