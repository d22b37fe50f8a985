-- AlterTable
ALTER TABLE "tokens" ADD COLUMN     "notification_since" TIMESTAMPTZ(3);


-- What the schema language cannot say. Work that Apple has ended and told nothing of is rare, and looked for every minute.
CREATE INDEX "apple_batches_untold" ON "apple_batches" ("settled_at") WHERE "told_count" = 0 AND "event_id" IS NOT NULL;
