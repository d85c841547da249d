-- CreateEnum
CREATE TYPE "WebhookState" AS ENUM ('active', 'paused');

-- CreateEnum
CREATE TYPE "WebhookDeliveryState" AS ENUM ('pending', 'accepted', 'given_up');

-- CreateTable
CREATE TABLE "Webhook" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "wholeProvince" BOOLEAN NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "previousSecret" TEXT,
    "previousUntil" TIMESTAMPTZ(3),
    "kinds" TEXT[],
    "state" "WebhookState" NOT NULL DEFAULT 'active',
    "pausedReason" TEXT,
    "pausedAt" TIMESTAMPTZ(3),
    "readTo" BIGINT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMPTZ(3),
    "restsUntil" TIMESTAMPTZ(3),
    "lastAcceptedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "webhookId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "change" BIGINT,
    "policeUnitId" UUID,
    "subjectId" UUID,
    "alertId" UUID,
    "help" BOOLEAN NOT NULL DEFAULT false,
    "fresh" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "WebhookDeliveryState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedUntil" TIMESTAMPTZ(3),
    "status" INTEGER,
    "reason" TEXT,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookNearOrigin" (
    "origin" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookNearOrigin_pkey" PRIMARY KEY ("origin")
);

-- CreateIndex
CREATE INDEX "Webhook_policeUnitId_idx" ON "Webhook"("policeUnitId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_id_idx" ON "WebhookDelivery"("webhookId", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_notBefore_idx" ON "WebhookDelivery"("webhookId", "notBefore") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "WebhookDelivery_finishedAt_idx" ON "WebhookDelivery"("finishedAt") WHERE ("finishedAt" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;
