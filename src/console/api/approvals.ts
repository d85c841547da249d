import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type ApprovalDecision,
  approvalAnswerSchema,
  approvalsSchema,
} from '../../contracts/alert-approvals.ts';
import { request } from './request.ts';

/** Freezing an audience of a whole province takes its time. */
const DECIDE_WITHIN_MS = 60_000;

export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: ({ signal }) => request('/api/approvals', approvalsSchema, { signal }),
  select: ({ approvals }) => approvals,
});

/** How many of them this person may decide about. */
export function useApprovalsWaiting(): number {
  const { data } = useQuery(approvalsQuery);
  return data?.filter(({ mayDecide }) => mayDecide).length ?? 0;
}

export function useDecide(alertId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: ApprovalDecision) =>
      request(`/api/alerts/${alertId}/approval`, approvalAnswerSchema, {
        method: 'POST',
        body: decision,
        answerWithinMs: DECIDE_WITHIN_MS,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  });
}
