import { WAITS_LONG } from './waits-long.ts';

// One page of an audience as delivery rows. Each statement takes $1 message, $2 alert, $3 after this household, $4 to this
// one, and tells the lanes with new rows. They cost what the page holds, whatever the planner believes of tables that
// were filled a moment ago: LATERAL with LIMIT or OFFSET 0 makes it look up each row by its key.

const CLASS_OF_SEVERITY = `CASE a.severity WHEN 'critical' THEN 0 WHEN 'urgent' THEN 3 ELSE 4 END`;

const PAGE = `
  page AS MATERIALIZED (
    SELECT "householdId", late, place FROM "AudienceHousehold"
     WHERE "alertId" = $2 AND "householdId" > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
       AND "householdId" <= $4::uuid
     ORDER BY "householdId"
  )`;

const COLUMNS = `id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, counting`;

const LANES = `SELECT coalesce(array_agg(DISTINCT "laneId"), '{}') AS "laneIds" FROM written`;

/** The lane of a contact point that may be written to. */
const ACTIVE_LANE = (contactPointId: string) => `
  (SELECT l.id FROM "ContactPoint" c JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
    WHERE c.id = ${contactPointId} AND c.state = 'active' OFFSET 0)`;

/** First message: each household of the page at its first active contact point. None of them has any delivery yet. */
export const EXPAND_FIRST = {
  name: 'expand-first',
  text: `
  WITH ${PAGE}, written AS (
    INSERT INTO "Delivery" (${COLUMNS})
    SELECT uuid_v7(), $1, best."contactPointId", p."householdId", best."laneId", ${CLASS_OF_SEVERITY}, best.language, 'alone'
      FROM "Alert" a
     CROSS JOIN page p
     CROSS JOIN LATERAL (
       SELECT ac."contactPointId", ac.language, lane.id AS "laneId"
         FROM "AudienceContact" ac
        CROSS JOIN LATERAL ${ACTIVE_LANE('ac."contactPointId"')} lane
        WHERE ac."alertId" = $2 AND ac."householdId" = p."householdId"
        ORDER BY ac.rank LIMIT 1) best
     WHERE a.id = $2
    ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
    RETURNING "laneId"
  )
  ${LANES}`,
};

/**
 * Update, and pages of the first message in which somebody was faster: each household once, at the contact
 * point that already has the alert, else at its first active one.
 */
export const EXPAND_TO_ALL = {
  name: 'expand-to-all',
  text: `
  WITH ${PAGE}, written AS (
    INSERT INTO "Delivery" (${COLUMNS})
    SELECT uuid_v7(), $1, best."contactPointId", p."householdId", best."laneId", ${CLASS_OF_SEVERITY}, best.language,
           CASE WHEN best.sent THEN 'idle' WHEN m.seq = 1 AND p.place IS NULL THEN 'alone' END::"DeliveryCounting"
      FROM "AlertMessage" m
      JOIN "Alert" a ON a.id = m."alertId"
     CROSS JOIN page p
     CROSS JOIN LATERAL (
       SELECT ac."contactPointId", ac.language, lane.id AS "laneId", has.it, bool_or(has.sent) OVER () AS sent
         FROM "AudienceContact" ac
        CROSS JOIN LATERAL ${ACTIVE_LANE('ac."contactPointId"')} lane
        CROSS JOIN LATERAL (
          SELECT coalesce(bool_or(d.state IN ('pending', 'sending', 'sent', 'unknown', 'unknown_final')
                                  AND NOT ${WAITS_LONG('d')}), false) AS it,
                 coalesce(bool_or(d.state = 'sent' AND dm.kind NOT IN ('closure', 'correction')
                                  AND d."householdId" = p."householdId"), false) AS sent
            FROM "AlertMessage" dm
            JOIN "Delivery" d ON d."alertMessageId" = dm.id AND d."contactPointId" = ac."contactPointId"
           WHERE dm."alertId" = $2 OFFSET 0) has
        WHERE ac."alertId" = $2 AND ac."householdId" = p."householdId"
        ORDER BY has.it DESC, ac.rank LIMIT 1) best
     WHERE m.id = $1
       -- Who joined late got the newest message then; an older one that is still being written is not for them.
       AND NOT (p.late AND EXISTS (
         SELECT 1 FROM "AudienceContact" ac
           JOIN "AlertMessage" dm ON dm."alertId" = $2 AND dm.seq > m.seq
           JOIN "Delivery" d ON d."alertMessageId" = dm.id AND d."contactPointId" = ac."contactPointId"
          WHERE ac."alertId" = $2 AND ac."householdId" = p."householdId"))
    ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
    RETURNING "laneId"
  )
  ${LANES}`,
};

