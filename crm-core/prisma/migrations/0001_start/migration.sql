-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "case_file" (
    "id" UUID NOT NULL,
    "reference" CHAR(10) NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "assignee_subject" TEXT,
    "assignee_name" TEXT,
    "product_number" TEXT,
    "customer_id" UUID,
    "correlationid" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "answer" TEXT,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_change" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "case_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "explanation" TEXT NOT NULL,
    "channel" TEXT,
    "publication_id" TEXT,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "processed_at" TIMESTAMPTZ(6),
    "reasons" TEXT[],

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_item" (
    "channel" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "look_at" TIMESTAMPTZ(6),
    "reason" TEXT,
    "died_at" TIMESTAMPTZ(6),

    CONSTRAINT "channel_item_pkey" PRIMARY KEY ("channel","id")
);

-- CreateTable
CREATE TABLE "reference" (
    "code" CHAR(10) NOT NULL,
    "given_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reference_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "channel" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "call" (
    "id" UUID NOT NULL,
    "call_key" TEXT NOT NULL,
    "correlationid" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "number" TEXT,
    "presentation" TEXT NOT NULL,
    "dialled" TEXT,
    "queue" TEXT,
    "device" TEXT,
    "transfer" TEXT,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "ending" TEXT,

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_happening" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "happening" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "told" JSONB NOT NULL,

    CONSTRAINT "call_happening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "reference" CHAR(10) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "channel_key" TEXT NOT NULL,
    "call_id" UUID,
    "customer_id" UUID,
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "summary" TEXT NOT NULL DEFAULT '',
    "agent_subject" TEXT,
    "agent_name" TEXT,
    "device" TEXT,
    "correlationid" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "registered_at" TIMESTAMPTZ(6),
    "touched_at" TIMESTAMPTZ(6),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "product_number" TEXT,
    "handler_group_key" TEXT,
    "outcome" TEXT,
    "answer" TEXT,
    "answered_from_knowledge" BOOLEAN,
    "case_id" UUID,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_record" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT,
    "kind" TEXT NOT NULL,
    "given_name" TEXT,
    "family_name" TEXT,
    "organisation_name" TEXT,
    "birth_date" DATE,
    "national_number" BYTEA,
    "national_number_index" BYTEA,
    "enterprise_number" TEXT,
    "association_code" TEXT,
    "search_name" TEXT NOT NULL,
    "sound_keys" TEXT[],
    "valid_from" DATE,
    "valid_until" DATE,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_contact_point" (
    "id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "valid_until" DATE,

    CONSTRAINT "customer_contact_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_address" (
    "id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "street" TEXT NOT NULL,
    "house_number" TEXT NOT NULL,
    "box" TEXT,
    "postcode" TEXT NOT NULL,
    "municipality" TEXT NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'BE',
    "valid_until" DATE,

    CONSTRAINT "customer_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_link" (
    "id" UUID NOT NULL,
    "absorbed_id" UUID NOT NULL,
    "survivor_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,
    "undone_reason" TEXT,

    CONSTRAINT "customer_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handler_group" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "telephone" TEXT,
    "email" TEXT,
    "website" TEXT,
    "authorities" TEXT[],

    CONSTRAINT "handler_group_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time" TIMESTAMPTZ(6) NOT NULL,
    "correlationid" TEXT NOT NULL,
    "data" JSON,
    "claim_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_event" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time" TIMESTAMPTZ(6) NOT NULL,
    "correlationid" TEXT NOT NULL,
    "data" JSON NOT NULL,

    CONSTRAINT "outbound_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_delivery" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "outbound_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "body" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connector_cursor" (
    "connector" TEXT NOT NULL,
    "cursor" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connector_cursor_pkey" PRIMARY KEY ("connector")
);

-- CreateTable
CREATE TABLE "connector_note" (
    "connector" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "connector_note_pkey" PRIMARY KEY ("connector","key")
);

-- CreateTable
CREATE TABLE "product" (
    "product_number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "archived" BOOLEAN NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "generated_at" BIGINT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "content" JSONB NOT NULL,
    "search_name" TEXT NOT NULL,
    "search_terms" TEXT NOT NULL,
    "search_texts" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_pkey" PRIMARY KEY ("product_number")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "purpose" TEXT,
    "correlationid" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "number" BIGINT,
    "previous_hash" BYTEA,
    "hash" BYTEA,
    "sealed_at" TIMESTAMPTZ(6),

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "subject" TEXT NOT NULL,
    "mutation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "answer" JSONB NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("subject","mutation","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "case_file_reference_key" ON "case_file"("reference");

-- CreateIndex
CREATE INDEX "case_file_state_due_at_idx" ON "case_file"("state", "due_at");

-- CreateIndex
CREATE INDEX "case_file_handler_group_key_state_due_at_idx" ON "case_file"("handler_group_key", "state", "due_at");

-- CreateIndex
CREATE INDEX "case_file_assignee_subject_state_due_at_idx" ON "case_file"("assignee_subject", "state", "due_at");

-- CreateIndex
CREATE INDEX "case_file_customer_id_state_idx" ON "case_file"("customer_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "case_change_case_id_number_key" ON "case_change"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "publication_change_id_key" ON "publication"("change_id");

-- CreateIndex
CREATE INDEX "publication_case_id_sent_at_idx" ON "publication"("case_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "publication_channel_publication_id_key" ON "publication"("channel", "publication_id");

-- CreateIndex
CREATE INDEX "channel_item_channel_look_at_sequence_idx" ON "channel_item"("channel", "look_at", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "call_call_key_key" ON "call"("call_key");

-- CreateIndex
CREATE INDEX "call_device_started_at_idx" ON "call"("device", "started_at");

-- CreateIndex
CREATE INDEX "call_happening_call_id_occurred_at_idx" ON "call_happening"("call_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "contact_reference_key" ON "contact"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "contact_call_id_key" ON "contact"("call_id");

-- CreateIndex
CREATE INDEX "contact_customer_id_started_at_idx" ON "contact"("customer_id", "started_at");

-- CreateIndex
CREATE INDEX "contact_state_ended_at_idx" ON "contact"("state", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "question_case_id_key" ON "question"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "question_contact_id_position_key" ON "question"("contact_id", "position");

-- CreateIndex
CREATE INDEX "customer_record_national_number_index_idx" ON "customer_record"("national_number_index");

-- CreateIndex
CREATE INDEX "customer_record_enterprise_number_idx" ON "customer_record"("enterprise_number");

-- CreateIndex
CREATE INDEX "customer_record_association_code_idx" ON "customer_record"("association_code");

-- CreateIndex
CREATE INDEX "customer_record_sound_keys_idx" ON "customer_record" USING GIN ("sound_keys");

-- CreateIndex
CREATE UNIQUE INDEX "customer_record_source_external_id_key" ON "customer_record"("source", "external_id");

-- CreateIndex
CREATE INDEX "customer_contact_point_kind_value_idx" ON "customer_contact_point"("kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "customer_contact_point_record_id_kind_value_key" ON "customer_contact_point"("record_id", "kind", "value");

-- CreateIndex
CREATE INDEX "customer_address_record_id_idx" ON "customer_address"("record_id");

-- CreateIndex
CREATE INDEX "customer_link_absorbed_id_idx" ON "customer_link"("absorbed_id");

-- CreateIndex
CREATE INDEX "customer_link_survivor_id_idx" ON "customer_link"("survivor_id");

-- CreateIndex
CREATE INDEX "handler_group_authorities_idx" ON "handler_group" USING GIN ("authorities");

-- CreateIndex
CREATE INDEX "inbound_message_correlationid_idx" ON "inbound_message"("correlationid");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_source_message_id_key" ON "inbound_message"("source", "message_id");

-- CreateIndex
CREATE INDEX "outbound_event_correlationid_idx" ON "outbound_event"("correlationid");

-- CreateIndex
CREATE INDEX "outbound_delivery_event_id_idx" ON "outbound_delivery"("event_id");

-- CreateIndex
CREATE INDEX "outbound_delivery_destination_key_created_at_idx" ON "outbound_delivery"("destination", "key", "created_at");

-- CreateIndex
CREATE INDEX "product_name_idx" ON "product"("name");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_number_key" ON "audit_entry"("number");

-- CreateIndex
CREATE INDEX "audit_entry_correlationid_idx" ON "audit_entry"("correlationid");

-- CreateIndex
CREATE INDEX "audit_entry_subject_type_subject_id_idx" ON "audit_entry"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "idempotent_answer_at_idx" ON "idempotent_answer"("at");

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_reference_fkey" FOREIGN KEY ("reference") REFERENCES "reference"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_handler_group_key_fkey" FOREIGN KEY ("handler_group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_change" ADD CONSTRAINT "case_change_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "case_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_happening" ADD CONSTRAINT "call_happening_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_reference_fkey" FOREIGN KEY ("reference") REFERENCES "reference"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_channel_key_fkey" FOREIGN KEY ("channel_key") REFERENCES "channel"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_contact_point" ADD CONSTRAINT "customer_contact_point_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "customer_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_address" ADD CONSTRAINT "customer_address_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "customer_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_link" ADD CONSTRAINT "customer_link_absorbed_id_fkey" FOREIGN KEY ("absorbed_id") REFERENCES "customer_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_link" ADD CONSTRAINT "customer_link_survivor_id_fkey" FOREIGN KEY ("survivor_id") REFERENCES "customer_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outbound_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
