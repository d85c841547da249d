-- DropIndex
DROP INDEX "Delivery_alertMessageId_sentAt_idx";

-- AlterTable
ALTER TABLE "AlertMessage" ADD COLUMN     "graceMs" INTEGER,
ADD COLUMN     "pausedAt" TIMESTAMPTZ(3),
ADD COLUMN     "sendFrom" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "AudienceContact" ADD COLUMN     "leftOut" "ContactState";

-- CreateIndex
CREATE INDEX "Delivery_alertMessageId_sentAt_idx" ON "Delivery"("alertMessageId", "sentAt") WHERE (state IN ('sent', 'unknown_final') AND "silenceCheckedAt" IS NULL AND priority IN (0, 3));
