import type { ChangeFeed, Listening, WebhookDeliveryStore } from './ports.ts';
import { type Change, isTold, latestOfEach } from './webhook.ts';

const CHANGES_AT_ONCE = 1_000;
/** Of a webhook that is further behind, the rest is read in the next round. */
const READS_AT_ONCE = 5;

const RESET: Omit<Change, 'change'> = {
  kind: 'reset',
  unitId: null,
  subjectId: null,
  alertId: null,
  help: false,
  fresh: false,
};

function concerns(
  { policeUnitId, unitIds, kinds, adderRoles }: Listening,
  { kind, unitId }: Change,
): boolean {
  const chosen = kinds.find((one) => one === kind);
  if (chosen === undefined || (unitId !== null && !unitIds.includes(unitId))) return false;
  return isTold(adderRoles, chosen, unitId === null || unitId === policeUnitId ? 'own' : 'other');
}

/** One round: what changed becomes deliveries of the webhooks that are told of it. Asks nothing while there is none. */
export function createTellWebhooks(deps: {
  feed: ChangeFeed;
  inTransaction<T>(work: (stores: { webhookDeliveries: WebhookDeliveryStore }) => Promise<T>): Promise<T>;
}) {
  const { feed, inTransaction } = deps;

  const tell = (webhookId: string, from: string, to: string, changes: readonly Change[]) =>
    inTransaction((stores) => stores.webhookDeliveries.tell(webhookId, from, to, changes));

  async function catchUp(listening: Listening): Promise<void> {
    const { webhookId } = listening;
    let from = listening.readTo;
    for (let reads = 0; reads < READS_AT_ONCE; reads++) {
      const changes = await feed.after(from, CHANGES_AT_ONCE);
      if (changes === 'gone') {
        const newest = await feed.newest();
        return tell(webhookId, from, newest, [{ ...RESET, change: newest }]);
      }
      const to = changes.at(-1)?.change;
      if (to === undefined || to === null) return;
      const wanted = changes.filter((change) => concerns(listening, change));
      await tell(webhookId, from, to, latestOfEach(wanted));
      if (changes.length < CHANGES_AT_ONCE) return;
      from = to;
    }
  }

  return async function tellWebhooks(): Promise<void> {
    const listening = await inTransaction((stores) => stores.webhookDeliveries.listening());
    if (listening.length === 0) return;
    await feed.number();
    for (const webhook of listening) await catchUp(webhook);
  };
}
