import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import {
  type AlertHousehold,
  type AlertHouseholdsPage,
  type AlertsPage,
  alertGroupsSchema,
  alertHouseholdsPageSchema,
  alertPageSchema,
  alertsPageSchema,
  curvesSchema,
  type LedgerPage,
  type LedgerRow,
  ledgerPageSchema,
} from '../../contracts/alert-page.ts';
import {
  type FollowUpAnswer,
  type FollowUpPreviewAnswer,
  type FollowUpRequest,
  followUpAnswerSchema,
  followUpPreviewAnswerSchema,
  type HoldAnswer,
  holdAnswerSchema,
  type RemindersAnswer,
  type RemindersRequest,
  remindersAnswerSchema,
} from '../../contracts/alert-running.ts';
import type { ConsoleEvent } from '../../contracts/events.ts';
import type { AlertSummary, Situation } from '../../contracts/words.ts';
import { pageAddress, usePagedRows } from './paged-rows.ts';
import { request } from './request.ts';

/** What the clock changes (an alert expires, a paused one goes on elsewhere) comes without an event. */
const ANYWAY_MS = 30_000;
const PAGE_ROWS = 200;

export interface AlertsView {
  state: AlertSummary['state'] | undefined;
  category: AlertSummary['category'] | undefined;
  drill: 'true' | 'false' | undefined;
}

const isAlert = ({ kind }: ConsoleEvent): boolean => kind === 'alert' || kind === 'approval';

/** Alerts of the unit, newest first. */
export function useAlerts({ state, category, drill }: AlertsView) {
  return usePagedRows<AlertSummary, AlertsPage>({
    queryKey: ['alert-list', state, category, drill],
    fetchPage: (cursor, signal) =>
      request(pageAddress('/api/alerts', { state, category, drill }, cursor), alertsPageSchema, { signal }),
    isAbout: isAlert,
  });
}

export function useAlert(alertId: string) {
  return useQuery({
    queryKey: ['alert', alertId, 'page'],
    queryFn: ({ signal }) => request(`/api/alerts/${alertId}`, alertPageSchema, { signal }),
    refetchInterval: ANYWAY_MS,
  });
}

export function useCurves(alertId: string) {
  return useQuery({
    queryKey: ['alert', alertId, 'curves'],
    queryFn: ({ signal }) => request(`/api/alerts/${alertId}/curves`, curvesSchema, { signal }),
  });
}

export function useAlertGroups(alertId: string) {
  return useQuery({
    queryKey: ['alert', alertId, 'groups'],
    queryFn: ({ signal }) => request(`/api/alerts/${alertId}/groups`, alertGroupsSchema, { signal }),
  });
}

export interface HouseholdsView {
  situations: readonly Situation[];
  groupId: string | undefined;
}

/** The filters of the household list as its addresses carry them. */
export function householdFilters({ situations, groupId }: HouseholdsView) {
  return { situation: situations.join(','), groupId };
}

export function fetchHouseholds(
  alertId: string,
  view: HouseholdsView,
  cursor: string | null,
  signal: AbortSignal,
): Promise<AlertHouseholdsPage> {
  const filters = { ...householdFilters(view), limit: PAGE_ROWS };
  return request(
    pageAddress(`/api/alerts/${alertId}/households`, filters, cursor),
    alertHouseholdsPageSchema,
    {
      signal,
    },
  );
}

export function useHouseholds(alertId: string, view: HouseholdsView) {
  return usePagedRows<AlertHousehold, AlertHouseholdsPage>({
    queryKey: ['alert-households', alertId, view],
    fetchPage: (cursor, signal) => fetchHouseholds(alertId, view, cursor, signal),
    isAbout: useIsAboutAlert(alertId),
  });
}

/** Nobody prints more than this; who needs all takes the file. */
const PRINTED_AT_MOST = 4_000;
const FIRST: string | null = null;

/** Every page of the list, one after another: for paper. It stays as it was read. */
export function useAllHouseholds(alertId: string, view: HouseholdsView) {
  const { data, error, hasNextPage, isFetching, isError, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['alert-households-all', alertId, view],
    queryFn: ({ pageParam, signal }) => fetchHouseholds(alertId, view, pageParam, signal),
    initialPageParam: FIRST,
    getNextPageParam: (last: AlertHouseholdsPage) => last.next,
    staleTime: 'static',
    gcTime: 0,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const isFull = rows.length >= PRINTED_AT_MOST;

  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && !isFull) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, isFull, fetchNextPage]);

  return {
    rows,
    total: data?.pages[0]?.total ?? 0,
    isComplete: data !== undefined && (!hasNextPage || isFull),
    isCut: hasNextPage && isFull,
    error,
    retry: () => void (data === undefined ? refetch() : fetchNextPage()),
  };
}

export interface LedgerView {
  state: LedgerRow['state'] | undefined;
  messageId: string | undefined;
  channelAccountId: string | undefined;
}

export function useLedger(alertId: string, view: LedgerView) {
  return usePagedRows<LedgerRow, LedgerPage>({
    queryKey: ['alert-ledger', alertId, view],
    fetchPage: (cursor, signal) =>
      request(
        pageAddress(`/api/alerts/${alertId}/ledger`, { ...view, limit: PAGE_ROWS }, cursor),
        ledgerPageSchema,
        { signal },
      ),
    isAbout: useIsAboutAlert(alertId),
  });
}

function useIsAboutAlert(alertId: string): (event: ConsoleEvent) => boolean {
  return useCallback(
    (event) => (event.kind === 'alert' || event.kind === 'reply') && event.alertId === alertId,
    [alertId],
  );
}

// ── What staff do with an alert that was sent ────────────────────────────────────────────────────

/** Counting recipients and rendering texts of a large alert takes its time. */
const LONG_MS = 30_000;

export function useFollowUpPreview(alertId: string) {
  return useMutation({
    mutationFn: (body: FollowUpRequest): Promise<FollowUpPreviewAnswer> =>
      request(`/api/alerts/${alertId}/messages/preview`, followUpPreviewAnswerSchema, {
        method: 'POST',
        body,
        answerWithinMs: LONG_MS,
      }),
  });
}

export function useSendFollowUp(alertId: string) {
  return useMutation({
    mutationFn: ({
      body,
      requestId,
    }: {
      body: FollowUpRequest;
      requestId: string;
    }): Promise<FollowUpAnswer> =>
      request(`/api/alerts/${alertId}/messages`, followUpAnswerSchema, {
        method: 'POST',
        body,
        idempotencyKey: requestId,
        answerWithinMs: LONG_MS,
      }),
    onSettled: useAlertChanged(alertId),
  });
}

export type HoldAct = 'stop' | 'pause' | 'resume';

export function useHold(alertId: string) {
  return useMutation({
    mutationFn: (act: HoldAct): Promise<HoldAnswer> =>
      request(`/api/alerts/${alertId}/${act}`, holdAnswerSchema, { method: 'POST' }),
    onSettled: useAlertChanged(alertId),
  });
}

export function useReminders(alertId: string) {
  return useMutation({
    mutationFn: (body: RemindersRequest): Promise<RemindersAnswer> =>
      request(`/api/alerts/${alertId}/reminders`, remindersAnswerSchema, { method: 'POST', body }),
    onSettled: useAlertChanged(alertId),
  });
}

function useAlertChanged(alertId: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['alert', alertId] });
    void client.invalidateQueries({ queryKey: ['now'] });
  };
}
