import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { type ChannelTest, channelsSchema, channelTestSchema } from '../../contracts/channels.ts';
import { request } from './request.ts';

/** Figures that no event announces: how long something waits, how old a token is. */
const REFRESH_MS = 15_000;
const TEST_POLL_MS = 1_000;

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => request('/api/channels', channelsSchema, { signal }),
  refetchInterval: REFRESH_MS,
});

const testsOf = (accountId: string) => `/api/channels/${encodeURIComponent(accountId)}/tests`;

/** A test message to the own chat, asked about until it is known what became of it. */
export function useChannelTest(accountId: string) {
  const begin = useMutation({
    mutationFn: () => request(testsOf(accountId), channelTestSchema, { method: 'POST' }),
  });
  const begun = begin.data;
  const follow = useQuery({
    queryKey: ['channel-test', accountId, begun?.id],
    queryFn: ({ signal }) =>
      request(`${testsOf(accountId)}/${begun?.id ?? ''}`, channelTestSchema, { signal }),
    enabled: begun !== undefined && isOnItsWay(begun),
    refetchInterval: ({ state }) =>
      state.data === undefined || isOnItsWay(state.data) ? TEST_POLL_MS : false,
  });
  return {
    begin: () => begin.mutate(),
    isBeginning: begin.isPending,
    error: begin.error ?? follow.error,
    test: follow.data ?? begun,
  };
}

export function isOnItsWay({ state }: ChannelTest): boolean {
  return state === 'waiting';
}
