import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { AuditLog } from '../staff/staff.ts';
import type {
  Claimed,
  Post,
  WebhookDeliveryStore,
  WebhookNoticeComposer,
  WebhookNoticeOutbox,
} from './ports.ts';
import { signedHeaders } from './sign-webhook.ts';
import type { PostResult } from './webhook.ts';

/** Calls under way in this process. */
const AT_ONCE = 16;

/**
 * Sends what is due, each delivery claimed for this process alone. `kick` begins what there is room for and does not wait
 * for the receivers. A process that ends in between leaves its claims to run out: then it is sent again.
 */
export function createDeliverWebhooks(deps: {
  inTransaction<T>(
    work: (stores: {
      webhookDeliveries: WebhookDeliveryStore;
      audit: AuditLog;
      answers: WebhookNoticeOutbox;
    }) => Promise<T>,
  ): Promise<T>;
  composer: WebhookNoticeComposer;
  post: Post;
  clock: Pick<Clock, 'now'>;
  random(): number;
  logger: Logger;
}) {
  const { inTransaction, composer, post, logger } = deps;
  const underWay = new Set<Promise<void>>();
  let closing = false;
  let claiming: Promise<void> | null = null;

  async function record(delivery: Claimed, result: PostResult): Promise<void> {
    const ended = await inTransaction(async ({ webhookDeliveries, audit, answers }) => {
      if (result.kind === 'accepted') {
        await webhookDeliveries.accepted(delivery, result.status);
        return null;
      }
      const { ended: reason } = await webhookDeliveries.failed(delivery, result, deps.random());
      if (reason !== null) {
        await audit.append({
          staffId: null,
          policeUnitId: delivery.policeUnitId,
          action: 'webhook.paused',
          subject: `webhook:${delivery.webhookId}`,
          detail: { reason },
        });
        const message = composer.webhookPaused({ host: new URL(delivery.url).host, reason });
        for (const contactPointId of await webhookDeliveries.managerChats(delivery.policeUnitId)) {
          await answers.add({ contactPointId, class: 'staff_notice', message });
        }
      }
      return reason;
    });
    if (ended !== null) logger.warn({ webhookId: delivery.webhookId, reason: ended }, 'a webhook is paused');
  }

  async function attempt(delivery: Claimed): Promise<boolean> {
    try {
      const body = bodyOf(delivery);
      const { deliveryId: id, url, near, secrets } = delivery;
      const headers = signedHeaders({ id, at: deps.clock.now(), body, secrets });
      const result = await post.send({ url, near, headers, body });
      if (closing && result.kind === 'failed') return false;
      await record(delivery, result);
      return result.kind === 'accepted';
    } catch (error) {
      logger.warn({ ...errorFields(error), webhookId: delivery.webhookId }, 'a webhook delivery failed');
      return false;
    }
  }

  const claimFailed = (error: unknown) =>
    logger.warn(errorFields(error), 'webhook deliveries could not be claimed');

  async function claim(): Promise<void> {
    const room = AT_ONCE - underWay.size;
    if (closing || room <= 0) return;
    for (const delivery of await inTransaction((stores) => stores.webhookDeliveries.claim(room))) {
      const call = attempt(delivery).then((accepted) => {
        underWay.delete(call);
        // What waits behind one that was taken need not wait for the next beat.
        if (accepted) void kick().catch(claimFailed);
      });
      underWay.add(call);
    }
  }

  async function kick(): Promise<void> {
    claiming ??= claim().finally(() => {
      claiming = null;
    });
    await claiming;
  }

  return {
    kick,
    /** Lets go of the calls under way; what they were about is sent again. */
    async close(): Promise<void> {
      closing = true;
      // Who asked for the claim is told of its error.
      await claiming?.catch(() => undefined);
      await post.close();
      await Promise.all(underWay);
    },
  };
}

/** The JSON that is sent: what `GET /api/events` says of the change, its number and its unit. */
function bodyOf(delivery: Claimed): string {
  const { kind, change, at } = delivery;
  return JSON.stringify({ type: kind, timestamp: at.toISOString(), change, data: dataOf(delivery) });
}

function dataOf({
  kind,
  unitId,
  subjectId,
  alertId,
  help,
  fresh,
}: Pick<Claimed, 'kind' | 'unitId' | 'subjectId' | 'alertId' | 'help' | 'fresh'>) {
  switch (kind) {
    case 'alert':
    case 'approval':
      return { kind, unitId, alertId: subjectId };
    case 'reply':
      return { kind, unitId, replyId: subjectId, alertId, help, fresh };
    case 'lane':
      return { kind, unitId, channelAccountId: subjectId };
    case 'duty':
    case 'reset':
    case 'test':
      return { kind, unitId };
  }
}
