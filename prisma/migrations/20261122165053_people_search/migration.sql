-- DropIndex
DROP INDEX "people_search";

-- CreateIndex
CREATE INDEX "people_search" ON "people" USING GIN ("display_name" gin_trgm_ops, "email" gin_trgm_ops, "managed_apple_id" gin_trgm_ops);
