import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  chatCodeSchema,
  grantedSchema,
  type InviteStaff,
  invitationSchema,
  invitedSchema,
  rightRequestsSchema,
  type StaffMember,
  staffListSchema,
  staffUnitsSchema,
} from '../../contracts/staff.ts';
import { command, request } from './request.ts';

export type StaffRole = StaffMember['roles'][number];

const STAFF_KEY = ['staff'] as const;
const RIGHTS_KEY = ['rights'] as const;

const pathOf = (staffId: string, rest: string) => `/api/staff/${encodeURIComponent(staffId)}/${rest}`;

export const staffQuery = queryOptions({
  queryKey: [...STAFF_KEY, 'list'],
  queryFn: ({ signal }) => request('/api/staff', staffListSchema, { signal }),
});

export const staffUnitsQuery = queryOptions({
  queryKey: [...STAFF_KEY, 'units'],
  queryFn: ({ signal }) => request('/api/staff/units', staffUnitsSchema, { signal }),
});

export const rightRequestsQuery = queryOptions({
  queryKey: RIGHTS_KEY,
  queryFn: ({ signal }) => request('/api/rights/requests', rightRequestsSchema, { signal }),
});

/** After whatever changes somebody's rights. Not waited for: who asked is told at once, before their row may be gone. */
function useRefreshStaff(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [STAFF_KEY, RIGHTS_KEY]) void client.invalidateQueries({ queryKey });
  };
}

export function useInviteStaff() {
  const onSuccess = useRefreshStaff();
  return useMutation({
    // The key makes a click that was repeated invite nobody twice.
    mutationFn: ({ key, ...body }: InviteStaff & { key: string }) =>
      request('/api/staff', invitedSchema, { method: 'POST', body, idempotencyKey: key }),
    onSuccess,
  });
}

export function useRenewInvitation() {
  return useMutation({
    mutationFn: (staffId: string) =>
      request(pathOf(staffId, 'invitation'), invitationSchema, { method: 'POST' }),
  });
}

export function useChatCode() {
  return useMutation({
    mutationFn: (staffId: string) =>
      request(pathOf(staffId, 'chat-code'), chatCodeSchema, { method: 'POST' }),
  });
}

export function useDisableStaff() {
  const onSuccess = useRefreshStaff();
  return useMutation({ mutationFn: (staffId: string) => command(pathOf(staffId, 'disable')), onSuccess });
}

export function useGrantRole() {
  const onSuccess = useRefreshStaff();
  return useMutation({
    mutationFn: ({ staffId, role }: { staffId: string; role: StaffRole }) =>
      request(pathOf(staffId, 'roles'), grantedSchema, { method: 'POST', body: { role } }),
    onSuccess,
  });
}

export function useRevokeRole() {
  const onSuccess = useRefreshStaff();
  return useMutation({
    mutationFn: ({ staffId, role }: { staffId: string; role: StaffRole }) =>
      command(pathOf(staffId, `roles/${role}`), { method: 'DELETE' }),
    onSuccess,
  });
}

/** Decides a right that waits for a second person. */
export function useDecideRight() {
  const onSuccess = useRefreshStaff();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: 'approve' | 'refuse' }) =>
      command(`/api/rights/requests/${encodeURIComponent(id)}/${decision}`),
    // Also after a refusal: somebody else may have decided it.
    onSettled: onSuccess,
  });
}
