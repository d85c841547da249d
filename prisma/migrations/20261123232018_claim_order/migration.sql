-- DropIndex
DROP INDEX "Delivery_contactPointId_idx";

-- DropIndex
DROP INDEX "Delivery_laneId_priority_id_idx";

-- CreateIndex
CREATE INDEX "Delivery_laneId_priority_alertMessageId_createdAt_idx" ON "Delivery"("laneId", "priority", "alertMessageId", "createdAt") WHERE (state = 'pending');
