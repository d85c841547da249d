import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { groupCountAnswerSchema, groupTreeSchema } from '../../contracts/groups.ts';
import { request } from './request.ts';

/** Households join all day; a count of half a minute ago is asked for again when somebody looks. */
const COUNT_FRESH_MS = 30_000;

export const groupTreeQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => request('/api/groups', groupTreeSchema, { signal }),
  staleTime: COUNT_FRESH_MS,
  refetchInterval: COUNT_FRESH_MS,
});

/** Households of a choice of groups, each once. The order of the ids does not matter. */
export function groupCountQuery(groupIds: readonly string[]) {
  const ids = groupIds.toSorted();
  return queryOptions({
    queryKey: ['groups', 'count', ids],
    queryFn: ({ signal }) =>
      request('/api/groups/count', groupCountAnswerSchema, {
        method: 'POST',
        body: { groupIds: ids },
        signal,
      }),
    staleTime: COUNT_FRESH_MS,
    placeholderData: keepPreviousData,
  });
}
