import type { EditOutbox, OverComposer, OverEditStore } from './life-ports.ts';

/** What one round of the sweeper writes: at the pace of the slowest accounts more would only wait. */
const AT_ONCE = 500;

/**
 * What was sent of an alert that is over is edited to say so, where the platform can: whoever scrolls back sees it. Best
 * effort, after everything else of the account's budget. Returns how many edits were written.
 */
export function createEditOver(deps: {
  overEdits: OverEditStore;
  answers: EditOutbox;
  composer: OverComposer;
}) {
  return async function editOver(): Promise<number> {
    const edits = await deps.overEdits.take(AT_ONCE);
    for (const edit of edits) {
      const { contactPointId, messageId: editsMessageId } = edit;
      const message = deps.composer.over(edit);
      await deps.answers.add({ contactPointId, class: 'edit', message, editsMessageId });
    }
    return edits.length;
  };
}
