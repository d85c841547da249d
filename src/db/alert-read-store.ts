import { z } from 'zod';
import { REPLY_CODES } from '../alerts/alert.ts';
import type { AlertPage, AlertReads } from '../contracts/alert-page.ts';
import { type Reader, toCursor } from '../contracts/words.ts';
import { listAlerts, oneAlert } from './alert-summaries.ts';
import { createAudienceReads } from './audience-reads.ts';
import { createCurveReads } from './curve-reads.ts';
import { readLedger } from './ledger-reads.ts';
import { peopleOf } from './people.ts';
import { createProgressStore } from './progress-store.ts';
import type { ReadDeps } from './read-deps.ts';

const textSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});
const alertRow = z.object({
  policeUnitId: z.string(),
  verificationCode: z.string(),
  authorId: z.string(),
  replyCodes: z.array(z.enum(REPLY_CODES)),
});
const messageRow = z.object({
  id: z.string(),
  seq: z.number(),
  kind: z.enum(['initial', 'update', 'correction', 'reminder', 'closure']),
  texts: z.object({ vi: textSchema, en: textSchema }),
  media: z
    .object({
      id: z.string(),
      kind: z.enum(['photo', 'voice']),
      gone: z.boolean(),
      refused: z.array(
        z.object({ channel: z.enum(['telegram', 'zalo']), account: z.string(), reason: z.string() }),
      ),
      leftOut: z.number(),
    })
    .nullable(),
  createdAt: z.date(),
  sendFrom: z.date().nullable(),
  sendUntil: z.date(),
  pausedAt: z.date().nullable(),
  stoppedAt: z.date().nullable(),
  written: z.boolean(),
  deliveries: z.array(
    z.object({
      state: z.enum(['sent', 'pending', 'unreachable', 'unknown', 'failed', 'cancelled']),
      count: z.number(),
    }),
  ),
});
const planRow = z.object({
  roundsSent: z.number(),
  roundsLeft: z.number(),
  everyMs: z.number(),
  nextAt: z.date(),
});
const laneRow = z.object({
  laneId: z.string(),
  channelAccountId: z.string(),
  channel: z.enum(['telegram', 'zalo']),
  name: z.string(),
});

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** What the pages of alerts show. Each method is a few statements, none in a transaction: figures may move in between. */
export function createAlertReads(deps: ReadDeps): AlertReads {
  const { db } = deps;
  const audience = createAudienceReads(deps);
  const curves = createCurveReads(deps);

  async function messagesOf(alertId: string) {
    const rows = await db.rows`
      SELECT m.id, m.seq, m.kind::text AS kind, m.texts, m."createdAt", m."sendFrom", m."sendUntil", m."pausedAt",
             m."stoppedAt", m."fannedOutAt" IS NOT NULL AS written,
             (SELECT json_build_object('id', f.id, 'kind', f.kind, 'gone', f.bytes = '',
                'refused', coalesce((SELECT json_agg(json_build_object('channel', a.channel, 'account', a.name,
                                                                       'reason', u.reason) ORDER BY a.name)
                   FROM "AlertMediaUpload" u JOIN "ChannelAccount" a ON a.id = u."channelAccountId"
                  WHERE u."mediaId" = f.id AND u.reason IS NOT NULL), '[]'),
                'leftOut', (SELECT count(*) FROM "Delivery" d
                             WHERE d."alertMessageId" = m.id AND d.state = 'sent' AND d.reason IS NOT NULL))
                FROM "AlertMedia" f WHERE f.id = m."mediaId") AS media,
             coalesce((SELECT json_agg(json_build_object('state', c.cell, 'count', c.n) ORDER BY c.cell)
                FROM (SELECT cell, sum(deliveries)::int AS n
                        FROM (SELECT cell, deliveries FROM "ProgressCount"
                               WHERE "alertId" = m."alertId" AND "alertMessageId" = m.id
                              UNION ALL
                              SELECT cell, deliveries FROM "ProgressDelta"
                               WHERE "alertId" = m."alertId" AND "alertMessageId" = m.id) counted
                       WHERE cell <= 'unreachable' GROUP BY cell HAVING sum(deliveries) <> 0) c), '[]') AS deliveries
        FROM "AlertMessage" m WHERE m."alertId" = ${alertId}::uuid ORDER BY m.seq`;
    return z
      .array(messageRow)
      .parse(rows)
      .map(({ media, ...message }) => ({
        ...message,
        ...(media && { media }),
        createdAt: message.createdAt.toISOString(),
        sendFrom: iso(message.sendFrom),
        sendUntil: message.sendUntil.toISOString(),
        pausedAt: iso(message.pausedAt),
        stoppedAt: iso(message.stoppedAt),
      }));
  }

  async function remindersOf(alertId: string): Promise<AlertPage['reminders']> {
    const rows = await db.rows`
      SELECT "roundsSent", "roundsLeft", "everyMs", "nextAt" FROM "ReminderPlan" WHERE "alertId" = ${alertId}::uuid`;
    const plan = z.array(planRow).parse(rows)[0];
    return plan ? { ...plan, nextAt: plan.nextAt.toISOString() } : null;
  }

  async function lanesOf(alertId: string) {
    const lanes = await createProgressStore(db).lanes(alertId);
    const rows = await db.rows`
      SELECT l.id AS "laneId", a.id AS "channelAccountId", a.channel::text AS channel, a.name
        FROM "Lane" l JOIN "ChannelAccount" a ON a.id = l."channelAccountId"
       WHERE l.id = ANY (${lanes.map(({ laneId }) => laneId)}::uuid[])`;
    const accounts = new Map(
      z
        .array(laneRow)
        .parse(rows)
        .map((one) => [one.laneId, one]),
    );
    return lanes.flatMap(({ laneId, ...counts }) => {
      const account = accounts.get(laneId);
      if (!account) return [];
      const { channelAccountId, channel, name } = account;
      return { channelAccountId, channel, name, ...counts };
    });
  }

  async function isThere(reader: Reader, alertId: string): Promise<boolean> {
    const rows = await db.rows`
      SELECT 1 FROM "Alert" WHERE id = ${alertId}::uuid AND "policeUnitId" = ANY (${reader.unitIds}::uuid[])`;
    return rows.length > 0;
  }

  return {
    async list(reader, query) {
      const found = await listAlerts(db, reader, query);
      const items = found.slice(0, query.limit);
      const last = found.length > items.length ? items.at(-1) : undefined;
      return { items, next: last ? toCursor([last.createdAt, last.id]) : null };
    },

    async page(reader, alertId) {
      const alert = await oneAlert(db, reader, alertId);
      if (!alert) return null;
      const more = z.tuple([alertRow]).parse(
        await db.rows`
          SELECT "policeUnitId", "verificationCode", "authorId", "replyCodes" FROM "Alert" WHERE id = ${alertId}::uuid`,
      )[0];
      const personOf = await peopleOf(deps, reader, [more.authorId]);
      const page = {
        asOf: deps.now().toISOString(),
        alert: {
          ...alert,
          verificationCode: more.verificationCode,
          author: personOf(more.authorId),
          replyCodes: more.replyCodes,
        },
        reminders: await remindersOf(alertId),
        messages: await messagesOf(alertId),
        lanes: await lanesOf(alertId),
      };
      return { policeUnitId: more.policeUnitId, page };
    },

    curves: async (reader, alertId) => ((await isThere(reader, alertId)) ? curves(alertId) : null),
    groups: async (reader, alertId) => ((await isThere(reader, alertId)) ? audience.groups(alertId) : null),
    households: async (reader, alertId, query) =>
      (await isThere(reader, alertId)) ? audience.households(reader, alertId, query) : null,
    ledger: async (reader, alertId, query) =>
      (await isThere(reader, alertId)) ? readLedger(deps, reader, alertId, query) : null,
  };
}
