-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AdminUnitKind" AS ENUM ('province', 'commune', 'ward', 'special_zone');

-- CreateEnum
CREATE TYPE "GroupKind" AS ENUM ('hamlet', 'parish', 'school', 'market', 'lodging', 'tourist_site');

-- CreateEnum
CREATE TYPE "ChannelKind" AS ENUM ('telegram', 'zalo');

-- CreateEnum
CREATE TYPE "ContactState" AS ENUM ('active', 'unreachable', 'stopped');

-- CreateEnum
CREATE TYPE "StaffRoleName" AS ENUM ('duty_officer', 'area_officer', 'ward_chief', 'group_admin', 'province_admin', 'auditor');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('info', 'advisory', 'urgent', 'critical');

-- CreateEnum
CREATE TYPE "AlertState" AS ENUM ('draft', 'pending_approval', 'sending', 'active', 'updated', 'resolved', 'corrected', 'cancelled', 'expired');

-- CreateEnum
CREATE TYPE "AlertMessageKind" AS ENUM ('initial', 'update', 'correction', 'reminder', 'closure');

-- CreateEnum
CREATE TYPE "Standing" AS ENUM ('silent', 'read', 'safe', 'help');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'sending', 'sent', 'unreachable', 'rejected', 'gave_up', 'unknown', 'unknown_final', 'cancelled');

-- CreateEnum
CREATE TYPE "AnswerClass" AS ENUM ('staff_notice', 'answer', 'progress');

-- CreateEnum
CREATE TYPE "ReplyCode" AS ENUM ('ACK', 'SAFE', 'HELP', 'SEEN', 'TIP', 'VICTIM', 'ASK', 'MOVED', 'STUCK', 'OK', 'DONE', 'LATER', 'JOIN', 'NO', 'IS_TRUE');

-- CreateTable
CREATE TABLE "AdminUnit" (
    "code" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "kind" "AdminUnitKind" NOT NULL,
    "name" TEXT NOT NULL,
    "provinceCode" TEXT,

    CONSTRAINT "AdminUnit_pkey" PRIMARY KEY ("code","validFrom")
);

-- CreateTable
CREATE TABLE "PoliceUnit" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dutyPhone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PoliceUnit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PoliceUnitCover" (
    "policeUnitId" UUID NOT NULL,
    "adminUnitCode" TEXT NOT NULL,
    "adminUnitValidFrom" DATE NOT NULL,

    CONSTRAINT "PoliceUnitCover_pkey" PRIMARY KEY ("policeUnitId","adminUnitCode","adminUnitValidFrom")
);

