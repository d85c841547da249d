-- CreateEnum
CREATE TYPE "AlertDraftState" AS ENUM ('open', 'submitted', 'closed');

-- CreateEnum
CREATE TYPE "ApprovalWhen" AS ENUM ('before', 'after');

-- CreateEnum
CREATE TYPE "ApprovalDecision" AS ENUM ('approved', 'returned');

-- AlterEnum
ALTER TYPE "AnswerClass" ADD VALUE 'edit';

-- AlterTable
ALTER TABLE "NeighbourhoodGroup" ADD COLUMN     "quietFromMinute" SMALLINT,
ADD COLUMN     "quietToMinute" SMALLINT;

-- AlterTable
ALTER TABLE "Alert" ADD COLUMN     "documentNumber" TEXT,
ADD COLUMN     "issuingAuthority" TEXT,
ADD COLUMN     "legalBasis" TEXT;

-- AlterTable
ALTER TABLE "AlertMessage" ADD COLUMN     "overAs" "AlertMessageKind",
ADD COLUMN     "overAt" TIMESTAMPTZ(3),
ADD COLUMN     "overTo" UUID;

-- AlterTable
ALTER TABLE "Answer" ADD COLUMN     "editsMessageId" TEXT;

-- CreateTable
CREATE TABLE "AlertDraft" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "state" "AlertDraftState" NOT NULL DEFAULT 'open',
    "content" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "comment" TEXT,
    "returnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AlertDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertApproval" (
    "id" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "when" "ApprovalWhen" NOT NULL,
    "reasons" TEXT[],
    "glassReason" TEXT,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "deciderId" UUID,
    "decision" "ApprovalDecision",
    "decidedAt" TIMESTAMPTZ(3),
    "comment" TEXT,

    CONSTRAINT "AlertApproval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertTemplate" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "AlertTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReminderPlan" (
    "alertId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "roundsSent" SMALLINT NOT NULL DEFAULT 0,
    "roundsLeft" SMALLINT NOT NULL,
    "everyMs" INTEGER NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReminderPlan_pkey" PRIMARY KEY ("alertId")
);

-- CreateTable
CREATE TABLE "DrillScore" (
    "alertId" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "households" INTEGER NOT NULL,
    "reached" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "medianAnswerMs" INTEGER,
    "slowestAnswerMs" INTEGER,
    "deadContacts" INTEGER NOT NULL,
    "scoredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DrillScore_pkey" PRIMARY KEY ("alertId")
);

-- CreateIndex
CREATE INDEX "AlertDraft_policeUnitId_savedAt_idx" ON "AlertDraft"("policeUnitId", "savedAt") WHERE (state <> 'closed');

-- CreateIndex
CREATE INDEX "AlertDraft_savedAt_idx" ON "AlertDraft"("savedAt");

-- CreateIndex
CREATE INDEX "AlertApproval_alertId_idx" ON "AlertApproval"("alertId");

-- CreateIndex
CREATE UNIQUE INDEX "AlertApproval_alertId_key" ON "AlertApproval"("alertId") WHERE (decision IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "AlertTemplate_policeUnitId_category_name_key" ON "AlertTemplate"("policeUnitId", "category", "name") WHERE ("retiredAt" IS NULL);

-- CreateIndex
CREATE INDEX "ReminderPlan_nextAt_idx" ON "ReminderPlan"("nextAt") WHERE ("roundsLeft" > 0);

-- CreateIndex
CREATE INDEX "DrillScore_policeUnitId_category_at_idx" ON "DrillScore"("policeUnitId", "category", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_id_authorId_key" ON "Alert"("id", "authorId");

-- CreateIndex
CREATE INDEX "AlertMessage_alertId_idx" ON "AlertMessage"("alertId") WHERE ("overAs" IS NOT NULL AND "overAt" IS NULL);

-- AddForeignKey
ALTER TABLE "AlertDraft" ADD CONSTRAINT "AlertDraft_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertApproval" ADD CONSTRAINT "AlertApproval_alertId_authorId_fkey" FOREIGN KEY ("alertId", "authorId") REFERENCES "Alert"("id", "authorId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "AlertTemplate" ADD CONSTRAINT "AlertTemplate_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderPlan" ADD CONSTRAINT "ReminderPlan_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DrillScore" ADD CONSTRAINT "DrillScore_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
