export interface ImportCheck {
  /** Every file that was read or imported. */
  modules: string[];
  violations: { rule: string; from: string; to: string }[];
}

/** Checks the import directions of the tree in `baseDir`, the folder that holds src, config and workers. */
export function checkImports(baseDir: string): Promise<ImportCheck>;
