-- DropIndex
DROP INDEX "publication_change_id_key";

-- AlterTable
ALTER TABLE "case_file" ADD COLUMN     "asked" TEXT,
ADD COLUMN     "duplicate_of_id" UUID,
ADD COLUMN     "end_reason_key" TEXT,
ADD COLUMN     "ended_at" TIMESTAMPTZ(6),
ADD COLUMN     "expected_on" DATE,
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "place" JSONB,
ADD COLUMN     "place_key" TEXT,
ADD COLUMN     "progress" TEXT,
ADD COLUMN     "resolution" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "case_change" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "publication" ADD COLUMN     "follower_id" UUID;

-- CreateTable
CREATE TABLE "work_order" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "task" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "planned_for" TIMESTAMPTZ(6),
    "explanation" TEXT,
    "external_reference" TEXT,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,

    CONSTRAINT "work_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_order_happening" (
    "id" UUID NOT NULL,
    "work_order_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "told" JSONB NOT NULL,

    CONSTRAINT "work_order_happening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_process" (
    "product_number" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "product_process_pkey" PRIMARY KEY ("product_number")
);

-- CreateTable
CREATE TABLE "process_start" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "product_number" TEXT NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "process_start_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_transaction" (
    "id" UUID NOT NULL,
    "system" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "product_number" TEXT,
    "case_id" UUID,
    "party_index" BYTEA,
    "state" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,
    "url" TEXT,

    CONSTRAINT "office_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_handling" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "system" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "handled" BOOLEAN NOT NULL,
    "handled_at" TIMESTAMPTZ(6) NOT NULL,
    "how" TEXT NOT NULL,

    CONSTRAINT "case_handling_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_edit" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "reason" TEXT,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "case_edit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_part" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "position" TEXT,
    "assignee_subject" TEXT,
    "assignee_name" TEXT,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "case_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_inquiry" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "asked" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "reply" TEXT,
    "replied_by" TEXT,
    "replied_at" TIMESTAMPTZ(6),

    CONSTRAINT "case_inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "end_reason" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "told" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,

    CONSTRAINT "end_reason_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outside_body" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "telephone" TEXT,
    "email" TEXT,
    "website" TEXT,

    CONSTRAINT "outside_body_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "hand_over" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "body_key" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "shares_customer" BOOLEAN NOT NULL,
    "message_id" UUID,
    "external_reference" TEXT,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "hand_over_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint" (
    "case_id" UUID NOT NULL,
    "category_key" TEXT NOT NULL,
    "procedure_told_at" TIMESTAMPTZ(6),
    "choice" TEXT NOT NULL DEFAULT 'undecided',
    "solution" TEXT,
    "solved_at" TIMESTAMPTZ(6),
    "solved_by" TEXT,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "complaint_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "complaint_category" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,

    CONSTRAINT "complaint_category_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "complaint_about" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "case_id" UUID,
    "contact_id" UUID,

    CONSTRAINT "complaint_about_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_follower" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "reference" CHAR(10) NOT NULL,
    "customer_id" UUID,
    "contact_id" UUID,
    "text" TEXT NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "case_follower_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_wish" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "follower_id" UUID,
    "answer" TEXT NOT NULL,
    "channel" TEXT,
    "recipient" TEXT,
    "may_share_data" BOOLEAN NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "feedback_wish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_plan" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "told" TEXT NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "product_numbers" TEXT[],
    "place" JSONB,
    "place_key" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "radius_metres" INTEGER,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "known_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_told" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "case_id" UUID,
    "contact_id" UUID,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "plan_told_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "work_order_case_id_idx" ON "work_order"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "work_order_happening_work_order_id_occurred_at_state_key" ON "work_order_happening"("work_order_id", "occurred_at", "state");

-- CreateIndex
CREATE INDEX "process_start_case_id_idx" ON "process_start"("case_id");

-- CreateIndex
CREATE INDEX "office_transaction_party_index_changed_at_idx" ON "office_transaction"("party_index", "changed_at");

-- CreateIndex
CREATE INDEX "office_transaction_case_id_idx" ON "office_transaction"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "office_transaction_system_external_id_key" ON "office_transaction"("system", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_handling_case_id_system_handled_at_key" ON "case_handling"("case_id", "system", "handled_at");

-- CreateIndex
CREATE UNIQUE INDEX "case_edit_case_id_version_field_key" ON "case_edit"("case_id", "version", "field");

-- CreateIndex
CREATE INDEX "case_part_handler_group_key_state_idx" ON "case_part"("handler_group_key", "state");

-- CreateIndex
CREATE UNIQUE INDEX "case_part_case_id_number_key" ON "case_part"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "case_inquiry_case_id_number_key" ON "case_inquiry"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "hand_over_message_id_key" ON "hand_over"("message_id");

-- CreateIndex
CREATE INDEX "hand_over_case_id_at_idx" ON "hand_over"("case_id", "at");

-- CreateIndex
CREATE INDEX "complaint_category_key_opened_at_idx" ON "complaint"("category_key", "opened_at");

-- CreateIndex
CREATE INDEX "complaint_about_case_id_idx" ON "complaint_about"("case_id");

-- CreateIndex
CREATE INDEX "complaint_about_contact_id_idx" ON "complaint_about"("contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_about_complaint_id_case_id_key" ON "complaint_about"("complaint_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_about_complaint_id_contact_id_key" ON "complaint_about"("complaint_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_follower_reference_key" ON "case_follower"("reference");

-- CreateIndex
CREATE INDEX "case_follower_case_id_joined_at_idx" ON "case_follower"("case_id", "joined_at");

-- CreateIndex
CREATE INDEX "case_follower_customer_id_idx" ON "case_follower"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_wish_follower_id_key" ON "feedback_wish"("follower_id");

-- CreateIndex
CREATE INDEX "feedback_wish_case_id_idx" ON "feedback_wish"("case_id");

-- CreateIndex
CREATE INDEX "known_plan_ends_on_idx" ON "known_plan"("ends_on");

-- CreateIndex
CREATE INDEX "plan_told_case_id_idx" ON "plan_told"("case_id");

-- CreateIndex
CREATE INDEX "plan_told_contact_id_idx" ON "plan_told"("contact_id");

-- CreateIndex
CREATE INDEX "plan_told_plan_id_idx" ON "plan_told"("plan_id");

-- CreateIndex
CREATE INDEX "case_file_place_key_idx" ON "case_file"("place_key");

-- CreateIndex
CREATE INDEX "publication_change_id_idx" ON "publication"("change_id");

-- AddForeignKey
ALTER TABLE "work_order" ADD CONSTRAINT "work_order_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_order_happening" ADD CONSTRAINT "work_order_happening_work_order_id_fkey" FOREIGN KEY ("work_order_id") REFERENCES "work_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_process" ADD CONSTRAINT "product_process_product_number_fkey" FOREIGN KEY ("product_number") REFERENCES "product"("product_number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process_start" ADD CONSTRAINT "process_start_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process_start" ADD CONSTRAINT "process_start_product_number_fkey" FOREIGN KEY ("product_number") REFERENCES "product_process"("product_number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_transaction" ADD CONSTRAINT "office_transaction_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_handling" ADD CONSTRAINT "case_handling_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_end_reason_key_fkey" FOREIGN KEY ("end_reason_key") REFERENCES "end_reason"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_duplicate_of_id_fkey" FOREIGN KEY ("duplicate_of_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_follower_id_fkey" FOREIGN KEY ("follower_id") REFERENCES "case_follower"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_edit" ADD CONSTRAINT "case_edit_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_part" ADD CONSTRAINT "case_part_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_part" ADD CONSTRAINT "case_part_handler_group_key_fkey" FOREIGN KEY ("handler_group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_inquiry" ADD CONSTRAINT "case_inquiry_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_body_key_fkey" FOREIGN KEY ("body_key") REFERENCES "outside_body"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "outgoing_message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_category_key_fkey" FOREIGN KEY ("category_key") REFERENCES "complaint_category"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_about" ADD CONSTRAINT "complaint_about_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_about" ADD CONSTRAINT "complaint_about_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_about" ADD CONSTRAINT "complaint_about_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_follower" ADD CONSTRAINT "case_follower_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_follower" ADD CONSTRAINT "case_follower_reference_fkey" FOREIGN KEY ("reference") REFERENCES "reference"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_follower" ADD CONSTRAINT "case_follower_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_follower" ADD CONSTRAINT "case_follower_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_wish" ADD CONSTRAINT "feedback_wish_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_wish" ADD CONSTRAINT "feedback_wish_follower_id_fkey" FOREIGN KEY ("follower_id") REFERENCES "case_follower"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_plan" ADD CONSTRAINT "known_plan_handler_group_key_fkey" FOREIGN KEY ("handler_group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_told" ADD CONSTRAINT "plan_told_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "known_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_told" ADD CONSTRAINT "plan_told_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_told" ADD CONSTRAINT "plan_told_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;
