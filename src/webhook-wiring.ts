import { createChangeFeed } from './db/console-event-store.ts';
import type { Db } from './db/sql.ts';
import type { Stores } from './db/transaction.ts';
import type { InTransaction } from './dialogs/ports.ts';
import type { UnitWebhookDeps } from './http/routes/unit-webhooks.ts';
import type { Clock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import { createPost } from './webhook-post/post.ts';
import { createDeliverWebhooks } from './webhooks/deliver-webhooks.ts';
import {
  createAddWebhook,
  createRemoveWebhook,
  createRotateWebhookSecret,
  createSwitchWebhook,
  createTestWebhook,
} from './webhooks/manage-webhooks.ts';
import type { WebhookNoticeComposer } from './webhooks/ports.ts';
import { createTellWebhooks } from './webhooks/tell-webhooks.ts';

/** Wires outgoing webhooks; the part of src/container.ts that belongs to them. */
export function wireWebhooks(deps: {
  db: Db;
  inTransaction: InTransaction<Stores>;
  composer: WebhookNoticeComposer;
  /** It calls nothing but this machine. */
  demo: boolean;
  clock: Clock;
  logger: Logger;
}) {
  const { db, inTransaction } = deps;
  const post = createPost(deps);
  const tell = createTellWebhooks({ feed: createChangeFeed(db), inTransaction });
  const deliver = createDeliverWebhooks({ ...deps, post, random: Math.random });
  const each =
    <A extends unknown[], R>(create: (stores: Stores) => (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      inTransaction((stores) => create(stores)(...args));

  const routes: Omit<UnitWebhookDeps, 'idempotent'> = {
    webhooksOf: (policeUnitId) => inTransaction((stores) => stores.webhooks.list(policeUnitId)),
    deliveriesOf: (policeUnitId, id, limit) =>
      inTransaction(async ({ webhooks }) =>
        (await webhooks.find(policeUnitId, id)) === null ? null : webhooks.deliveries(id, limit),
      ),
    addWebhook: createAddWebhook({ inTransaction, post }),
    switchWebhook: each(createSwitchWebhook),
    rotateSecret: each(createRotateWebhookSecret),
    removeWebhook: each(createRemoveWebhook),
    testWebhook: each(createTestWebhook),
  };

  return {
    routes,
    /** A beat of the sweeper: what changed is written down for whom it concerns, and what is due is sent. */
    async beat(): Promise<void> {
      await tell();
      await deliver.kick();
    },
    close: deliver.close,
  };
}
