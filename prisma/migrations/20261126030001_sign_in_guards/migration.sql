-- Who asked for a right does not grant it, and nobody decides on their own (docs/decisions/0016).
ALTER TABLE "RightRequest" ADD CONSTRAINT "RightRequest_second_person_check" CHECK (
  "decidedById" IS NULL
  OR ("decidedById" <> "staffId" AND ("decidedById" IS DISTINCT FROM "requestedById" OR alone))
);
ALTER TABLE "RightRequest" ADD CONSTRAINT "RightRequest_decided_check" CHECK (
  state NOT IN ('granted', 'refused') OR ("decidedById" IS NOT NULL AND "decidedAt" IS NOT NULL)
);
