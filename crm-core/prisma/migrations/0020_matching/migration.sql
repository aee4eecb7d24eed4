-- CreateTable
CREATE TABLE "match_profile" (
    "number" SERIAL NOT NULL,
    "customer_id" UUID NOT NULL,
    "profile" JSONB NOT NULL,
    "keys" BIGINT[],
    "holds_until" DATE,

    CONSTRAINT "match_profile_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "match_key" (
    "key" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "match_key_pkey" PRIMARY KEY ("key","number")
);

-- CreateTable
CREATE TABLE "match_stale" (
    "record_id" UUID NOT NULL,

    CONSTRAINT "match_stale_pkey" PRIMARY KEY ("record_id")
);

-- CreateTable
CREATE TABLE "match_stop_value" (
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "match_stop_value_pkey" PRIMARY KEY ("field","value")
);

-- CreateTable
CREATE TABLE "match_model" (
    "version" SERIAL NOT NULL,
    "parameters" JSONB NOT NULL,
    "profiles" INTEGER NOT NULL,
    "trained_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "match_model_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "match_revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "match_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "match_run" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "correlationid" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "looked" INTEGER NOT NULL DEFAULT 0,
    "proposed" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "match_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "match_proposal" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "one_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "evidence" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decided_subject" TEXT,
    "decided_name" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "reason" TEXT,

    CONSTRAINT "match_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_sending" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "typed" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6),
    "compared_at" TIMESTAMPTZ(6),
    "correlationid" TEXT NOT NULL,

    CONSTRAINT "form_sending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_limit" (
    "key" BYTEA NOT NULL,
    "window" TIMESTAMPTZ(6) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "form_limit_pkey" PRIMARY KEY ("key","window")
);

-- CreateIndex
CREATE UNIQUE INDEX "match_profile_customer_id_key" ON "match_profile"("customer_id");

-- CreateIndex
CREATE INDEX "match_profile_holds_until_idx" ON "match_profile"("holds_until");

-- CreateIndex
CREATE INDEX "match_proposal_state_probability_id_idx" ON "match_proposal"("state", "probability", "id");

-- CreateIndex
CREATE INDEX "match_proposal_other_id_idx" ON "match_proposal"("other_id");

-- CreateIndex
CREATE UNIQUE INDEX "match_proposal_one_id_other_id_key" ON "match_proposal"("one_id", "other_id");

-- CreateIndex
CREATE INDEX "form_limit_window_idx" ON "form_limit"("window");

-- AddForeignKey
ALTER TABLE "match_proposal" ADD CONSTRAINT "match_proposal_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "match_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
