export interface LawBreak {
  name: string;
  /** Number of the law in docs/architecture.md. */
  law: number;
  /** What is broken, in one sentence. */
  breaks: string;
  file: string;
  /** Must occur in the file exactly once. */
  find: string;
  replace: string;
  /** Every test whose name holds one of these must pass on the tree as it is, and one of each must fail on the broken one. */
  tests: readonly { file: string; names: readonly string[] }[];
}

export const LAW_BREAKS: readonly LawBreak[];
