-- AlterTable
ALTER TABLE "ContactPoint" ADD COLUMN     "preferred" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "MemberLinkCode" (
    "codeHash" TEXT NOT NULL,
    "memberId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MemberLinkCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateIndex
CREATE UNIQUE INDEX "MemberLinkCode_memberId_key" ON "MemberLinkCode"("memberId");

-- AddForeignKey
ALTER TABLE "MemberLinkCode" ADD CONSTRAINT "MemberLinkCode_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
