-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "silenceCheckedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Delivery_alertMessageId_sentAt_idx" ON "Delivery"("alertMessageId", "sentAt") WHERE (state = 'sent' AND "silenceCheckedAt" IS NULL AND priority IN (0, 3));
