-- CreateEnum
CREATE TYPE "TemplateTag" AS ENUM ('transaction', 'customer_care', 'promotion');

-- CreateEnum
CREATE TYPE "DeliveryRoute" AS ENUM ('paid', 'template');

-- AlterTable
ALTER TABLE "ChannelAccount" ADD COLUMN     "paidLeft" INTEGER,
ADD COLUMN     "paidTotal" INTEGER,
ADD COLUMN     "paidUsedUpUntil" TIMESTAMPTZ(3),
ADD COLUMN     "paysForRoutine" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "quotaSeenAt" TIMESTAMPTZ(3),
ADD COLUMN     "templatesUsedUpUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ContactPoint" ADD COLUMN     "windowClosedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "route" "DeliveryRoute";

-- CreateTable
CREATE TABLE "ChannelTemplate" (
    "id" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tag" "TemplateTag" NOT NULL,
    "parameters" JSONB NOT NULL,
    "priceDong" INTEGER NOT NULL,
    "severities" "Severity"[],
    "kinds" "AlertMessageKind"[],
    "approvedAt" TIMESTAMPTZ(3),
    "refusedAt" TIMESTAMPTZ(3),
    "refusedReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChannelTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChannelTemplate_channelAccountId_externalId_key" ON "ChannelTemplate"("channelAccountId", "externalId");

-- AddForeignKey
ALTER TABLE "ChannelTemplate" ADD CONSTRAINT "ChannelTemplate_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
