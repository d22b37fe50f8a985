-- CreateIndex
CREATE INDEX "license_orders_token_id_created_at_id_idx" ON "license_orders"("token_id", "created_at", "id");
