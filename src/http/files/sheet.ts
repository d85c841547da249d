/** Rows as they come, for a file of any length. */
export interface Sheet {
  /** Of the tab, at most 31 characters. */
  name: string;
  /** `width` in characters. */
  columns: readonly { title: string; width: number }[];
  rows: AsyncIterable<readonly (string | number)[]>;
}
