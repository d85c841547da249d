import type { AlertProgress, BoardComposer, BoardOutbox, BoardStore, ProgressStore } from './ports.ts';

/** A board is edited at most this often: its edits draw on the same budget as the alert. */
const REST_MS = 2_000;

/** The figures a board shows, as one string: an edit is sent only when it changes. */
export function boardDigest(progress: AlertProgress, last: boolean): string {
  return JSON.stringify({ last, ...progress });
}

/** One round over the officers' progress boards, on the sweeper's beat. */
export function createUpdateBoards(deps: {
  boards: BoardStore;
  progress: ProgressStore;
  answers: BoardOutbox;
  composer: BoardComposer;
  now(): Date;
}) {
  return async function updateBoards(): Promise<void> {
    for (const board of await deps.boards.due(REST_MS)) {
      const progress = await deps.progress.progress(board.alertId);
      const digest = boardDigest(progress, board.last);
      if (digest === board.shown) continue;
      const text = deps.composer.board(progress, board.language, board.last, deps.now());
      await deps.answers.add({
        contactPointId: board.contactPointId,
        class: 'progress',
        message: { text, buttons: [] },
        // Where a message cannot be changed, the last figures are a message of their own.
        ...(board.editable ? { editsAnswerId: board.answerId } : {}),
      });
      await deps.boards.markShown(board, digest);
    }
  };
}
