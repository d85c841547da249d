import type pg from 'pg';
import { sealReplyContent } from '../src/db/sealed-json.ts';
import type { Sealer } from '../src/db/sealing.ts';
import { newId } from '../src/shared/ids.ts';
import type { RaisedAlert } from './officer.ts';
import type { Population } from './population.ts';

/** Of a hundred households so many end like this; the others have the message. */
const ENDS = { unreachable: 3, unknown: 2, gave_up: 1, pending: 2 } as const;
const ANSWERED_PERCENT = 60;
const CALLS = 300;
const WORDS = 3_000;

/** Sends the rest of the alert's deliveries, a batch at a time, as a lane records them. False when none is left. */
export async function sendSome(pool: pg.Pool, alert: RaisedAlert, batch: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE "Delivery" SET state = 'sent', "sentAt" = now(), "updatedAt" = now()
      WHERE id = ANY (ARRAY(SELECT d.id FROM "Delivery" d
                             WHERE d."laneId" = (SELECT "laneId" FROM "Delivery" WHERE "alertMessageId" = $1 LIMIT 1)
                               AND d.state = 'pending' AND d."alertMessageId" = $1
                             ORDER BY d.priority, d."alertMessageId", d."createdAt" LIMIT $2))`,
    [alert.messageId, batch],
  );
  return (rowCount ?? 0) > 0;
}

/** As if the alert had gone out over an hour: every state that there is, answers, calls for help and words. */
export async function playAlert(pool: pg.Pool, sealer: Sealer, alert: RaisedAlert, unit: Population) {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    const { unreachable, unknown, gave_up, pending } = ENDS;
    await client.query(
      `UPDATE "Delivery" d
          SET state = CASE WHEN n.n < $2 THEN 'unreachable' WHEN n.n < $3 THEN 'unknown_final'
                           WHEN n.n < $4 THEN 'gave_up' ELSE 'sent' END::"DeliveryState",
              "sentAt" = CASE WHEN n.n >= $4 THEN now() - interval '1 hour' + n.i * interval '36 milliseconds' END
         FROM (SELECT id, row_number() OVER () AS i, (random() * 100)::int AS n
                 FROM "Delivery" WHERE "alertMessageId" = $1) n
        WHERE d.id = n.id AND n.n < $5`,
      [alert.messageId, unreachable, unreachable + unknown, unreachable + unknown + gave_up, 100 - pending],
    );
    await client.query(
      `INSERT INTO "Reply" (id, "alertId", "policeUnitId", "householdId", "contactPointId", "inboundEventId", code,
                            "createdAt")
       SELECT uuid_v7(), $1, $2, c."householdId", c."contactPointId", uuid_v7(), 'SAFE',
              now() - random() * interval '50 minutes'
         FROM "AudienceContact" c WHERE c."alertId" = $1 AND random() * 100 < $3`,
      [alert.alertId, unit.policeUnitId, ANSWERED_PERCENT],
    );
    await client.query(
      `UPDATE "AudienceHousehold" ah SET standing = 'safe'
         FROM "Reply" r WHERE r."alertId" = $1 AND ah."alertId" = $1 AND ah."householdId" = r."householdId"`,
      [alert.alertId],
    );
    await writeWords(client, sealer, alert, unit);
    await client.query('ANALYZE');
  } finally {
    await client.query('RESET statement_timeout');
    client.release();
  }
}

async function writeWords(client: pg.ClientBase, sealer: Sealer, alert: RaisedAlert, unit: Population) {
  const ids = Array.from({ length: CALLS + WORDS }, () => newId());
  const contents = ids.map((id, at) =>
    sealReplyContent(sealer, id, { kind: 'text', text: `Nước lên tới sân nhà số ${at}` }),
  );
  await client.query(
    `INSERT INTO "Reply" (id, "alertId", "policeUnitId", "householdId", "contactPointId", "inboundEventId", code, content,
                          "createdAt")
     SELECT n.id, $1, $2, c."householdId", c."contactPointId", uuid_v7(),
            CASE WHEN n.at <= $5 THEN 'HELP'::"ReplyCode" END, n.content, now() - n.at * interval '1 second'
       FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS n (id, content, at)
       JOIN (SELECT *, row_number() OVER () AS at FROM "AudienceContact" WHERE "alertId" = $1 LIMIT 10000) c USING (at)`,
    [alert.alertId, unit.policeUnitId, ids, contents, CALLS],
  );
  await client.query(
    `UPDATE "AudienceHousehold" ah SET standing = 'help'
       FROM "Reply" r WHERE r."alertId" = $1 AND r.code = 'HELP' AND ah."alertId" = $1
        AND ah."householdId" = r."householdId"`,
    [alert.alertId],
  );
}
