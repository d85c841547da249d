import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type NewTemplate, templateAnswerSchema, templatesSchema } from '../../contracts/alerts.ts';
import { request } from './request.ts';

const FRESH_MS = 60_000;

/** The unit's own and those that come with the service, of all categories. */
export const templatesQuery = queryOptions({
  queryKey: ['alert-templates'],
  queryFn: ({ signal }) => request('/api/alert-templates', templatesSchema, { signal }),
  select: ({ templates }) => templates,
  staleTime: FRESH_MS,
});

export function useAddTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewTemplate) =>
      request('/api/alert-templates', templateAnswerSchema, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
}

export function useRetireTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (templateId: string) =>
      request(`/api/alert-templates/${templateId}/retire`, templateAnswerSchema, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
}
