-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "refusalCheckedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Delivery_laneId_refusalCheckedAt_priority_idx" ON "Delivery"("laneId", "refusalCheckedAt", "priority") WHERE (state = 'pending' AND priority IN (0, 3));
