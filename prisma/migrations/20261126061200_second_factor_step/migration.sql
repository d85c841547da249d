-- AlterTable
ALTER TABLE "SecondFactor" ADD COLUMN     "lastStep" INTEGER NOT NULL DEFAULT 0;
