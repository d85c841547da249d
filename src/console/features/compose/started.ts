import { type Draft, resumeDraft } from './draft.ts';
import { newLocalKey } from './local-drafts.ts';
import type { StoredDraft } from './stored-drafts.ts';

/** What somebody began to write, or goes on with. */
export interface Started {
  draft: Draft;
  draftId: string | null;
  /** Names it among what this browser keeps. */
  localKey: string;
  /** The service does not have it, or has an older one. */
  changed: boolean;
}

export function startNew(draft: Draft): Started {
  return { draft, draftId: null, localKey: newLocalKey(), changed: false };
}

export function startStored({ content, draftId, localKey }: StoredDraft): Started {
  return {
    draft: resumeDraft(content),
    draftId,
    localKey: localKey ?? newLocalKey(),
    changed: localKey !== null,
  };
}
