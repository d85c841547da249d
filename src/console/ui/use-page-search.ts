import { useNavigate, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';

/**
 * The filters of a page, in its address: a reload, a bookmark and the back button keep them. Never personal text.
 * What does not fit the schema is left out, so `schema` has a default or `optional()` for each field.
 */
export function usePageSearch<Schema extends z.ZodObject>(
  schema: Schema,
): [z.output<Schema>, (change: Partial<z.output<Schema>>) => void] {
  const raw = useSearch({ strict: false });
  const navigate = useNavigate();
  const parsed = schema.safeParse(raw);
  const value = parsed.success ? parsed.data : schema.parse({});
  const change = (changed: Partial<z.output<Schema>>) => {
    // `.` stays on the page, whichever it is; its search has the type of no page.
    const search = Object.fromEntries(
      Object.entries({ ...value, ...changed }).filter(([, field]) => field !== undefined && field !== ''),
    );
    void navigate({ to: '.', search, replace: true });
  };
  return [value, change];
}
