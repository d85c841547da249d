import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { auditFiltersSchema, auditPageSchema, auditVerdictSchema } from '../../contracts/audit.ts';
import { request } from './request.ts';

/** What of the log is shown. Days are those of Đắk Lắk, `YYYY-MM-DD`. */
export interface AuditView {
  action?: string | undefined;
  staffId?: string | undefined;
  subject?: string | undefined;
  fromDay?: string | undefined;
  /** The last day that is shown. */
  toDay?: string | undefined;
}

const DAY_MS = 86_400_000;
/** A chain of many years is read whole. */
const VERIFY_WITHIN_MS = 10 * 60_000;

const startOf = (day: string) => new Date(`${day}T00:00:00+07:00`).getTime();

/** The filters of a view as the contract wants them. */
export function auditParams(view: AuditView): URLSearchParams {
  const params = new URLSearchParams();
  if (view.action !== undefined) params.set('action', view.action);
  if (view.staffId !== undefined) params.set('staffId', view.staffId);
  if (view.subject !== undefined) params.set('subject', view.subject);
  if (view.fromDay !== undefined) params.set('from', new Date(startOf(view.fromDay)).toISOString());
  if (view.toDay !== undefined) params.set('to', new Date(startOf(view.toDay) + DAY_MS).toISOString());
  return params;
}

const FIRST_PAGE: string | null = null;

export function auditQuery(view: AuditView) {
  return infiniteQueryOptions({
    queryKey: ['audit', 'list', view],
    queryFn: ({ pageParam, signal }) => {
      const params = auditParams(view);
      if (pageParam !== null) params.set('cursor', pageParam);
      return request(`/api/audit?${params}`, auditPageSchema, { signal });
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ next }) => next,
  });
}

export const auditFiltersQuery = queryOptions({
  queryKey: ['audit', 'filters'],
  queryFn: ({ signal }) => request('/api/audit/filters', auditFiltersSchema, { signal }),
});

/** Reads the whole sealed chain again. */
export function useVerifyAudit() {
  return useMutation({
    mutationFn: () =>
      request('/api/audit/verify', auditVerdictSchema, { method: 'POST', answerWithinMs: VERIFY_WITHIN_MS }),
  });
}
