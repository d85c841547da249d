import type { z } from 'zod';

/** A check of a form's field by the contract: null, or the words that say what is wanted. */
export function fits(schema: z.ZodType, words: string): (value: unknown) => string | null {
  return (value) => (schema.safeParse(value).success ? null : words);
}
