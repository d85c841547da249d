-- What the model cannot say about two persons and drills. The tests list these as extras (tests/integration/migrate.test.ts).

-- Whoever wrote an alert never approves it. That "authorId" is the author's is what the foreign key to "Alert" says.
ALTER TABLE "AlertApproval" ADD CONSTRAINT "AlertApproval_two_persons_check" CHECK ("deciderId" <> "authorId");
ALTER TABLE "AlertApproval" ADD CONSTRAINT "AlertApproval_decided_check"
  CHECK (num_nonnulls("deciderId", decision, "decidedAt") IN (0, 3));

ALTER TABLE "NeighbourhoodGroup" ADD CONSTRAINT "NeighbourhoodGroup_quiet_check"
  CHECK (num_nonnulls("quietFromMinute", "quietToMinute") IN (0, 2) AND "quietFromMinute" BETWEEN 0 AND 1439
     AND "quietToMinute" BETWEEN 0 AND 1439 AND "quietFromMinute" <> "quietToMinute");

CREATE FUNCTION refuse_alert_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.drill <> NEW.drill THEN
    RAISE EXCEPTION 'a drill stays a drill, and an alert no drill' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'pending_approval' AND NEW.state IN ('sending', 'active', 'updated')
     AND NOT EXISTS (SELECT FROM "AlertApproval" p
                      WHERE p."alertId" = NEW.id AND p."when" = 'before' AND p.decision = 'approved') THEN
    RAISE EXCEPTION 'nobody has approved the alert' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$;

CREATE TRIGGER "Alert_refuse_change"
BEFORE UPDATE OF drill, state ON "Alert"
FOR EACH ROW WHEN (OLD.drill <> NEW.drill OR OLD.state = 'pending_approval')
EXECUTE FUNCTION refuse_alert_change();

CREATE FUNCTION refuse_decision_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a decision about an alert stays' USING ERRCODE = 'check_violation';
END;
$$;

CREATE TRIGGER "AlertApproval_decision_stays"
BEFORE UPDATE ON "AlertApproval"
FOR EACH ROW WHEN (OLD.decision IS NOT NULL)
EXECUTE FUNCTION refuse_decision_change();
