-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "contact_id" UUID,
    "call_id" UUID,
    "group_key" TEXT,
    "receiver_subject" TEXT,
    "receiver_name" TEXT,
    "device" TEXT,
    "kind" TEXT NOT NULL,
    "told_by" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "question" TEXT NOT NULL DEFAULT '',
    "said" TEXT NOT NULL DEFAULT '',
    "articles" TEXT[],
    "product_number" TEXT,
    "knowledge_consulted" BOOLEAN,
    "agreed" BOOLEAN NOT NULL DEFAULT true,
    "queued" BOOLEAN NOT NULL DEFAULT false,
    "in_opening_hours" BOOLEAN NOT NULL,
    "offered_by_subject" TEXT,
    "offered_by_name" TEXT,
    "offered_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6),
    "made_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),
    "answered_by_subject" TEXT,
    "answered_by_name" TEXT,
    "reason" TEXT,
    "belongs_to_key" TEXT,
    "call_back_at" TIMESTAMPTZ(6),
    "call_back_case_id" UUID,
    "correlationid" TEXT NOT NULL,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer_agreement" (
    "group_key" TEXT NOT NULL,
    "connected" BOOLEAN NOT NULL DEFAULT true,
    "fallback" TEXT,
    "cold" BOOLEAN NOT NULL DEFAULT false,
    "number" TEXT,
    "queue" TEXT,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "transfer_agreement_pkey" PRIMARY KEY ("group_key")
);

-- CreateTable
CREATE TABLE "dial" (
    "id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "contact_id" UUID,
    "agent_subject" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "correlationid" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "dial_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "transfer_group_key_offered_at_idx" ON "transfer"("group_key", "offered_at");

-- CreateIndex
CREATE INDEX "transfer_offered_at_idx" ON "transfer"("offered_at");

-- CreateIndex
CREATE INDEX "transfer_contact_id_idx" ON "transfer"("contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_told_once_idx" ON "transfer"("call_id", "made_at");

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_group_key_fkey" FOREIGN KEY ("group_key") REFERENCES "handler_group"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_agreement" ADD CONSTRAINT "transfer_agreement_group_key_fkey" FOREIGN KEY ("group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;
