-- Counts the progress of an alert where its rows change (docs/decisions/0009), so that no statement can forget to. What
-- is deleted stays counted: the figures of an alert outlive its rows. The tests list these as extras of the model
-- (tests/integration/migrate.test.ts).

-- Nothing is written between the first count and the triggers that go on from it.
LOCK TABLE "AudienceHousehold", "AudienceContact", "Delivery", "Reply" IN SHARE ROW EXCLUSIVE MODE;

CREATE FUNCTION progress_cell(state "DeliveryState") RETURNS "ProgressCell"
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE state
           WHEN 'sent' THEN 'sent'
           WHEN 'pending' THEN 'pending' WHEN 'sending' THEN 'pending'
           WHEN 'unknown' THEN 'unknown' WHEN 'unknown_final' THEN 'unknown'
           WHEN 'rejected' THEN 'failed' WHEN 'gave_up' THEN 'failed'
           WHEN 'cancelled' THEN 'cancelled'
           WHEN 'unreachable' THEN 'unreachable' END::"ProgressCell";
$$;

-- Where a household with several deliveries is: where the best of them is. Whoever changes one of them holds the
-- household's row from here on, and looks again once he has it: of two at once, the second sees what the first did.
CREATE FUNCTION place_households(alert_ids uuid[], household_ids uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1
     FROM "AudienceHousehold" ah
    WHERE (ah."alertId", ah."householdId") IN (SELECT * FROM unnest(alert_ids, household_ids))
    ORDER BY ah."alertId", ah."householdId"
      FOR NO KEY UPDATE;
  UPDATE "AudienceHousehold" ah SET place = best.place
    FROM (SELECT h.alert_id, h.household_id, min(progress_cell(d.state)) AS place
            FROM (SELECT DISTINCT * FROM unnest(alert_ids, household_ids) AS u(alert_id, household_id)) h
            JOIN "AlertMessage" m ON m."alertId" = h.alert_id
            JOIN "Delivery" d ON d."householdId" = h.household_id AND d."alertMessageId" = m.id AND d.counting = 'beside'
           GROUP BY h.alert_id, h.household_id) best
   WHERE ah."alertId" = best.alert_id AND ah."householdId" = best.household_id
     AND ah.place IS DISTINCT FROM best.place;
END;
$$;

-- Deliveries that were written without saying how they count: fail-overs, late joiners, updates. Only a delivery of the
-- first message counts alone, and a household that has the alert keeps it whatever follows.
CREATE FUNCTION sort_deliveries(ids uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1
     FROM "AudienceHousehold" ah
    WHERE (ah."alertId", ah."householdId") IN (
            SELECT m."alertId", d."householdId"
              FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
             WHERE d.id = ANY (ids) AND m.kind NOT IN ('closure', 'correction'))
    ORDER BY ah."alertId", ah."householdId"
      FOR NO KEY UPDATE;
  WITH fresh AS MATERIALIZED (
    SELECT d.id, d."householdId", m."alertId", m.kind IN ('closure', 'correction') AS last_word
      FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
     WHERE d.id = ANY (ids)
  ), first AS MATERIALIZED (
    SELECT d.id, d.state, f."alertId", f."householdId"
      FROM (SELECT DISTINCT "alertId", "householdId" FROM fresh WHERE NOT last_word) f
      JOIN "AlertMessage" m ON m."alertId" = f."alertId" AND m.seq = 1
      JOIN "AudienceContact" ac ON ac."alertId" = f."alertId" AND ac."householdId" = f."householdId"
      JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."contactPointId" = ac."contactPointId"
                       AND d."householdId" = f."householdId" AND d.counting = 'alone'
  ), decided AS (
    SELECT f.id,
           CASE WHEN f.last_word OR first.state = 'sent' OR ah.place = 'sent' THEN 'idle'
                ELSE 'beside' END::"DeliveryCounting" AS counting
      FROM fresh f
      LEFT JOIN first USING ("alertId", "householdId")
      LEFT JOIN "AudienceHousehold" ah USING ("alertId", "householdId")
    UNION ALL
    SELECT id, 'beside' FROM first WHERE state <> 'sent'
  )
  UPDATE "Delivery" d SET counting = decided.counting FROM decided WHERE d.id = decided.id;
END;
$$;

CREATE FUNCTION count_new_deliveries() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  unsorted uuid[];
BEGIN
  INSERT INTO "ProgressDelta" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
  SELECT m."alertId", c."alertMessageId", c."laneId", progress_cell(c.state), sum(c.n),
         coalesce(sum(c.n) FILTER (WHERE c.counting = 'alone'), 0)
    FROM (SELECT "alertMessageId", "laneId", state, counting, count(*) AS n FROM written GROUP BY 1, 2, 3, 4) c
    JOIN "AlertMessage" m ON m.id = c."alertMessageId"
   GROUP BY 1, 2, 3, 4;
  SELECT array_agg(id) INTO unsorted FROM written WHERE counting IS NULL;
  IF unsorted IS NOT NULL THEN PERFORM sort_deliveries(unsorted); END IF;
  RETURN NULL;
END;
$$;

CREATE FUNCTION count_changed_deliveries() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  alert_ids uuid[];
  household_ids uuid[];
BEGIN
  INSERT INTO "ProgressDelta" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
  SELECT m."alertId", s.*
    FROM (SELECT "alertMessageId", "laneId", progress_cell(state), sum(n) AS deliveries,
                 coalesce(sum(n) FILTER (WHERE counting = 'alone'), 0) AS households
            FROM (SELECT "alertMessageId", "laneId", state, counting, count(*) AS n FROM written GROUP BY 1, 2, 3, 4
                  UNION ALL
                  SELECT "alertMessageId", "laneId", state, counting, -count(*) FROM before GROUP BY 1, 2, 3, 4) c
           GROUP BY 1, 2, 3) s
    JOIN "AlertMessage" m ON m.id = s."alertMessageId"
   WHERE s.deliveries <> 0 OR s.households <> 0;
  IF EXISTS (SELECT FROM written WHERE counting = 'beside') THEN
    SELECT array_agg(m."alertId"), array_agg(w."householdId") INTO alert_ids, household_ids
      FROM written w
      JOIN before b ON b.id = w.id
      JOIN "AlertMessage" m ON m.id = w."alertMessageId"
     WHERE w.counting = 'beside'
       AND (b.counting IS DISTINCT FROM w.counting OR progress_cell(b.state) <> progress_cell(w.state));
    IF alert_ids IS NOT NULL THEN PERFORM place_households(alert_ids, household_ids); END IF;
  END IF;
  RETURN NULL;
END;
$$;

CREATE FUNCTION count_new_households() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ProgressDelta" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
  SELECT "alertId", nil, nil, standing::text::"ProgressCell", 0, count(*)
    FROM written, (SELECT '00000000-0000-0000-0000-000000000000'::uuid AS nil) zeros
   GROUP BY "alertId", nil, standing;
  RETURN NULL;
END;
$$;

CREATE FUNCTION count_changed_households() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ProgressDelta" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
  SELECT "alertId", nil, nil, cell, 0, sum(n)
    FROM (SELECT "alertId", standing::text::"ProgressCell" AS cell, count(*) AS n FROM written GROUP BY 1, 2
          UNION ALL
          SELECT "alertId", standing::text::"ProgressCell", -count(*) FROM before GROUP BY 1, 2
          UNION ALL
          SELECT "alertId", place, count(*) FROM written WHERE place IS NOT NULL GROUP BY 1, 2
          UNION ALL
          SELECT "alertId", place, -count(*) FROM before WHERE place IS NOT NULL GROUP BY 1, 2) c,
         (SELECT '00000000-0000-0000-0000-000000000000'::uuid AS nil) zeros
   GROUP BY "alertId", nil, cell
  HAVING sum(n) <> 0;
  RETURN NULL;
END;
$$;

-- A chat that was erased and joins another household: what it got stays with the household it was of then, which is not
-- found by its contact points any more.
CREATE FUNCTION count_moved_contact() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "AudienceHousehold"
    WHERE "alertId" = OLD."alertId" AND "householdId" = OLD."householdId" FOR NO KEY UPDATE;
  UPDATE "Delivery" d SET counting = 'beside'
    FROM "AlertMessage" m
   WHERE m."alertId" = OLD."alertId" AND m.seq = 1
     AND d."alertMessageId" = m.id AND d."contactPointId" = OLD."contactPointId"
     AND d."householdId" = OLD."householdId" AND d.counting = 'alone';
  RETURN NULL;
END;
$$;

CREATE FUNCTION count_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ProgressDelta" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
  VALUES (NEW."alertId", '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'words', 0, 1);
  RETURN NULL;
END;
$$;

-- What there is already.
WITH counted AS (
  SELECT d.id, m.seq, count(*) OVER (PARTITION BY m."alertId", d."householdId") AS several
    FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
   WHERE m.kind NOT IN ('closure', 'correction')
)
UPDATE "Delivery" d SET counting = CASE WHEN c.several = 1 AND c.seq = 1 THEN 'alone' ELSE 'beside' END::"DeliveryCounting"
  FROM counted c WHERE c.id = d.id;
UPDATE "Delivery" SET counting = 'idle' WHERE counting IS NULL;

UPDATE "AudienceHousehold" ah SET place = best.place
  FROM (SELECT m."alertId", d."householdId", min(progress_cell(d.state)) AS place
          FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
         WHERE d.counting = 'beside' GROUP BY 1, 2) best
 WHERE ah."alertId" = best."alertId" AND ah."householdId" = best."householdId";

-- What is still being written goes on behind its last household.
UPDATE "AlertMessage" m SET "fannedOutTo" = written.last
  FROM (SELECT d."alertMessageId", max(d."householdId"::text)::uuid AS last
          FROM "Delivery" d
          JOIN "AlertMessage" m ON m.id = d."alertMessageId" AND m."fannedOutAt" IS NULL
          JOIN "AudienceHousehold" ah ON ah."alertId" = m."alertId" AND ah."householdId" = d."householdId" AND NOT ah.late
         GROUP BY 1) written
 WHERE m.id = written."alertMessageId";

INSERT INTO "ProgressCount" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
SELECT m."alertId", m.id, d."laneId", progress_cell(d.state), count(*), count(*) FILTER (WHERE d.counting = 'alone')
  FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
 GROUP BY 1, 2, 3, 4
UNION ALL
SELECT "alertId", '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', cell, 0, count(*)
  FROM (SELECT "alertId", standing::text::"ProgressCell" AS cell FROM "AudienceHousehold"
        UNION ALL SELECT "alertId", place FROM "AudienceHousehold" WHERE place IS NOT NULL
        UNION ALL SELECT "alertId", 'words' FROM "Reply" WHERE content IS NOT NULL) c
 GROUP BY "alertId", cell;

CREATE TRIGGER "Delivery_count_new"
AFTER INSERT ON "Delivery" REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION count_new_deliveries();

CREATE TRIGGER "Delivery_count_changed"
AFTER UPDATE ON "Delivery" REFERENCING OLD TABLE AS before NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION count_changed_deliveries();

CREATE TRIGGER "AudienceHousehold_count_new"
AFTER INSERT ON "AudienceHousehold" REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION count_new_households();

CREATE TRIGGER "AudienceHousehold_count_changed"
AFTER UPDATE ON "AudienceHousehold" REFERENCING OLD TABLE AS before NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION count_changed_households();

CREATE TRIGGER "AudienceContact_count_moved"
AFTER UPDATE OF "householdId" ON "AudienceContact"
FOR EACH ROW WHEN (OLD."householdId" <> NEW."householdId") EXECUTE FUNCTION count_moved_contact();

CREATE TRIGGER "Reply_count_words"
AFTER INSERT ON "Reply"
FOR EACH ROW WHEN (NEW.content IS NOT NULL) EXECUTE FUNCTION count_words();
