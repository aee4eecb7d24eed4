-- AlterTable
ALTER TABLE "promise_digest" ADD COLUMN     "notices" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "notice_at_idx" ON "notice"("at");
