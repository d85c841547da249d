import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConsoleEvent } from '../../contracts/events.ts';
import {
  type DutyPage,
  type DutyShift,
  dutyPageSchema,
  dutyShiftSchema,
  type HandOver,
} from '../../contracts/now.ts';
import { pageAddress, usePagedRows } from './paged-rows.ts';
import { command, request } from './request.ts';

const isDuty = (event: ConsoleEvent): boolean => event.kind === 'duty';

/** Shifts of the unit, newest first. */
export function useShifts() {
  return usePagedRows<DutyShift, DutyPage>({
    queryKey: ['shifts'],
    fetchPage: (cursor, signal) => request(pageAddress('/api/duty', {}, cursor), dutyPageSchema, { signal }),
    isAbout: isDuty,
  });
}

/** The actor is on duty from now on. */
export function useTakeOver() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (): Promise<DutyShift> => request('/api/duty/take-over', dutyShiftSchema, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['now'] }),
  });
}

/** Ends the actor's shift, with a note to the next one. */
export function useHandOver() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: HandOver): Promise<void> => command('/api/duty/hand-over', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['now'] }),
  });
}
