import type { ChannelNotice, InboundMessage } from '../channels/channel.ts';
import type { Hints } from '../deliveries/ports.ts';
import { createBatcher } from '../shared/batcher.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import { usefulNotices } from './handle-notices.ts';
import type { Intake } from './intake.ts';
import type { NoticeStore } from './notice-ports.ts';
import type { InboundStore, InTransaction } from './ports.ts';
import { withUrgency } from './urgency.ts';

interface Page {
  channelAccountId: string;
  messages: readonly InboundMessage[];
}

/** More than one, so that a connection that died does not keep every platform waiting. */
const WRITES_AT_ONCE = 2;
/** At most so often, however many events come in; the first one at once. */
const HINT_EVERY_MS = 100;

/**
 * Puts events on disk, each once; only then may the platform be told that we have them. In a storm many calls share one
 * transaction. The `inbound` workers get their hint afterwards, and nobody waits for it: one that is lost is given again
 * by the sweeper.
 */
export function createReceiveEvents(deps: {
  inTransaction: InTransaction<{
    inbound: Pick<InboundStore, 'store'>;
    notices: Pick<NoticeStore, 'store'>;
  }>;
  hints: Pick<Hints, 'inbound'>;
  intake: Pick<Intake, 'enter'>;
  clock: Pick<Clock, 'sleep'>;
  logger: Logger;
}) {
  const hintOnce = createBatcher<null>(async () => {
    await deps.hints.inbound();
    await deps.clock.sleep(HINT_EVERY_MS);
  }, 1);
  const hint = () =>
    hintOnce(null).catch((error: unknown) => {
      deps.logger.warn(errorFields(error), 'a hint was lost; the sweeper finds the rows');
    });

  const store = createBatcher<Page>(async (pages) => {
    const stored = await deps.inTransaction(async (stores) => {
      let fresh = 0;
      for (const [channelAccountId, messages] of byAccount(pages)) {
        fresh += await stores.inbound.store(channelAccountId, messages.map(withUrgency));
      }
      return fresh;
    });
    if (stored > 0) void hint();
  }, WRITES_AT_ONCE);

  return async function receiveEvents(
    channelAccountId: string,
    messages: readonly InboundMessage[],
    notices: readonly ChannelNotice[] = [],
  ): Promise<void> {
    if (messages.length > 0) {
      const leave = deps.intake.enter();
      await store({ channelAccountId, messages }).finally(leave);
    }
    // The sweeper looks for them: nobody waits for what a platform only tells us.
    const useful = usefulNotices(notices);
    if (useful.length > 0) {
      await deps.inTransaction((stores) => stores.notices.store(channelAccountId, useful));
    }
  };
}

/** In a fixed order, so that two writes never stand in each other's way. */
function byAccount(pages: readonly Page[]): [string, InboundMessage[]][] {
  const accounts = new Map<string, InboundMessage[]>();
  for (const { channelAccountId, messages } of pages) {
    const known = accounts.get(channelAccountId);
    if (known) known.push(...messages);
    else accounts.set(channelAccountId, [...messages]);
  }
  return [...accounts].sort(([a], [b]) => (a < b ? -1 : 1));
}
