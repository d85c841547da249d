-- AlterTable
ALTER TABLE "ContactPoint" ADD COLUMN     "inactiveSince" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "ContactPoint_inactiveSince_idx" ON "ContactPoint"("inactiveSince") WHERE ("inactiveSince" IS NOT NULL);


-- Contacts that left before this may have deliveries that wait.
UPDATE "ContactPoint" SET "inactiveSince" = now() WHERE state <> 'active';

CREATE FUNCTION keep_inactive_since() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW."inactiveSince" := CASE WHEN NEW.state <> 'active' THEN coalesce(NEW."inactiveSince", now()) END;
  RETURN NEW;
END;
$$;

CREATE TRIGGER "ContactPoint_inactive_since"
BEFORE INSERT OR UPDATE OF state ON "ContactPoint"
FOR EACH ROW EXECUTE FUNCTION keep_inactive_since();
