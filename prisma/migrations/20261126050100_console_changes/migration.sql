-- What a console must be told of is noted in the transaction that changes it, so that no statement can forget to
-- (docs/decisions/0019). Figures of alerts are noted where they are added up (src/db/progress-store.ts). The tests list
-- these as extras of the model (tests/integration/migrate.test.ts).

CREATE FUNCTION note_alert_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId")
  VALUES ('alert', NEW."policeUnitId", NEW.id, NEW.id);
  IF NEW.state = 'pending_approval' OR (TG_OP = 'UPDATE' AND OLD.state = 'pending_approval') THEN
    INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId")
    VALUES ('approval', NEW."policeUnitId", NEW.id, NEW.id);
  END IF;
  RETURN NULL;
END;
$$;

CREATE FUNCTION note_message_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId")
  SELECT 'alert', a."policeUnitId", a.id, a.id FROM "Alert" a WHERE a.id = NEW."alertId";
  RETURN NULL;
END;
$$;

CREATE FUNCTION note_reply_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId", help, fresh)
  VALUES ('reply', NEW."policeUnitId", NEW.id, NEW."alertId", coalesce(NEW.code IN ('HELP', 'STUCK'), false),
          TG_OP = 'INSERT');
  RETURN NULL;
END;
$$;

CREATE FUNCTION note_lane_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsoleChange" (kind, "subjectId") VALUES ('lane', NEW."channelAccountId");
  RETURN NULL;
END;
$$;

CREATE FUNCTION note_duty_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsoleChange" (kind, "policeUnitId") VALUES ('duty', NEW."policeUnitId");
  RETURN NULL;
END;
$$;

CREATE TRIGGER "Alert_note_new" AFTER INSERT ON "Alert"
FOR EACH ROW EXECUTE FUNCTION note_alert_change();

CREATE TRIGGER "Alert_note_changed" AFTER UPDATE OF state, "closedAt" ON "Alert"
FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD."closedAt" IS DISTINCT FROM NEW."closedAt")
EXECUTE FUNCTION note_alert_change();

CREATE TRIGGER "AlertMessage_note_new" AFTER INSERT ON "AlertMessage"
FOR EACH ROW EXECUTE FUNCTION note_message_change();

CREATE TRIGGER "AlertMessage_note_changed" AFTER UPDATE OF "pausedAt", "stoppedAt", "fannedOutAt" ON "AlertMessage"
FOR EACH ROW EXECUTE FUNCTION note_message_change();

CREATE TRIGGER "Reply_note_new" AFTER INSERT ON "Reply"
FOR EACH ROW WHEN (NEW.content IS NOT NULL OR NEW.code IN ('HELP', 'STUCK'))
EXECUTE FUNCTION note_reply_change();

CREATE TRIGGER "Reply_note_handled" AFTER UPDATE OF "handledAt" ON "Reply"
FOR EACH ROW EXECUTE FUNCTION note_reply_change();

-- A lane rests for moments all day: only what a person should look at.
CREATE TRIGGER "Lane_note_changed" AFTER UPDATE OF "stoppedReason", "pausedUntil" ON "Lane"
FOR EACH ROW WHEN (OLD."stoppedReason" IS DISTINCT FROM NEW."stoppedReason"
  OR (OLD."pausedUntil" IS DISTINCT FROM NEW."pausedUntil" AND NEW."pausedUntil" > now() + interval '5 seconds'))
EXECUTE FUNCTION note_lane_change();

CREATE TRIGGER "DutyShift_note_changed" AFTER INSERT OR UPDATE ON "DutyShift"
FOR EACH ROW EXECUTE FUNCTION note_duty_change();
