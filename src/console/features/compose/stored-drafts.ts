import type { AlertDraftView } from '../../../contracts/alert-approvals.ts';
import type { AlertContent } from '../../../contracts/alerts.ts';
import type { LocalDraft } from './local-drafts.ts';

export interface StoredDraft {
  /** Null where the service has never seen it. */
  draftId: string | null;
  /** Where this browser has something newer than the service. */
  localKey: string | null;
  content: AlertContent;
  savedAt: string;
  number: string | null;
  returned: AlertDraftView['returned'];
}

/** One person's drafts, the newest first. What this browser kept is newer than what the service has of the same draft. */
export function storedDrafts(
  atService: readonly AlertDraftView[],
  kept: readonly LocalDraft[],
  staffId: string,
): StoredDraft[] {
  const own = atService.filter(({ authorId }) => authorId === staffId);
  const fromService = own.map(({ draftId, content, savedAt, number, returned }): StoredDraft => {
    const local = kept.find((draft) => draft.draftId === draftId);
    const newest = local ?? { content, savedAt, key: null };
    return {
      draftId,
      localKey: newest.key,
      content: newest.content,
      savedAt: newest.savedAt,
      number,
      returned,
    };
  });
  const onlyHere = kept
    .filter(({ draftId }) => draftId === null || !own.some((draft) => draft.draftId === draftId))
    .map(
      ({ draftId, key, content, savedAt }): StoredDraft => ({
        draftId,
        localKey: key,
        content,
        savedAt,
        number: null,
        returned: null,
      }),
    );
  return [...fromService, ...onlyHere].toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
}
