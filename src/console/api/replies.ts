import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ConsoleEvent } from '../../contracts/events.ts';
import {
  type AnswerReply,
  MEDIA_PATH,
  type RepliesPage,
  type RepliesQuery,
  type ReplyItem,
  type ReplyThread,
  repliesPageSchema,
  replyThreadSchema,
} from '../../contracts/replies.ts';
import { pageAddress, usePagedRows } from './paged-rows.ts';
import { command, request } from './request.ts';

export interface RepliesView {
  alertId: string | undefined;
  show: RepliesQuery['show'];
}

const PAGE_ROWS = 50;
const threadKey = (replyId: string) => ['reply', replyId] as const;

/** Calls for help that wait first, then everything else; newest first in both. */
export function useReplies({ alertId, show }: RepliesView) {
  const isAbout = useCallback(
    (event: ConsoleEvent) => event.kind === 'reply' && (alertId === undefined || event.alertId === alertId),
    [alertId],
  );
  return usePagedRows<ReplyItem, RepliesPage>({
    queryKey: ['reply-list', alertId, show],
    fetchPage: (cursor, signal) =>
      request(pageAddress('/api/replies', { alertId, show, limit: PAGE_ROWS }, cursor), repliesPageSchema, {
        signal,
      }),
    isAbout,
  });
}

/** An answer comes to its end without an event. */
const ON_ITS_WAY_MS = 2_000;

/** What came from one chat about one alert, and what staff answered. */
export function useThread(replyId: string) {
  return useQuery({
    queryKey: threadKey(replyId),
    queryFn: ({ signal }) => request(`/api/replies/${replyId}`, replyThreadSchema, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.entries.some((entry) => entry.from === 'staff' && entry.state === 'waiting')
        ? ON_ITS_WAY_MS
        : false,
  });
}

export function useHandleReply(replyId: string) {
  const keep = useKeepThread(replyId);
  return useMutation({
    mutationFn: (handled: boolean): Promise<ReplyThread> =>
      request(`/api/replies/${replyId}/handled`, replyThreadSchema, { method: 'PUT', body: { handled } }),
    onSuccess: keep,
  });
}

export function useAnswerReply(replyId: string) {
  const keep = useKeepThread(replyId);
  return useMutation({
    mutationFn: (body: AnswerReply): Promise<ReplyThread> =>
      request(`/api/replies/${replyId}/answers`, replyThreadSchema, { method: 'POST', body }),
    onSuccess: keep,
  });
}

/** The thread as the service answered it; a poll that left before would bring an older one. */
function useKeepThread(replyId: string): (thread: ReplyThread) => Promise<void> {
  const client = useQueryClient();
  return async (thread) => {
    await client.cancelQueries({ queryKey: threadKey(replyId) });
    client.setQueryData(threadKey(replyId), thread);
    void client.invalidateQueries({ queryKey: ['now'] });
  };
}

export function mediaAddress(replyId: string): string {
  return MEDIA_PATH.replace(':id', replyId);
}

/** Asks for a photo or voice note that a browser could not show; throws why. */
export function probeMedia(replyId: string): Promise<void> {
  return command(mediaAddress(replyId), { method: 'GET' });
}
