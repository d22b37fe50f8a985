-- CreateEnum
CREATE TYPE "notification_state" AS ENUM ('off', 'on', 'unreachable');

-- CreateEnum
CREATE TYPE "user_batch_kind" AS ENUM ('create', 'update', 'retire');

-- CreateEnum
CREATE TYPE "revocation_state" AS ENUM ('running', 'done');

-- AlterEnum
ALTER TYPE "sync_phase" ADD VALUE 'users' AFTER 'assets';

-- AlterEnum
ALTER TYPE "sync_trigger" ADD VALUE 'repair';

-- AlterTable
ALTER TABLE "license_orders" ADD COLUMN     "revocation_id" UUID;

-- AlterTable
ALTER TABLE "sync_runs" ADD COLUMN     "changes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "request_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "users_changed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "walk_restarts" SMALLINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "tokens" ADD COLUMN     "claimed_by_id" TEXT,
ADD COLUMN     "claimed_by_metadata" TEXT,
ADD COLUMN     "claimed_by_name" TEXT,
ADD COLUMN     "foreign_association_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "foreign_user_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_notification_at" TIMESTAMPTZ(3),
ADD COLUMN     "notification_checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "notification_reason" TEXT,
ADD COLUMN     "notification_state" "notification_state" NOT NULL DEFAULT 'off',
ADD COLUMN     "notification_url" TEXT,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "vpp_users" ADD COLUMN     "attempts" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "batch_id" UUID,
ADD COLUMN     "error_number" INTEGER,
ADD COLUMN     "managed_apple_id" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "retry_at" TIMESTAMPTZ(3),
ADD COLUMN     "wanted" "user_batch_kind",
ALTER COLUMN "status" DROP NOT NULL;

-- CreateTable
CREATE TABLE "user_batches" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "kind" "user_batch_kind" NOT NULL,
    "state" "batch_state" NOT NULL DEFAULT 'sending',
    "event_id" TEXT,
    "requested_count" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "next_poll_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revocations" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "state" "revocation_state" NOT NULL DEFAULT 'running',
    "requested_by" TEXT NOT NULL,
    "total_count" INTEGER NOT NULL,
    "irrevocable_count" INTEGER NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "revocations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_budgets" (
    "token_id" UUID NOT NULL,
    "allowance" DOUBLE PRECISION NOT NULL,
    "per_second" DOUBLE PRECISION NOT NULL,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "request_budgets_pkey" PRIMARY KEY ("token_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_batches_token_id_event_id_key" ON "user_batches"("token_id", "event_id");

-- CreateIndex
CREATE INDEX "revocations_token_id_requested_at_idx" ON "revocations"("token_id", "requested_at");

-- CreateIndex
CREATE INDEX "apple_notifications_token_id_received_at_notification_id_idx" ON "apple_notifications"("token_id", "received_at", "notification_id");

-- CreateIndex
CREATE INDEX "license_orders_revocation_id_created_at_id_idx" ON "license_orders"("revocation_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "vpp_users_batch_id_idx" ON "vpp_users"("batch_id");

-- AddForeignKey
ALTER TABLE "vpp_users" ADD CONSTRAINT "vpp_users_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "user_batches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_batches" ADD CONSTRAINT "user_batches_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_orders" ADD CONSTRAINT "license_orders_revocation_id_fkey" FOREIGN KEY ("revocation_id") REFERENCES "revocations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_budgets" ADD CONSTRAINT "request_budgets_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say. A VPP user that Apple has not made yet counts as active.
DROP INDEX "vpp_users_one_active";
DROP INDEX "vpp_users_one_per_person";
CREATE UNIQUE INDEX "vpp_users_one_active" ON "vpp_users" ("token_id", "client_user_id")
  WHERE "status" IS NULL OR "status" IN ('Registered', 'Associated');
CREATE UNIQUE INDEX "vpp_users_one_per_person" ON "vpp_users" ("token_id", "person_id")
  WHERE "status" IS NULL OR "status" IN ('Registered', 'Associated');
CREATE INDEX "vpp_users_to_do" ON "vpp_users" ("token_id", "wanted") WHERE "wanted" IS NOT NULL;
CREATE INDEX "user_batches_open" ON "user_batches" ("token_id") WHERE "state" <> 'settled';
CREATE INDEX "apple_notifications_to_apply" ON "apple_notifications" ("token_id", "received_at") WHERE "applied_at" IS NULL;
CREATE UNIQUE INDEX "revocations_one_running" ON "revocations" ("token_id") WHERE "state" = 'running';
