import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type QuietHours, quietHoursAnswerSchema } from '../../contracts/alert-running.ts';
import {
  type GroupCard,
  groupCardsSchema,
  groupCountAnswerSchema,
  groupNameAnswerSchema,
  groupTreeSchema,
  newGroupAnswerSchema,
} from '../../contracts/groups.ts';
import { command, request } from './request.ts';

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

/** The unit's groups as they are kept. */
export const groupCardsQuery = queryOptions({
  queryKey: ['groups', 'cards'],
  queryFn: ({ signal }) => request('/api/groups/cards', groupCardsSchema, { signal }),
  staleTime: COUNT_FRESH_MS,
});

function useGroupMutation<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ['groups'] }) });
}

/** `key` names the click: a request that is sent twice adds one group. */
export function useAddGroup() {
  return useGroupMutation(({ key, ...body }: { key: string; kind: GroupCard['kind']; name: string }) =>
    request('/api/groups', newGroupAnswerSchema, { method: 'POST', body, idempotencyKey: key }),
  );
}

/** What is left out stays as it is. */
export interface GroupChange {
  groupId: string;
  name?: string;
  quietHours?: QuietHours | null;
  place?: GroupCard['place'];
}

/** One after the other, the name first: it may be taken, and then nothing is changed. */
export function useChangeGroup() {
  return useGroupMutation(
    async ({ groupId, ...change }: GroupChange): Promise<{ kind: 'saved' | 'name_taken' | 'forbidden' }> => {
      const path = `/api/groups/${groupId}`;
      if (change.name !== undefined) {
        const body = { name: change.name };
        const renamed = await request(`${path}/name`, groupNameAnswerSchema, { method: 'PUT', body });
        if (renamed.kind !== 'renamed') return renamed;
      }
      if (change.quietHours !== undefined) {
        const body = { quietHours: change.quietHours };
        const set = await request(`${path}/quiet-hours`, quietHoursAnswerSchema, { method: 'POST', body });
        if (set.kind === 'forbidden') return set;
      }
      if (change.place !== undefined) {
        await command(`${path}/place`, { method: 'PUT', body: { place: change.place } });
      }
      return { kind: 'saved' };
    },
  );
}
