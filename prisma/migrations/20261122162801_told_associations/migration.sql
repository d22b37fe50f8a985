-- AlterTable
ALTER TABLE "apple_batches" ADD COLUMN     "told_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "recheck_since" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "user_batches" ADD COLUMN     "told_count" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "told_associations" (
    "asset_id" UUID NOT NULL,
    "target_type" "license_type" NOT NULL,
    "target" TEXT NOT NULL,
    "is_held" BOOLEAN NOT NULL,
    "is_in_doubt" BOOLEAN NOT NULL DEFAULT false,
    "told_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "told_associations_pkey" PRIMARY KEY ("asset_id","target_type","target")
);

-- CreateIndex
CREATE INDEX "told_associations_told_at_idx" ON "told_associations"("told_at");

-- AddForeignKey
ALTER TABLE "told_associations" ADD CONSTRAINT "told_associations_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say. What is to be read again at Apple is little, and is found at once.
CREATE INDEX "assets_to_recheck" ON "assets" ("token_id") WHERE "recheck_since" IS NOT NULL;
CREATE INDEX "told_associations_in_doubt" ON "told_associations" ("asset_id") WHERE "is_in_doubt";
