-- DropIndex
DROP INDEX "InboundEvent_contactPointId_sequence_idx";

-- CreateIndex
CREATE INDEX "InboundEvent_contactPointId_sequence_idx" ON "InboundEvent"("contactPointId", "sequence") WHERE (COALESCE("handledAt", "failedAt") IS NULL);
