-- CreateEnum
CREATE TYPE "drift_kind" AS ENUM ('heldWithoutAssignment', 'unknownDevice', 'twoLicenses', 'failedOrder', 'countsDisagree');

-- AlterEnum
ALTER TYPE "order_state" ADD VALUE 'awaitingAcceptance';

-- AlterTable
ALTER TABLE "license_orders" ADD COLUMN     "person_id" UUID;

-- CreateTable
CREATE TABLE "app_requests" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "asset_id" UUID NOT NULL,
    "device_id" UUID,
    "person_id" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_marks" (
    "id" BIGSERIAL NOT NULL,
    "adam_id" TEXT NOT NULL,
    "device_id" UUID,
    "person_id" UUID,
    "marked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reconcile_marks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drift_findings" (
    "asset_id" UUID NOT NULL,
    "kind" "drift_kind" NOT NULL,
    "count" INTEGER NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drift_findings_pkey" PRIMARY KEY ("asset_id","kind")
);

-- CreateIndex
CREATE INDEX "app_requests_device_id_idx" ON "app_requests"("device_id");

-- CreateIndex
CREATE INDEX "app_requests_person_id_idx" ON "app_requests"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "app_requests_asset_id_device_id_key" ON "app_requests"("asset_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "app_requests_asset_id_person_id_key" ON "app_requests"("asset_id", "person_id");

-- CreateIndex
CREATE INDEX "reconcile_marks_adam_id_idx" ON "reconcile_marks"("adam_id");

-- CreateIndex
CREATE INDEX "license_orders_person_id_idx" ON "license_orders"("person_id");

-- AddForeignKey
ALTER TABLE "license_orders" ADD CONSTRAINT "license_orders_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_requests" ADD CONSTRAINT "app_requests_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_requests" ADD CONSTRAINT "app_requests_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_requests" ADD CONSTRAINT "app_requests_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift_findings" ADD CONSTRAINT "drift_findings_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Checks and partial indexes.
-- Whatever is not settled wants something: one such order per target and asset.
DROP INDEX "license_orders_one_active";
CREATE UNIQUE INDEX "license_orders_one_active" ON "license_orders" ("asset_id", "target_type", "target")
  WHERE "settled_at" IS NULL;
ALTER TABLE "app_requests" ADD CONSTRAINT "app_requests_of_one" CHECK (("device_id" IS NULL) <> ("person_id" IS NULL));
