-- CreateTable
CREATE TABLE "retention" (
    "what" TEXT NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "retention_pkey" PRIMARY KEY ("what")
);

