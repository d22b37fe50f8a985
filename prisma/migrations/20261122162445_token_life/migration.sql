-- AlterTable
ALTER TABLE "revocations" ADD COLUMN     "asset_id" UUID,
ADD COLUMN     "collected_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "tokens" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "revocations_asset_id_idx" ON "revocations"("asset_id");

-- AddForeignKey
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say. At most one revocation runs per token, and one per app.
DROP INDEX "revocations_one_running";
CREATE UNIQUE INDEX "revocations_one_running" ON "revocations" ("token_id", "asset_id") NULLS NOT DISTINCT
  WHERE "state" = 'running';
-- Progress and results of a revocation of a million licenses are counted from what is open and what went wrong.
CREATE INDEX "license_orders_revocation_open" ON "license_orders" ("revocation_id", "created_at", "id")
  WHERE "revocation_id" IS NOT NULL AND "state" IN ('waiting', 'awaitingRemoval', 'reserved', 'sent', 'unknown');
CREATE INDEX "license_orders_revocation_failed" ON "license_orders" ("revocation_id", "created_at", "id")
  WHERE "revocation_id" IS NOT NULL AND "state" IN ('failed', 'canceled');
CREATE INDEX "asset_metadata_missing" ON "asset_metadata" ("asset_id") WHERE "missing_in_store_since" IS NOT NULL;
CREATE INDEX "tokens_to_clear" ON "tokens" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
