-- AlterTable
ALTER TABLE "outside_body" ADD COLUMN     "responsible_for" TEXT NOT NULL DEFAULT '';

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_outside_body_key_fkey" FOREIGN KEY ("outside_body_key") REFERENCES "outside_body"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- channel: open when a calendar that exists says so
ALTER TABLE "channel" ADD CONSTRAINT "channel_calendar_key_fkey" FOREIGN KEY ("calendar_key") REFERENCES "working_calendar"("key");
