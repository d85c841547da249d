-- CreateEnum
CREATE TYPE "DeliveryCounting" AS ENUM ('alone', 'beside', 'idle');

-- CreateEnum
CREATE TYPE "ProgressCell" AS ENUM ('sent', 'pending', 'unknown', 'failed', 'cancelled', 'unreachable', 'silent', 'read', 'safe', 'help', 'words');

-- AlterTable
ALTER TABLE "AlertMessage" ADD COLUMN     "fannedOutTo" UUID;

-- AlterTable
ALTER TABLE "AudienceHousehold" ADD COLUMN     "place" "ProgressCell";

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "counting" "DeliveryCounting";

-- CreateTable
CREATE TABLE "ProgressDelta" (
    "id" BIGSERIAL NOT NULL,
    "alertId" UUID NOT NULL,
    "alertMessageId" UUID NOT NULL,
    "laneId" UUID NOT NULL,
    "cell" "ProgressCell" NOT NULL,
    "deliveries" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,

    CONSTRAINT "ProgressDelta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgressCount" (
    "alertId" UUID NOT NULL,
    "alertMessageId" UUID NOT NULL,
    "laneId" UUID NOT NULL,
    "cell" "ProgressCell" NOT NULL,
    "deliveries" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,

    CONSTRAINT "ProgressCount_pkey" PRIMARY KEY ("alertId","alertMessageId","laneId","cell")
);

-- CreateIndex
CREATE INDEX "ProgressDelta_alertId_idx" ON "ProgressDelta"("alertId");

-- CreateIndex
CREATE INDEX "Delivery_householdId_alertMessageId_idx" ON "Delivery"("householdId", "alertMessageId") WHERE (counting = 'beside');

-- CreateIndex
CREATE INDEX "Answer_editsAnswerId_idx" ON "Answer"("editsAnswerId") WHERE ("editsAnswerId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "ProgressBoard_answerId_idx" ON "ProgressBoard"("answerId");

-- CreateIndex
CREATE INDEX "Reply_alertId_createdAt_idx" ON "Reply"("alertId", "createdAt") WHERE (content IS NOT NULL);

-- CreateIndex
CREATE INDEX "DialogState_updatedAt_idx" ON "DialogState"("updatedAt") WHERE (state <> '');
