import type { FileSender, OutgoingMessage, SendTarget } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import type { Uploader } from './uploads.ts';

const NAMES: Readonly<Record<string, string>> = { 'image/jpeg': 'anh.jpg', 'image/png': 'anh.png' };

/**
 * A picture is uploaded by a call of its own and then named by its attachment id, for seven days. The OA API sends no
 * sound.
 */
export function createFileSender(deps: {
  uploader: Uploader;
  /** The words with the picture of this id above them. */
  send(
    message: OutgoingMessage,
    attachmentId: string,
    target: SendTarget,
    signal: AbortSignal,
  ): Promise<Outcome>;
}): FileSender {
  const noSound = { kind: 'refused', by: 'platform', reason: 'zalo_no_sound' } as const;
  return {
    refuses: (kind) => (kind === 'voice' ? noSound.reason : null),
    async sendNew(_message, { kind, type, bytes }, _target, signal) {
      if (kind === 'voice') return noSound;
      const uploaded = await deps.uploader.upload({ name: NAMES[type] ?? 'anh', bytes }, signal);
      if (uploaded.kind === 'uploaded') {
        const { id, expiresAtMs } = uploaded.asset;
        return { kind: 'stored', kept: { fileId: id, expiresAt: new Date(expiresAtMs) } };
      }
      const { outcome } = uploaded;
      return outcome.kind === 'rejected'
        ? { kind: 'refused', by: 'platform', reason: outcome.reason }
        : { kind: 'not_stored', outcome };
    },
    async sendKept(message, { kind, fileId }, target, signal) {
      if (kind === 'voice') return noSound;
      const outcome = await deps.send(message, fileId, target, signal);
      if (outcome.kind !== 'rejected') return { kind: 'answered', outcome, kept: null };
      const { reason } = outcome;
      return reason === 'zalo_asset_expired' ? { kind: 'gone' } : { kind: 'refused', by: 'chat', reason };
    },
  };
}