-- CreateTable
CREATE TABLE "NeighbourhoodGroup" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "kind" "GroupKind" NOT NULL,
    "name" TEXT NOT NULL,
    "joinCode" TEXT NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validTo" TIMESTAMPTZ(3),
    "successorIds" UUID[],

    CONSTRAINT "NeighbourhoodGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Household" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "inviteCode" TEXT NOT NULL,
    "reachedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "groupId" UUID NOT NULL,
    "householdId" UUID NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("groupId","householdId")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" UUID NOT NULL,
    "householdId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsentRecord" (
    "id" UUID NOT NULL,
    "memberId" UUID,
    "purpose" TEXT NOT NULL,
    "textVersion" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "ConsentRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChannelAccount" (
    "id" UUID NOT NULL,
    "channel" "ChannelKind" NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "credentials" TEXT NOT NULL,
    "ratePerSecond" INTEGER NOT NULL,
    "pollOffset" BIGINT NOT NULL DEFAULT 0,
    "pollerOwner" TEXT,
    "pollerLeaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChannelAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "memberId" UUID,
    "staffId" UUID,
    "state" "ContactState" NOT NULL DEFAULT 'active',
    "lastInboundAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lane" (
    "id" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "owner" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "pausedUntil" TIMESTAMPTZ(3),
    "stoppedReason" TEXT,

    CONSTRAINT "Lane_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Staff" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffRole" (
    "staffId" UUID NOT NULL,
    "role" "StaffRoleName" NOT NULL,
    "scopeId" UUID NOT NULL,

    CONSTRAINT "StaffRole_pkey" PRIMARY KEY ("staffId","role","scopeId")
);

-- CreateTable
CREATE TABLE "StaffLinkCode" (
    "codeHash" TEXT NOT NULL,
    "staffId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffLinkCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "AlertCounter" (
    "policeUnitId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "AlertCounter_pkey" PRIMARY KEY ("policeUnitId","year")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "verificationCode" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "state" "AlertState" NOT NULL,
    "groupIds" UUID[],
    "replyCodes" TEXT[],
    "authorId" UUID NOT NULL,
    "drill" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertMessage" (
    "id" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "AlertMessageKind" NOT NULL,
    "texts" JSONB NOT NULL,
    "sendUntil" TIMESTAMPTZ(3) NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3),
    "fannedOutAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AudienceHousehold" (
    "alertId" UUID NOT NULL,
    "householdId" UUID NOT NULL,
    "standing" "Standing" NOT NULL DEFAULT 'silent',
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "AudienceHousehold_pkey" PRIMARY KEY ("alertId","householdId")
);

-- CreateTable
CREATE TABLE "AudienceContact" (
    "alertId" UUID NOT NULL,
    "householdId" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "language" TEXT NOT NULL,

    CONSTRAINT "AudienceContact_pkey" PRIMARY KEY ("alertId","contactPointId")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "alertMessageId" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "householdId" UUID NOT NULL,
    "laneId" UUID NOT NULL,
    "priority" SMALLINT NOT NULL,
    "language" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER,
    "notBefore" TIMESTAMPTZ(3),
    "externalMessageId" TEXT,
    "reason" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Answer" (
    "id" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "laneId" UUID NOT NULL,
    "class" "AnswerClass" NOT NULL,
    "priority" SMALLINT NOT NULL,
    "payload" TEXT NOT NULL,
    "editsAnswerId" UUID,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER,
    "notBefore" TIMESTAMPTZ(3),
    "externalMessageId" TEXT,
    "reason" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgressBoard" (
    "alertId" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "answerId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "shown" TEXT,
    "shownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProgressBoard_pkey" PRIMARY KEY ("alertId","contactPointId")
);

-- CreateTable
CREATE TABLE "Reply" (
    "id" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "householdId" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "inboundEventId" UUID NOT NULL,
    "code" "ReplyCode",
    "content" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InboundEvent" (
    "id" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "contactPointId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "payload" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handledAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "InboundEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DialogState" (
    "contactPointId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DialogState_pkey" PRIMARY KEY ("contactPointId")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "staffId" UUID,
    "policeUnitId" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditSeal" (
    "id" BIGSERIAL NOT NULL,
    "firstId" BIGINT NOT NULL,
    "lastId" BIGINT NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditSeal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PoliceUnit_code_key" ON "PoliceUnit"("code");

-- CreateIndex
CREATE UNIQUE INDEX "NeighbourhoodGroup_joinCode_key" ON "NeighbourhoodGroup"("joinCode");

-- CreateIndex
CREATE INDEX "NeighbourhoodGroup_policeUnitId_idx" ON "NeighbourhoodGroup"("policeUnitId");

-- CreateIndex
CREATE UNIQUE INDEX "Household_inviteCode_key" ON "Household"("inviteCode");

-- CreateIndex
CREATE INDEX "Membership_householdId_idx" ON "Membership"("householdId");

-- CreateIndex
CREATE INDEX "Member_householdId_idx" ON "Member"("householdId");

-- CreateIndex
CREATE INDEX "ConsentRecord_memberId_idx" ON "ConsentRecord"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "ChannelAccount_channel_externalId_key" ON "ChannelAccount"("channel", "externalId");

-- CreateIndex
CREATE INDEX "ContactPoint_memberId_idx" ON "ContactPoint"("memberId");

-- CreateIndex
CREATE INDEX "ContactPoint_staffId_idx" ON "ContactPoint"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "ContactPoint_channelAccountId_externalId_key" ON "ContactPoint"("channelAccountId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Lane_channelAccountId_key" ON "Lane"("channelAccountId");

-- CreateIndex
CREATE INDEX "Staff_policeUnitId_idx" ON "Staff"("policeUnitId");

-- CreateIndex
CREATE INDEX "StaffLinkCode_staffId_idx" ON "StaffLinkCode"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_number_key" ON "Alert"("number");

-- CreateIndex
CREATE INDEX "Alert_policeUnitId_createdAt_idx" ON "Alert"("policeUnitId", "createdAt");

-- CreateIndex
CREATE INDEX "Alert_expiresAt_idx" ON "Alert"("expiresAt") WHERE ("closedAt" IS NULL);

-- CreateIndex
CREATE INDEX "AlertMessage_createdAt_idx" ON "AlertMessage"("createdAt") WHERE ("fannedOutAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "AlertMessage_alertId_seq_key" ON "AlertMessage"("alertId", "seq");

-- CreateIndex
CREATE INDEX "AudienceHousehold_householdId_idx" ON "AudienceHousehold"("householdId");

-- CreateIndex
CREATE INDEX "AudienceContact_contactPointId_idx" ON "AudienceContact"("contactPointId");

-- CreateIndex
CREATE UNIQUE INDEX "AudienceContact_alertId_householdId_rank_key" ON "AudienceContact"("alertId", "householdId", "rank");

-- CreateIndex
CREATE INDEX "Delivery_contactPointId_idx" ON "Delivery"("contactPointId");

-- CreateIndex
CREATE INDEX "Delivery_laneId_priority_id_idx" ON "Delivery"("laneId", "priority", "id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "Delivery_laneId_idx" ON "Delivery"("laneId") WHERE (state IN ('sending', 'unknown'));

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_alertMessageId_contactPointId_key" ON "Delivery"("alertMessageId", "contactPointId");

-- CreateIndex
CREATE INDEX "Answer_contactPointId_id_idx" ON "Answer"("contactPointId", "id");

-- CreateIndex
CREATE INDEX "Answer_laneId_priority_id_idx" ON "Answer"("laneId", "priority", "id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "Answer_laneId_idx" ON "Answer"("laneId") WHERE (state IN ('sending', 'unknown'));

-- CreateIndex
CREATE UNIQUE INDEX "Reply_inboundEventId_key" ON "Reply"("inboundEventId");

-- CreateIndex
CREATE INDEX "Reply_alertId_householdId_idx" ON "Reply"("alertId", "householdId");

-- CreateIndex
CREATE INDEX "Reply_contactPointId_idx" ON "Reply"("contactPointId");

-- CreateIndex
CREATE INDEX "InboundEvent_contactPointId_sequence_idx" ON "InboundEvent"("contactPointId", "sequence") WHERE ("handledAt" IS NULL AND "failedAt" IS NULL);

-- CreateIndex
CREATE INDEX "InboundEvent_receivedAt_idx" ON "InboundEvent"("receivedAt") WHERE ("handledAt" IS NULL AND "failedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "InboundEvent_channelAccountId_externalId_key" ON "InboundEvent"("channelAccountId", "externalId");

-- CreateIndex
CREATE INDEX "AuditEntry_policeUnitId_at_idx" ON "AuditEntry"("policeUnitId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_firstId_key" ON "AuditSeal"("firstId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_lastId_key" ON "AuditSeal"("lastId");

-- AddForeignKey
ALTER TABLE "PoliceUnitCover" ADD CONSTRAINT "PoliceUnitCover_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PoliceUnitCover" ADD CONSTRAINT "PoliceUnitCover_adminUnitCode_adminUnitValidFrom_fkey" FOREIGN KEY ("adminUnitCode", "adminUnitValidFrom") REFERENCES "AdminUnit"("code", "validFrom") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NeighbourhoodGroup" ADD CONSTRAINT "NeighbourhoodGroup_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "NeighbourhoodGroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_householdId_fkey" FOREIGN KEY ("householdId") REFERENCES "Household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_householdId_fkey" FOREIGN KEY ("householdId") REFERENCES "Household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentRecord" ADD CONSTRAINT "ConsentRecord_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lane" ADD CONSTRAINT "Lane_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Staff" ADD CONSTRAINT "Staff_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffRole" ADD CONSTRAINT "StaffRole_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffLinkCode" ADD CONSTRAINT "StaffLinkCode_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertCounter" ADD CONSTRAINT "AlertCounter_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertMessage" ADD CONSTRAINT "AlertMessage_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AudienceHousehold" ADD CONSTRAINT "AudienceHousehold_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AudienceHousehold" ADD CONSTRAINT "AudienceHousehold_householdId_fkey" FOREIGN KEY ("householdId") REFERENCES "Household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AudienceContact" ADD CONSTRAINT "AudienceContact_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AudienceContact" ADD CONSTRAINT "AudienceContact_contactPointId_fkey" FOREIGN KEY ("contactPointId") REFERENCES "ContactPoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_alertMessageId_fkey" FOREIGN KEY ("alertMessageId") REFERENCES "AlertMessage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_contactPointId_fkey" FOREIGN KEY ("contactPointId") REFERENCES "ContactPoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_laneId_fkey" FOREIGN KEY ("laneId") REFERENCES "Lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_contactPointId_fkey" FOREIGN KEY ("contactPointId") REFERENCES "ContactPoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_laneId_fkey" FOREIGN KEY ("laneId") REFERENCES "Lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_editsAnswerId_fkey" FOREIGN KEY ("editsAnswerId") REFERENCES "Answer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgressBoard" ADD CONSTRAINT "ProgressBoard_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgressBoard" ADD CONSTRAINT "ProgressBoard_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reply" ADD CONSTRAINT "Reply_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundEvent" ADD CONSTRAINT "InboundEvent_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundEvent" ADD CONSTRAINT "InboundEvent_contactPointId_fkey" FOREIGN KEY ("contactPointId") REFERENCES "ContactPoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DialogState" ADD CONSTRAINT "DialogState_contactPointId_fkey" FOREIGN KEY ("contactPointId") REFERENCES "ContactPoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
