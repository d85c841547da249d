/**
 * Ids as the platform makes them: decimal text of 18 or 19 digits. They lie above 2^53 and side by side, so that
 * two of them become the same in a client that turns them into numbers.
 */
const FIRST_IDS = {
  app: 360_846_524_940_903_967n,
  oa: 388_613_280_878_808_645n,
  user: 246_845_883_529_197_922n,
  userByApp: 552_177_279_717_587_730n,
  message: 1_096_733_731_150_460_909n,
  conversation: 1_270_033_731_150_460_001n,
  group: 1_930_112_345_678_901_201n,
  article: 1_450_112_345_678_901_301n,
  admin: 571_408_232_174_655_401n,
  attachment: 1_880_112_345_678_901_401n,
} as const;

export type IdKind = keyof typeof FIRST_IDS;

export interface Ids {
  next(kind: IdKind): string;
  /** In use since an earlier run. */
  seen(kind: IdKind, id: string): void;
}

export function createIds(): Ids {
  const last = new Map<IdKind, bigint>();
  return {
    next(kind) {
      const previous = last.get(kind);
      const id = previous === undefined ? FIRST_IDS[kind] : previous + 1n;
      last.set(kind, id);
      return String(id);
    },
    seen(kind, id) {
      const number = BigInt(id);
      if (number >= (last.get(kind) ?? FIRST_IDS[kind])) last.set(kind, number);
    },
  };
}
