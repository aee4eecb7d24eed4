-- CreateTable
CREATE TABLE "promise" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "proof_needed" TEXT NOT NULL,
    "contact_id" UUID,
    "case_id" UUID,
    "customer_id" UUID,
    "recipient_name" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "handler_group_key" TEXT NOT NULL,
    "assignee_subject" TEXT,
    "assignee_name" TEXT,
    "about" TEXT,
    "words" TEXT,
    "product_number" TEXT,
    "consulted" TEXT[],
    "effort" TEXT,
    "work_order_id" UUID,
    "message_id" UUID,
    "calendar_key" TEXT NOT NULL DEFAULT 'city',
    "norm_id" UUID,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "made_by_subject" TEXT,
    "made_by_name" TEXT,
    "correlationid" TEXT NOT NULL,
    "step" SMALLINT NOT NULL DEFAULT 0,
    "look_at" TIMESTAMPTZ(6),
    "closed_at" TIMESTAMPTZ(6),
    "closed_reason" TEXT,

    CONSTRAINT "promise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promise_proof" (
    "promise_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "call_id" UUID,
    "message_id" UUID,
    "actor_subject" TEXT,

    CONSTRAINT "promise_proof_pkey" PRIMARY KEY ("promise_id")
);

-- CreateTable
CREATE TABLE "promise_step" (
    "promise_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "step" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "promise_step_pkey" PRIMARY KEY ("promise_id","due_at","step")
);

-- CreateTable
CREATE TABLE "promise_try" (
    "id" UUID NOT NULL,
    "promise_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "call_id" UUID,
    "actor_subject" TEXT,
    "note" TEXT,

    CONSTRAINT "promise_try_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promise_link" (
    "token_hash" BYTEA NOT NULL,
    "promise_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "promise_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "promise_digest" (
    "subject" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "promises" INTEGER NOT NULL,
    "message_id" UUID,

    CONSTRAINT "promise_digest_pkey" PRIMARY KEY ("subject","day")
);

-- CreateTable
CREATE TABLE "promise_chase" (
    "id" UUID NOT NULL,
    "promise_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "words" TEXT NOT NULL,
    "actor_subject" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,

    CONSTRAINT "promise_chase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_norm" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "handler_group_key" TEXT,
    "product_number" TEXT,
    "calendar_key" TEXT NOT NULL DEFAULT 'city',
    "days" INTEGER,
    "minutes" INTEGER,
    "agreed_with" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_until" TIMESTAMPTZ(6),
    "set_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "service_norm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "norm_measurement" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "handler_group_key" TEXT NOT NULL,
    "product_number" TEXT,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "offered_at" TIMESTAMPTZ(6),
    "norm_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "norm_measurement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "promise_handler_group_key_due_at_idx" ON "promise"("handler_group_key", "due_at");

-- CreateIndex
CREATE INDEX "promise_case_id_idx" ON "promise"("case_id");

-- CreateIndex
CREATE INDEX "promise_proof_call_id_idx" ON "promise_proof"("call_id");

-- CreateIndex
CREATE UNIQUE INDEX "promise_try_promise_id_call_id_key" ON "promise_try"("promise_id", "call_id");

-- CreateIndex
CREATE INDEX "promise_link_promise_id_idx" ON "promise_link"("promise_id");

-- CreateIndex
CREATE INDEX "promise_chase_promise_id_idx" ON "promise_chase"("promise_id");

-- CreateIndex
CREATE INDEX "service_norm_kind_idx" ON "service_norm"("kind");

-- CreateIndex
CREATE INDEX "norm_measurement_kind_asked_at_idx" ON "norm_measurement"("kind", "asked_at");

-- AddForeignKey
ALTER TABLE "promise" ADD CONSTRAINT "promise_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise" ADD CONSTRAINT "promise_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise" ADD CONSTRAINT "promise_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise" ADD CONSTRAINT "promise_handler_group_key_fkey" FOREIGN KEY ("handler_group_key") REFERENCES "handler_group"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_proof" ADD CONSTRAINT "promise_proof_promise_id_fkey" FOREIGN KEY ("promise_id") REFERENCES "promise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_step" ADD CONSTRAINT "promise_step_promise_id_fkey" FOREIGN KEY ("promise_id") REFERENCES "promise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_try" ADD CONSTRAINT "promise_try_promise_id_fkey" FOREIGN KEY ("promise_id") REFERENCES "promise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
