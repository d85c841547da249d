import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  addedWebhookSchema,
  type NewWebhook,
  rotatedSecretSchema,
  webhookDeliveriesSchema,
  webhookDeliverySchema,
  webhookSchema,
  webhooksSchema,
} from '../../contracts/webhooks.ts';
import { command, request } from './request.ts';

/** What is told to other systems is announced by no event. */
const REFRESH_MS = 15_000;
/** While somebody looks at what became of it. */
const DELIVERIES_REFRESH_MS = 3_000;

const WEBHOOKS_KEY = ['webhooks'] as const;
const pathOf = (id: string, what = '') =>
  `/api/webhooks/${encodeURIComponent(id)}${what === '' ? '' : `/${what}`}`;

export const webhooksQuery = queryOptions({
  queryKey: WEBHOOKS_KEY,
  queryFn: ({ signal }) => request('/api/webhooks', webhooksSchema, { signal }),
  refetchInterval: REFRESH_MS,
});

const deliveriesKey = (id: string) => [...WEBHOOKS_KEY, id, 'deliveries'] as const;

export function useWebhookDeliveries(id: string) {
  return useQuery({
    queryKey: deliveriesKey(id),
    queryFn: ({ signal }) => request(pathOf(id, 'deliveries'), webhookDeliveriesSchema, { signal }),
    refetchInterval: DELIVERIES_REFRESH_MS,
  });
}

function useRefreshWebhooks(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: WEBHOOKS_KEY });
}

export function useAddWebhook() {
  const onSuccess = useRefreshWebhooks();
  return useMutation({
    // The key makes a click that was repeated add nothing twice.
    mutationFn: ({ key, ...body }: NewWebhook & { key: string }) =>
      request('/api/webhooks', addedWebhookSchema, { method: 'POST', body, idempotencyKey: key }),
    onSuccess,
  });
}

export function useSwitchWebhook(id: string) {
  const onSuccess = useRefreshWebhooks();
  return useMutation({
    mutationFn: (to: 'pause' | 'resume') => request(pathOf(id, to), webhookSchema, { method: 'POST' }),
    onSuccess,
  });
}

export function useNewWebhookSecret(id: string) {
  const onSuccess = useRefreshWebhooks();
  return useMutation({
    mutationFn: () => request(pathOf(id, 'secret'), rotatedSecretSchema, { method: 'POST' }),
    onSuccess,
  });
}

export function useTestWebhook(id: string) {
  const onSuccess = useRefreshWebhooks();
  return useMutation({
    mutationFn: () => request(pathOf(id, 'tests'), webhookDeliverySchema, { method: 'POST' }),
    onSuccess,
  });
}

export function useRemoveWebhook(id: string) {
  const onSuccess = useRefreshWebhooks();
  return useMutation({ mutationFn: () => command(pathOf(id), { method: 'DELETE' }), onSuccess });
}