/**
 * Reminder: each household of the page that is silent, once, where it has the alert. It draws on no budget that is paid
 * for: on Zalo only where the person has written within $5, so that the message is a free answer. After what is not sent
 * yet of more urgent alerts. Locked, so that an answer that is being taken is seen.
 */
export const EXPAND_TO_SILENT = {
  name: 'expand-to-silent',
  text: `
  WITH page AS MATERIALIZED (
    SELECT "householdId" FROM "AudienceHousehold"
     WHERE "alertId" = $2 AND "householdId" > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
       AND "householdId" <= $4::uuid AND standing = 'silent'
     ORDER BY "householdId"
       FOR SHARE
  ), written AS (
    INSERT INTO "Delivery" (${COLUMNS})
    SELECT uuid_v7(), $1, best."contactPointId", p."householdId", best."laneId",
           CASE a.severity WHEN 'critical' THEN 3 ELSE 4 END, best.language, 'idle'
      FROM "Alert" a
     CROSS JOIN page p
     CROSS JOIN LATERAL (
       SELECT ac."contactPointId", ac.language, lane.id AS "laneId"
         FROM "AudienceContact" ac
        CROSS JOIN LATERAL (
          SELECT l.id FROM "ContactPoint" c
            JOIN "ChannelAccount" ca ON ca.id = c."channelAccountId"
            JOIN "Lane" l ON l."channelAccountId" = ca.id
           WHERE c.id = ac."contactPointId" AND c.state = 'active'
             AND (ca.channel <> 'zalo' OR c."lastInboundAt" > now() - $5::float8 * interval '1 millisecond')
          OFFSET 0) lane
        WHERE ac."alertId" = $2 AND ac."householdId" = p."householdId"
          AND EXISTS (SELECT 1 FROM "AlertMessage" dm
                        JOIN "Delivery" d ON d."alertMessageId" = dm.id AND d."contactPointId" = ac."contactPointId"
                       WHERE dm."alertId" = $2 AND d.state = 'sent' AND d."householdId" = p."householdId")
        ORDER BY ac.rank LIMIT 1) best
     WHERE a.id = $2
       -- Words, a photo or a place leave the standing as it is, but are an answer.
       AND NOT EXISTS (SELECT 1 FROM "Reply" r WHERE r."alertId" = $2 AND r."householdId" = p."householdId")
    ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
    RETURNING "laneId"
  )
  ${LANES}`,
};

/** Closure, correction: exactly the contact points that got, or may get, an earlier message of the alert. */
export const EXPAND_TO_REACHED = {
  name: 'expand-to-reached',
  text: `
  WITH ${PAGE}, written AS (
    INSERT INTO "Delivery" (${COLUMNS})
    SELECT uuid_v7(), $1, ac."contactPointId", ac."householdId", reached."laneId", ${CLASS_OF_SEVERITY},
           reached.language, 'idle'
      FROM "AlertMessage" m
      JOIN "Alert" a ON a.id = m."alertId"
     CROSS JOIN page p
     CROSS JOIN LATERAL (
       SELECT ac."contactPointId", ac."householdId" FROM "AudienceContact" ac
        WHERE ac."alertId" = $2 AND ac."householdId" = p."householdId" OFFSET 0) ac
     CROSS JOIN LATERAL (
       SELECT d."laneId", d.language
         FROM "AlertMessage" earlier
         JOIN "Delivery" d ON d."alertMessageId" = earlier.id AND d."contactPointId" = ac."contactPointId"
        WHERE earlier."alertId" = $2 AND earlier.seq < m.seq
          AND (d.state IN ('sending', 'sent', 'unknown', 'unknown_final') OR (d.state = 'pending' AND d.repeats > 0))
        ORDER BY earlier.seq DESC LIMIT 1) reached
     WHERE m.id = $1
    ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
    RETURNING "laneId"
  )
  ${LANES}`,
};
