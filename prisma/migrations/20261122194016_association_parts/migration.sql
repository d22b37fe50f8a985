-- What the schema language cannot say. Keeping the indexes of associations row by row takes four times as long as writing the rows: a big
-- first sync writes a part of its own, without indexes, builds them at once, and attaches it. Parts go by asset_id: the sync chooses the ids
-- of its new assets from the part's range, which lies above all that uuidv7 makes before the year 10,000. They have a schema of their own.
-- The key begins with the target: sorting by what is mostly different takes half the time, and whoever asks for a target is answered by it
-- too. The index by asset belongs to each part, so that a new one can get it after it was attached.
-- All of it or nothing.
DO $$ BEGIN
  CREATE SCHEMA "pomona_parts";

  DROP TRIGGER "associations_added" ON "associations";
  DROP TRIGGER "associations_removed" ON "associations";
  -- It was not enforced, and attaching a part would lock the assets for its sake. The triggers keep it.
  ALTER TABLE "associations" DROP CONSTRAINT "associations_asset_id_fkey";
  ALTER TABLE "associations" DROP CONSTRAINT "associations_pkey";
  DROP INDEX "associations_target_idx";
  ALTER TABLE "associations" RENAME TO "associations_main";
  ALTER TABLE "associations_main" SET SCHEMA "pomona_parts";
  ALTER TABLE "pomona_parts"."associations_main"
    ADD CONSTRAINT "associations_main_pkey" PRIMARY KEY ("target", "target_type", "asset_id");
  CREATE INDEX "associations_main_by_asset" ON "pomona_parts"."associations_main" ("asset_id", "target_type", "target");

  CREATE TABLE "associations" (LIKE "pomona_parts"."associations_main" INCLUDING DEFAULTS) PARTITION BY RANGE ("asset_id");
  ALTER TABLE "associations" ADD CONSTRAINT "associations_pkey" PRIMARY KEY ("target", "target_type", "asset_id");
  ALTER TABLE "associations" ATTACH PARTITION "pomona_parts"."associations_main"
    FOR VALUES FROM (MINVALUE) TO ('f0000000-0000-0000-0000-000000000000');

  CREATE TRIGGER "associations_added" AFTER INSERT ON "associations"
    REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "associations_added"();
  CREATE TRIGGER "associations_removed" AFTER DELETE ON "associations"
    REFERENCING OLD TABLE AS "removed" FOR EACH STATEMENT EXECUTE FUNCTION "associations_removed"();
END $$;
