-- AlterTable
ALTER TABLE "ChannelAccount" ADD COLUMN     "boundId" TEXT,
ADD COLUMN     "buttonsRefusedAt" TIMESTAMPTZ(3),
ADD COLUMN     "sendRoute" TEXT;

-- CreateTable
CREATE TABLE "ChannelGrant" (
    "channelAccountId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "pair" TEXT NOT NULL,
    "previousPair" TEXT,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedUntil" TIMESTAMPTZ(3),
    "lostReason" TEXT,
    "lostAt" TIMESTAMPTZ(3),
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChannelGrant_pkey" PRIMARY KEY ("channelAccountId")
);

-- CreateTable
CREATE TABLE "ChannelConsent" (
    "id" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "stateDigest" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChannelConsent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChannelConsent_stateDigest_key" ON "ChannelConsent"("stateDigest");

-- CreateIndex
CREATE INDEX "ChannelConsent_channelAccountId_idx" ON "ChannelConsent"("channelAccountId");

-- AddForeignKey
ALTER TABLE "ChannelGrant" ADD CONSTRAINT "ChannelGrant_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChannelConsent" ADD CONSTRAINT "ChannelConsent_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
