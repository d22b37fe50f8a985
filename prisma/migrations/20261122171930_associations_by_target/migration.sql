-- DropIndex
DROP INDEX "associations_target_target_type_idx";

-- CreateIndex
CREATE INDEX "associations_target_idx" ON "associations"("target");
