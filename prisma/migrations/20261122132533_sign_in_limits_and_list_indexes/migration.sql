-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- What the schema language cannot say ────────────────────────────────────────────────────────────────────────────────

CREATE INDEX "devices_by_serial" ON "devices" (coalesce("serial_number", ''), "id");
CREATE INDEX "license_orders_failed" ON "license_orders" ("asset_id") WHERE "state" = 'failed';
