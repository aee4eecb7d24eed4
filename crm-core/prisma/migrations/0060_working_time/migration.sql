-- CreateTable
CREATE TABLE "working_calendar" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,

    CONSTRAINT "working_calendar_pkey" PRIMARY KEY ("key")
);
