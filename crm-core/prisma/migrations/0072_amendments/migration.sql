-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "reference" CHAR(10) NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "external_id" TEXT,
    "handler_group_key" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "customer_id" UUID,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "email" TEXT,
    "telephone" TEXT,
    "product_number" TEXT,
    "correlationid" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "amendment" (
    "id" UUID NOT NULL,
    "about_type" TEXT NOT NULL,
    "about_id" UUID NOT NULL,
    "intent" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "reason" TEXT,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "correlationid" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_at" TIMESTAMPTZ(6),
    "case_id" UUID,
    "message_id" UUID,
    "held_until" TIMESTAMPTZ(6),
    "next_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "amendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "amendment_step" (
    "id" UUID NOT NULL,
    "amendment_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "external_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "asked_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "amendment_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot_look" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(6) NOT NULL,
    "first_at" TIMESTAMPTZ(6),
    "within_norm" BOOLEAN NOT NULL,

    CONSTRAINT "slot_look_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "booking_reference_key" ON "booking"("reference");

-- CreateIndex
CREATE INDEX "booking_customer_id_starts_at_idx" ON "booking"("customer_id", "starts_at");

-- CreateIndex
CREATE INDEX "booking_handler_group_key_starts_at_idx" ON "booking"("handler_group_key", "starts_at");

-- CreateIndex
CREATE INDEX "booking_external_id_idx" ON "booking"("external_id");

-- CreateIndex
CREATE INDEX "amendment_about_id_asked_at_idx" ON "amendment"("about_id", "asked_at");

-- CreateIndex
CREATE INDEX "amendment_state_next_at_idx" ON "amendment"("state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "amendment_step_amendment_id_number_key" ON "amendment_step"("amendment_id", "number");

-- CreateIndex
CREATE INDEX "slot_look_handler_group_key_looked_at_idx" ON "slot_look"("handler_group_key", "looked_at");

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_reference_fkey" FOREIGN KEY ("reference") REFERENCES "reference"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_handler_group_key_fkey" FOREIGN KEY ("handler_group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment_step" ADD CONSTRAINT "amendment_step_amendment_id_fkey" FOREIGN KEY ("amendment_id") REFERENCES "amendment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
