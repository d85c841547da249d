-- What was approved is what is sent, its picture or voice note too. The tests list these as extras (tests/integration/migrate.test.ts).

CREATE FUNCTION refuse_media_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a picture or voice note never changes' USING ERRCODE = 'check_violation';
END;
$$;

-- Its bytes may be forgotten, nothing else.
CREATE TRIGGER "AlertMedia_never_changes"
BEFORE UPDATE ON "AlertMedia"
FOR EACH ROW WHEN (NEW.bytes NOT IN ('', OLD.bytes)
  OR (NEW.id, NEW."policeUnitId", NEW."uploaderId", NEW.kind, NEW.type, NEW."sizeBytes", NEW.width, NEW.height)
     IS DISTINCT FROM
     (OLD.id, OLD."policeUnitId", OLD."uploaderId", OLD.kind, OLD.type, OLD."sizeBytes", OLD.width, OLD.height))
EXECUTE FUNCTION refuse_media_change();

CREATE TRIGGER "AlertMessage_media_stays"
BEFORE UPDATE OF "mediaId" ON "AlertMessage"
FOR EACH ROW WHEN (OLD."mediaId" IS DISTINCT FROM NEW."mediaId")
EXECUTE FUNCTION refuse_media_change();
