-- AlterTable
ALTER TABLE "ContactPoint" ADD COLUMN     "botPausedUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ChannelNotice" (
    "id" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "payload" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handledAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChannelNotice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ChannelNotice_receivedAt_idx" ON "ChannelNotice"("receivedAt") WHERE ("handledAt" IS NULL);

-- CreateIndex
CREATE INDEX "ChannelNotice_handledAt_idx" ON "ChannelNotice"("handledAt") WHERE ("handledAt" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "ChannelNotice_channelAccountId_externalId_key" ON "ChannelNotice"("channelAccountId", "externalId");

-- AddForeignKey
ALTER TABLE "ChannelNotice" ADD CONSTRAINT "ChannelNotice_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChannelNotice" ADD CONSTRAINT "ChannelNotice_contactPointId_fkey" FOREIGN KEY ("contactPointId") REFERENCES "ContactPoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
