-- CreateEnum
CREATE TYPE "AlertMediaKind" AS ENUM ('photo', 'voice');

-- AlterTable
ALTER TABLE "AlertMessage" ADD COLUMN     "mediaId" UUID;

-- AlterTable
ALTER TABLE "AlertDraft" ADD COLUMN     "mediaId" UUID;

-- CreateTable
CREATE TABLE "AlertMedia" (
    "id" UUID NOT NULL,
    "policeUnitId" UUID NOT NULL,
    "uploaderId" UUID NOT NULL,
    "kind" "AlertMediaKind" NOT NULL,
    "type" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "bytes" TEXT NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertMedia_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertMediaUpload" (
    "mediaId" UUID NOT NULL,
    "channelAccountId" UUID NOT NULL,
    "fileId" TEXT,
    "reason" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertMediaUpload_pkey" PRIMARY KEY ("mediaId","channelAccountId")
);

-- CreateIndex
CREATE INDEX "AlertDraft_mediaId_idx" ON "AlertDraft"("mediaId") WHERE ("mediaId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "AlertMedia_uploaderId_uploadedAt_idx" ON "AlertMedia"("uploaderId", "uploadedAt");

-- CreateIndex
CREATE INDEX "AlertMedia_uploadedAt_idx" ON "AlertMedia"("uploadedAt") WHERE (bytes <> '');

-- CreateIndex
CREATE INDEX "Delivery_alertMessageId_idx" ON "Delivery"("alertMessageId") WHERE (state = 'sent' AND reason IS NOT NULL);

-- CreateIndex
CREATE INDEX "AlertMessage_mediaId_idx" ON "AlertMessage"("mediaId") WHERE ("mediaId" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "AlertMessage" ADD CONSTRAINT "AlertMessage_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "AlertMedia"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertDraft" ADD CONSTRAINT "AlertDraft_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "AlertMedia"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertMedia" ADD CONSTRAINT "AlertMedia_policeUnitId_fkey" FOREIGN KEY ("policeUnitId") REFERENCES "PoliceUnit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertMediaUpload" ADD CONSTRAINT "AlertMediaUpload_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "AlertMedia"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertMediaUpload" ADD CONSTRAINT "AlertMediaUpload_channelAccountId_fkey" FOREIGN KEY ("channelAccountId") REFERENCES "ChannelAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
