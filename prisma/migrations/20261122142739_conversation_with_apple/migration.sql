-- CreateTable
CREATE TABLE "apple_exchanges" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "token_id" UUID,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "status" SMALLINT,
    "error_number" INTEGER,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "apple_exchanges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "apple_exchanges_token_id_at_id_idx" ON "apple_exchanges"("token_id", "at", "id");

-- CreateIndex
CREATE INDEX "apple_exchanges_at_id_idx" ON "apple_exchanges"("at", "id");

-- AddForeignKey
ALTER TABLE "apple_exchanges" ADD CONSTRAINT "apple_exchanges_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say ────────────────────────────────────────────────────────────────────────────────

-- Failures are what people look for, and there are few.
CREATE INDEX "apple_exchanges_failed" ON "apple_exchanges" ("token_id", "at", "id")
  WHERE "status" IS NULL OR "status" <> 200 OR "error_number" IS NOT NULL;
