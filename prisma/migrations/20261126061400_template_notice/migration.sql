-- AlterTable
ALTER TABLE "ChannelTemplate" ADD COLUMN     "statusSequence" BIGINT;

-- AlterTable
ALTER TABLE "ChannelNotice" ALTER COLUMN "contactPointId" DROP NOT NULL;
