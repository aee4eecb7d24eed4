-- CreateTable
CREATE TABLE "staff_member" (
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "device" TEXT,

    CONSTRAINT "staff_member_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "group_member" (
    "subject" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "lead" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("group_key","subject")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6),
    "replacement_subject" TEXT,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_message" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "about_type" TEXT NOT NULL,
    "about_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "reason" TEXT,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "correlationid" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "outgoing_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "group_member_subject_idx" ON "group_member"("subject");

-- CreateIndex
CREATE INDEX "absence_subject_starts_at_idx" ON "absence"("subject", "starts_at");

-- CreateIndex
CREATE INDEX "outgoing_message_about_type_about_id_idx" ON "outgoing_message"("about_type", "about_id");

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_subject_fkey" FOREIGN KEY ("subject") REFERENCES "staff_member"("subject") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_key_fkey" FOREIGN KEY ("group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_subject_fkey" FOREIGN KEY ("subject") REFERENCES "staff_member"("subject") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_replacement_subject_fkey" FOREIGN KEY ("replacement_subject") REFERENCES "staff_member"("subject") ON DELETE SET NULL ON UPDATE CASCADE;
