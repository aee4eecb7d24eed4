-- AlterTable
ALTER TABLE "case_file" ADD COLUMN     "nudges" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "returned_at" TIMESTAMPTZ(6),
ADD COLUMN     "routed_by" TEXT,
ADD COLUMN     "routed_revision" INTEGER,
ADD COLUMN     "routed_rule" UUID,
ADD COLUMN     "touched_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "handler_group" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "assignment" TEXT NOT NULL DEFAULT 'by-hand',
ADD COLUMN     "capacity" INTEGER,
ADD COLUMN     "lead_after" INTEGER NOT NULL DEFAULT 16,
ADD COLUMN     "pool_after" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "remind_after" INTEGER NOT NULL DEFAULT 8,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "staff_member" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'hr';

-- AlterTable
ALTER TABLE "absence" ADD COLUMN     "keeps_work" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "routing_revision" (
    "number" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "routing_revision_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "misrouting" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "routed_by" TEXT NOT NULL,
    "routed_rule" UUID,
    "product_number" TEXT,
    "from_group_key" TEXT NOT NULL,
    "belongs_to_key" TEXT NOT NULL,
    "reporter_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "misrouting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_proposal" (
    "id" UUID NOT NULL,
    "routed_by" TEXT NOT NULL,
    "routed_rule" UUID,
    "product_number" TEXT,
    "from_group_key" TEXT NOT NULL,
    "belongs_to_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "decided_at" TIMESTAMPTZ(6),
    "decided_by" TEXT,
    "decided_reason" TEXT,

    CONSTRAINT "routing_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "group_key" TEXT NOT NULL,
    "leads_only" BOOLEAN NOT NULL DEFAULT false,
    "subject" TEXT,
    "case_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_filter" (
    "id" UUID NOT NULL,
    "owner_subject" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "criteria" JSONB NOT NULL,
    "shared_with_key" TEXT,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "saved_filter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_viewer" (
    "case_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "doing" TEXT NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "case_viewer_pkey" PRIMARY KEY ("case_id","subject")
);

-- CreateTable
CREATE TABLE "published_contact" (
    "id" UUID NOT NULL,
    "group_key" TEXT,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_until" TIMESTAMPTZ(6),

    CONSTRAINT "published_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_address" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "pages" TEXT[],
    "owner_key" TEXT,
    "plan" TEXT,
    "retire_by" DATE,
    "first_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "gone_since" TIMESTAMPTZ(6),

    CONSTRAINT "public_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_address_goal" (
    "kind" TEXT NOT NULL,
    "baseline" INTEGER NOT NULL,
    "target" INTEGER NOT NULL,

    CONSTRAINT "public_address_goal_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "misrouting_case_id_key" ON "misrouting"("case_id");

-- CreateIndex
CREATE INDEX "misrouting_routed_by_routed_rule_product_number_from_group__idx" ON "misrouting"("routed_by", "routed_rule", "product_number", "from_group_key", "belongs_to_key");

-- CreateIndex
CREATE INDEX "routing_proposal_state_made_at_idx" ON "routing_proposal"("state", "made_at");

-- CreateIndex
CREATE INDEX "notice_group_key_at_idx" ON "notice"("group_key", "at");

-- CreateIndex
CREATE INDEX "notice_subject_at_idx" ON "notice"("subject", "at");

-- CreateIndex
CREATE INDEX "saved_filter_shared_with_key_idx" ON "saved_filter"("shared_with_key");

-- CreateIndex
CREATE UNIQUE INDEX "saved_filter_owner_subject_name_key" ON "saved_filter"("owner_subject", "name");

-- CreateIndex
CREATE INDEX "case_viewer_until_idx" ON "case_viewer"("until");

-- CreateIndex
CREATE INDEX "published_contact_group_key_kind_valid_from_idx" ON "published_contact"("group_key", "kind", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "public_address_kind_value_key" ON "public_address"("kind", "value");

-- AddForeignKey
ALTER TABLE "misrouting" ADD CONSTRAINT "misrouting_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_viewer" ADD CONSTRAINT "case_viewer_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_contact" ADD CONSTRAINT "published_contact_group_key_fkey" FOREIGN KEY ("group_key") REFERENCES "handler_group"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_address" ADD CONSTRAINT "public_address_owner_key_fkey" FOREIGN KEY ("owner_key") REFERENCES "handler_group"("key") ON DELETE SET NULL ON UPDATE CASCADE;
