import type { QueueBackend } from '../queue/backend.ts';
import { inboundJob } from './inbound.ts';

/** `inbound`: the waiting events of one chat. A postponed event throws, so that the queue tries it again. */
export function startInboundWorker(
  queue: QueueBackend,
  handleEvents: (contactPointId: string, signal: AbortSignal) => Promise<{ kind: 'done' | 'postponed' }>,
) {
  return queue.startWorker(inboundJob, {
    concurrency: inboundJob.settings.concurrency,
    process: async ({ contactPointId }, { signal }) => {
      const result = await handleEvents(contactPointId, signal);
      if (result.kind === 'postponed' && !signal.aborted)
        throw new Error('events of this chat wait for another try');
    },
  });
}
