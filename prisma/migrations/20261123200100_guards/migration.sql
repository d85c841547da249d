-- What the model cannot say. The tests list these as the only extras (tests/integration/migrate.test.ts).

-- The audit log is append-only: for the service, for every tool, for whoever holds its password.
CREATE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER "AuditEntry_append_only"
BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE "AuditEntry" ENABLE ALWAYS TRIGGER "AuditEntry_append_only";

CREATE TRIGGER "AuditSeal_append_only"
BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditSeal"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE "AuditSeal" ENABLE ALWAYS TRIGGER "AuditSeal_append_only";

-- Classes of the claim, 0 first (src/deliveries/lane.ts).
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_priority_check" CHECK (priority BETWEEN 0 AND 4);
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_priority_check" CHECK (priority BETWEEN 0 AND 4);

-- Numbered 1, 2, 3; rank 1 is asked first.
ALTER TABLE "AlertMessage" ADD CONSTRAINT "AlertMessage_seq_check" CHECK (seq >= 1);
ALTER TABLE "AudienceContact" ADD CONSTRAINT "AudienceContact_rank_check" CHECK (rank >= 1);
