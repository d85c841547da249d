import { z } from 'zod';
import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import type { CategoryCode } from '../src/alerts/alert.ts';
import { createSendFollowUp } from '../src/alerts/follow-up.ts';
import { createRaiseAlert } from '../src/alerts/raise-alert.ts';
import { createStopAlert } from '../src/alerts/stop-alert.ts';
import type { Container } from '../src/container.ts';
import type { Stores } from '../src/db/transaction.ts';
import { newCode, newId } from '../src/shared/ids.ts';
import type { Population } from './population.ts';
import { type Content, contentSchema } from './protocol.ts';

export interface RaisedAlert {
  alertId: string;
  messageId: string;
  /** Stands in its text: tells its copies at the platform from others. */
  number: string;
  households: number;
  /** What a household gets. */
  content: Content;
}

export interface BenchOfficer {
  /** As from the officer's chat: one transaction, then the hint. */
  raise(category: CategoryCode, groupIds: readonly string[], text?: string): Promise<RaisedAlert>;
  /** The next message of the same alert; its id. */
  update(alertId: string, text: string): Promise<string>;
  stop(alertId: string): Promise<void>;
}

const TEXT =
  'Nước sông dâng nhanh. Bà con đưa người già và trẻ nhỏ lên nhà văn hóa thôn ngay trong chiều nay.';
const messageRow = z.object({ texts: z.object({ vi: contentSchema }) });

/** The officer on duty of a population. */
export function createBenchOfficer(container: Container, unit: Population): BenchOfficer {
  const actor = { staffId: unit.staffId, policeUnitId: unit.policeUnitId, roles: ['duty_officer'] as const };
  const deps = (stores: Stores) => ({
    ...stores,
    composer: container.composer,
    categories: ALERT_CATEGORIES,
    now: container.clock.now,
    newId,
    newCode,
    textLimit: () => Promise.resolve(4_000),
  });

  return {
    async raise(category, groupIds, text = TEXT) {
      const { raised, messageId } = await container.inTransaction(async (stores) => {
        const result = await createRaiseAlert(deps(stores))(actor, { category, groupIds, text }, null);
        if (result.kind !== 'raised') throw new Error(`the alert was not raised: ${result.kind}`);
        return { raised: result, messageId: [...stores.wake.alertMessages][0] ?? '' };
      });
      await container.hints.fanOut([messageId]);
      const found = await container.database.pool.query('SELECT texts FROM "AlertMessage" WHERE id = $1', [
        messageId,
      ]);
      const { alertId, number, households } = raised;
      return { alertId, messageId, number, households, content: messageRow.parse(found.rows[0]).texts.vi };
    },
    async update(alertId, text) {
      const messageId = await container.inTransaction(async (stores) => {
        const input = { alertId, message: 'update', text } as const;
        const result = await createSendFollowUp(deps(stores))(actor, input);
        if (result.kind !== 'message_sent') throw new Error(`the update was not sent: ${result.kind}`);
        return [...stores.wake.alertMessages][0] ?? '';
      });
      await container.hints.fanOut([messageId]);
      return messageId;
    },
    async stop(alertId) {
      const stopped = await container.inTransaction((stores) =>
        createStopAlert(deps(stores))(actor, { alertId }),
      );
      if (stopped.kind !== 'alert_stopped') throw new Error(`the alert was not stopped: ${stopped.kind}`);
    },
  };
}
