-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time" TIMESTAMPTZ(6) NOT NULL,
    "correlationid" TEXT NOT NULL,
    "data" JSONB,
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
    "data" JSONB NOT NULL,

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

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outbound_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
