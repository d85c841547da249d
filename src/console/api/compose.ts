import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  draftsSchema,
  type SaveDraft,
  type SaveDraftAnswer,
  saveDraftAnswerSchema,
} from '../../contracts/alert-approvals.ts';
import {
  type AlertContent,
  alertCategoriesSchema,
  checkAnswerSchema,
  previewAnswerSchema,
  type RaiseAnswer,
  type RaiseRequest,
  raiseAnswerSchema,
} from '../../contracts/alerts.ts';
import { request } from './request.ts';

const RARELY_CHANGES_MS = 5 * 60_000;
/** A count of households, a forecast of a minute ago are still true enough to write by. */
const PREVIEW_FRESH_MS = 60_000;
/** Freezing an audience of a whole province takes its time. */
const RAISE_WITHIN_MS = 60_000;

export const categoriesQuery = queryOptions({
  queryKey: ['alert-categories'],
  queryFn: ({ signal }) => request('/api/alert-categories', alertCategoriesSchema, { signal }),
  select: ({ categories }) => categories,
  staleTime: RARELY_CHANGES_MS,
});

/** Drafts of the unit that nobody has sent. */
export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: ({ signal }) => request('/api/alert-drafts', draftsSchema, { signal }),
  select: ({ drafts }) => drafts,
});

/**
 * What households would get, who, when, and what was found in it; by `check` where nobody is chosen yet. With the content
 * that it is about: what is on the screen may be newer.
 */
export function previewQuery(content: AlertContent) {
  const options = { method: 'POST', body: content } as const;
  return queryOptions({
    queryKey: ['compose-preview', content],
    queryFn: async ({ signal }) => {
      if (content.groupIds.length === 0) {
        return {
          content,
          answer: await request('/api/alerts/check', checkAnswerSchema, { ...options, signal }),
        };
      }
      return {
        content,
        answer: await request('/api/alerts/preview', previewAnswerSchema, { ...options, signal }),
      };
    },
    staleTime: PREVIEW_FRESH_MS,
    gcTime: PREVIEW_FRESH_MS,
    placeholderData: keepPreviousData,
  });
}

export function saveDraft(body: SaveDraft): Promise<SaveDraftAnswer> {
  return request('/api/alert-drafts', saveDraftAnswerSchema, { method: 'POST', body });
}

export function discardDraft(draftId: string): Promise<SaveDraftAnswer> {
  return request(`/api/alert-drafts/${draftId}/discard`, saveDraftAnswerSchema, { method: 'POST' });
}

export function raiseAlert(body: RaiseRequest): Promise<RaiseAnswer> {
  return request('/api/alerts', raiseAnswerSchema, {
    method: 'POST',
    body,
    answerWithinMs: RAISE_WITHIN_MS,
  });
}
