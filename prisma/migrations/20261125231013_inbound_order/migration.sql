-- DropIndex
DROP INDEX "InboundEvent_receivedAt_idx";

-- AlterTable
ALTER TABLE "InboundEvent" ADD COLUMN     "urgent" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "DialogState" ADD COLUMN     "restsUntil" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "InboundEvent_urgent_receivedAt_idx" ON "InboundEvent"("urgent" DESC, "receivedAt") WHERE ("handledAt" IS NULL AND "failedAt" IS NULL);

-- A chat is locked by this row, which is now written with its first event: those that wait already need one too.
INSERT INTO "DialogState" ("contactPointId", state)
SELECT DISTINCT "contactPointId", '' FROM "InboundEvent" WHERE "handledAt" IS NULL AND "failedAt" IS NULL
ON CONFLICT ("contactPointId") DO NOTHING;
