-- AlterTable
ALTER TABLE "NeighbourhoodGroup" ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN     "handledAt" TIMESTAMPTZ(3),
ADD COLUMN     "handledById" UUID,
ADD COLUMN     "policeUnitId" UUID;

-- Of replies that there are, the unit is their alert's.
UPDATE "Reply" r SET "policeUnitId" = a."policeUnitId" FROM "Alert" a WHERE a.id = r."alertId";
ALTER TABLE "Reply" ALTER COLUMN "policeUnitId" SET NOT NULL;

-- CreateTable
CREATE TABLE "DutyShift" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "DutyShift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReplyAnswer" (
    "id" UUID NOT NULL,
    "replyId" UUID NOT NULL,
    "answerId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReplyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsoleChange" (
    "id" BIGSERIAL NOT NULL,
    "policeUnitId" UUID,
    "kind" TEXT NOT NULL,
    "subjectId" UUID,
    "alertId" UUID,
    "help" BOOLEAN NOT NULL DEFAULT false,
    "fresh" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsoleChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsoleEvent" (
    "id" BIGSERIAL NOT NULL,
    "policeUnitId" UUID,
    "kind" TEXT NOT NULL,
    "subjectId" UUID,
    "alertId" UUID,
    "help" BOOLEAN NOT NULL,
    "fresh" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsoleEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DutyShift_policeUnitId_id_idx" ON "DutyShift"("policeUnitId", "id");

-- CreateIndex
CREATE INDEX "DutyShift_staffId_idx" ON "DutyShift"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "DutyShift_policeUnitId_key" ON "DutyShift"("policeUnitId") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE INDEX "ReplyAnswer_replyId_idx" ON "ReplyAnswer"("replyId");

-- CreateIndex
CREATE INDEX "ReplyAnswer_answerId_idx" ON "ReplyAnswer"("answerId");

-- CreateIndex
CREATE INDEX "ConsoleEvent_at_idx" ON "ConsoleEvent"("at");

-- CreateIndex
CREATE INDEX "Delivery_alertMessageId_contactPointId_idx" ON "Delivery"("alertMessageId", "contactPointId") WHERE (state IN ('unreachable', 'rejected', 'gave_up', 'unknown', 'unknown_final', 'cancelled'));

-- CreateIndex
CREATE INDEX "Reply_items_of_unit" ON "Reply"("policeUnitId", "createdAt", "id") WHERE (content IS NOT NULL OR code IN ('HELP', 'STUCK'));

-- CreateIndex
CREATE INDEX "Reply_items_of_alert" ON "Reply"("alertId", "createdAt", "id") WHERE (content IS NOT NULL OR code IN ('HELP', 'STUCK'));

-- CreateIndex
CREATE INDEX "Reply_help_waiting" ON "Reply"("policeUnitId", "createdAt", "id") WHERE ("handledAt" IS NULL AND code IN ('HELP', 'STUCK'));

-- CreateIndex
CREATE INDEX "AuditEntry_policeUnitId_id_idx" ON "AuditEntry"("policeUnitId", "id");

-- AddForeignKey
ALTER TABLE "DutyShift" ADD CONSTRAINT "DutyShift_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DutyShift" ADD CONSTRAINT "DutyShift_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reply" ADD CONSTRAINT "Reply_handledById_fkey" FOREIGN KEY ("handledById") REFERENCES "Staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReplyAnswer" ADD CONSTRAINT "ReplyAnswer_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "Reply"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReplyAnswer" ADD CONSTRAINT "ReplyAnswer_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReplyAnswer" ADD CONSTRAINT "ReplyAnswer_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
