-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "calendar_key" TEXT NOT NULL DEFAULT 'always',
ADD COLUMN     "human" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "out_of_hours" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "auto_kept_at" TIMESTAMPTZ(6),
ADD COLUMN     "closed_at" TIMESTAMPTZ(6),
ADD COLUMN     "draft_sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "draft_writer" TEXT,
ADD COLUMN     "team_key" TEXT;

-- AlterTable
ALTER TABLE "question" ADD COLUMN     "answered_at" TIMESTAMPTZ(6),
ADD COLUMN     "follows_id" UUID,
ADD COLUMN     "hand_over" TEXT,
ADD COLUMN     "outside_body_key" TEXT;

-- CreateTable
CREATE TABLE "script_prompt" (
    "key" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "product_number" TEXT,
    "theme" TEXT,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "script_prompt_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "script_step" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "result" TEXT,
    "note" TEXT,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "script_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery" (
    "contact_id" UUID NOT NULL,
    "agent_subject" TEXT NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,
    "supporters" TEXT[],

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("contact_id")
);

-- CreateTable
CREATE TABLE "channel_preference" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel_key" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "channel_preference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_text" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "writer" TEXT NOT NULL,
    "agent_subject" TEXT NOT NULL,
    "agent_name" TEXT NOT NULL,
    "kept_at" TIMESTAMPTZ(6) NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "draft_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intake" (
    "contact_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sender_name" TEXT,
    "sender_email" TEXT,
    "sender_telephone" TEXT,
    "answer_by" TEXT NOT NULL,
    "remarks" TEXT[],
    "received_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "intake_pkey" PRIMARY KEY ("contact_id")
);

-- CreateTable
CREATE TABLE "notice_campaign" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "product_number" TEXT,

    CONSTRAINT "notice_campaign_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "campaign_notice" (
    "id" UUID NOT NULL,
    "campaign_key" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "sent_by" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "term_ends_on" DATE,

    CONSTRAINT "campaign_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wrap_up" (
    "contact_id" UUID NOT NULL,
    "question_clear" BOOLEAN,
    "department_key" TEXT,
    "result_key" TEXT,
    "from_knowledge" TEXT,
    "back_office_reached" BOOLEAN,
    "asked_to_call_later" BOOLEAN,
    "mailed_for_caller" BOOLEAN,
    "report_made" BOOLEAN,
    "transfer_kind" TEXT,
    "after_consultation" BOOLEAN,
    "was_in_knowledge" BOOLEAN,
    "knowledge_skipped" BOOLEAN,
    "phone_book_used" BOOLEAN,
    "knowledge_unclear" BOOLEAN,
    "site_unclear" BOOLEAN,
    "complaint_recognised" BOOLEAN,
    "asked_on_enough" BOOLEAN,
    "agent_subject" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "wrap_up_pkey" PRIMARY KEY ("contact_id")
);

-- CreateTable
CREATE TABLE "result_code" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "result_code_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "consultation" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "search" TEXT,
    "product_number" TEXT,
    "agent_subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "first_line_team" (
    "group_key" TEXT NOT NULL,
    "norm_percent" INTEGER NOT NULL,
    "product_numbers" TEXT[],
    "themes" TEXT[],

    CONSTRAINT "first_line_team_pkey" PRIMARY KEY ("group_key")
);

-- CreateIndex
CREATE INDEX "script_prompt_product_number_idx" ON "script_prompt"("product_number");

-- CreateIndex
CREATE INDEX "script_step_contact_id_at_idx" ON "script_step"("contact_id", "at");

-- CreateIndex
CREATE INDEX "recovery_agent_subject_until_idx" ON "recovery"("agent_subject", "until");

-- CreateIndex
CREATE INDEX "channel_preference_customer_id_said_at_idx" ON "channel_preference"("customer_id", "said_at");

-- CreateIndex
CREATE INDEX "draft_text_contact_id_kept_at_idx" ON "draft_text"("contact_id", "kept_at");

-- CreateIndex
CREATE INDEX "intake_external_id_idx" ON "intake"("external_id");

-- CreateIndex
CREATE INDEX "intake_sender_email_received_at_idx" ON "intake"("sender_email", "received_at");

-- CreateIndex
CREATE INDEX "intake_sender_telephone_received_at_idx" ON "intake"("sender_telephone", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "intake_source_external_id_key" ON "intake"("source", "external_id");

-- CreateIndex
CREATE INDEX "campaign_notice_customer_id_sent_at_idx" ON "campaign_notice"("customer_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_notice_campaign_key_customer_id_key" ON "campaign_notice"("campaign_key", "customer_id");

-- CreateIndex
CREATE INDEX "consultation_contact_id_at_idx" ON "consultation"("contact_id", "at");

-- CreateIndex
CREATE INDEX "question_follows_id_idx" ON "question"("follows_id");

-- AddForeignKey
ALTER TABLE "script_step" ADD CONSTRAINT "script_step_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_preference" ADD CONSTRAINT "channel_preference_channel_key_fkey" FOREIGN KEY ("channel_key") REFERENCES "channel"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_follows_id_fkey" FOREIGN KEY ("follows_id") REFERENCES "question"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_text" ADD CONSTRAINT "draft_text_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake" ADD CONSTRAINT "intake_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_notice" ADD CONSTRAINT "campaign_notice_campaign_key_fkey" FOREIGN KEY ("campaign_key") REFERENCES "notice_campaign"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrap_up" ADD CONSTRAINT "wrap_up_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrap_up" ADD CONSTRAINT "wrap_up_result_key_fkey" FOREIGN KEY ("result_key") REFERENCES "result_code"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
