-- AlterTable
ALTER TABLE "customer_record" ADD COLUMN     "form_of_address" TEXT,
ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'told',
ADD COLUMN     "since" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "told_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "customer_contact_point" ADD COLUMN     "ended_at" TIMESTAMPTZ(6),
ADD COLUMN     "ended_by" TEXT,
ADD COLUMN     "told_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "customer_address" ADD COLUMN     "told_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "customer_link" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'merge';

-- CreateTable
CREATE TABLE "customer_record_version" (
    "id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "told_at" TIMESTAMPTZ(6) NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "content" JSONB NOT NULL,
    "national_number" BYTEA,
    "national_number_index" BYTEA,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "customer_record_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_confirmation" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "value_hash" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6) NOT NULL,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,

    CONSTRAINT "customer_confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "representation" (
    "id" UUID NOT NULL,
    "representative_id" UUID NOT NULL,
    "represented_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "explanation" TEXT,
    "valid_from" DATE,
    "valid_until" DATE,
    "verification" TEXT,
    "verified_at" TIMESTAMPTZ(6),
    "verified_by" TEXT,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "representation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_speaker" (
    "contact_id" UUID NOT NULL,
    "customer_id" UUID,
    "name" TEXT,
    "ground" TEXT NOT NULL,
    "explanation" TEXT,
    "representation_id" UUID,
    "author_subject" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "contact_speaker_pkey" PRIMARY KEY ("contact_id")
);

-- CreateTable
CREATE TABLE "contact_reach" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "contact_reach_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customer_record_version_record_id_told_at_content_hash_key" ON "customer_record_version"("record_id", "told_at", "content_hash");

-- CreateIndex
CREATE INDEX "customer_confirmation_customer_id_field_confirmed_at_idx" ON "customer_confirmation"("customer_id", "field", "confirmed_at");

-- CreateIndex
CREATE INDEX "representation_representative_id_idx" ON "representation"("representative_id");

-- CreateIndex
CREATE INDEX "representation_represented_id_idx" ON "representation"("represented_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_reach_contact_id_kind_value_key" ON "contact_reach"("contact_id", "kind", "value");

-- AddForeignKey
ALTER TABLE "customer_record_version" ADD CONSTRAINT "customer_record_version_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "customer_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
