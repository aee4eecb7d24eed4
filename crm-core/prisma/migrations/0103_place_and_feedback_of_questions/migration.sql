-- AlterTable
ALTER TABLE "question" ADD COLUMN     "feedback" JSONB,
ADD COLUMN     "place" JSONB;
