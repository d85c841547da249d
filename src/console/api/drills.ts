import { queryOptions } from '@tanstack/react-query';
import { alertsPageSchema } from '../../contracts/alert-page.ts';
import { drillScoreSchema } from '../../contracts/alert-running.ts';
import { request } from './request.ts';

/** Drills of the unit, the newest first. Kept up to date as alerts are. */
export const drillsQuery = queryOptions({
  queryKey: ['alerts', 'drills'],
  queryFn: ({ signal }) => request('/api/alerts?drill=true&limit=50', alertsPageSchema, { signal }),
  select: ({ items }) => items,
});

/** How a drill went; changes while it goes on. */
export function drillScoreQuery(alertId: string) {
  return queryOptions({
    queryKey: ['alert', alertId, 'drill-score'],
    queryFn: ({ signal }) => request(`/api/alerts/${alertId}/drill-score`, drillScoreSchema, { signal }),
  });
}
