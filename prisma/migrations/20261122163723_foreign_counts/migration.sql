-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "foreign_count" INTEGER NOT NULL DEFAULT 0;

-- What the schema language cannot say. The reference from associations to assets cost more than half of a first sync when it was checked
-- row by row. It is kept once per statement, and what another system's users hold is counted on the way.
ALTER TABLE "associations" ALTER CONSTRAINT "associations_asset_id_fkey" NOT ENFORCED;

CREATE FUNCTION "associations_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT "asset_id" FROM "added") AS "named"
    LEFT JOIN LATERAL (SELECT "id" FROM "assets" WHERE "id" = "named"."asset_id" FOR KEY SHARE) AS "found" ON true
    WHERE "found"."id" IS NULL
  ) THEN
    RAISE foreign_key_violation USING MESSAGE = 'an association of an asset that is not there',
      CONSTRAINT = 'associations_asset_id_fkey', TABLE = 'associations';
  END IF;
  UPDATE "assets" SET "foreign_count" = "foreign_count" + "counted"."many"
  FROM (
    SELECT "held"."asset_id", count(*)::int AS "many" FROM "added" AS "held" JOIN "assets" AS "of" ON "of"."id" = "held"."asset_id"
    WHERE "held"."target_type" = 'user' AND NOT EXISTS (
      SELECT FROM "vpp_users" AS "ours" WHERE "ours"."token_id" = "of"."token_id" AND "ours"."client_user_id" = "held"."target")
    GROUP BY "held"."asset_id") AS "counted"
  WHERE "assets"."id" = "counted"."asset_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "associations_added" AFTER INSERT ON "associations"
  REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "associations_added"();

CREATE FUNCTION "associations_removed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "assets" SET "foreign_count" = greatest("foreign_count" - "counted"."many", 0)
  FROM (
    SELECT "held"."asset_id", count(*)::int AS "many" FROM "removed" AS "held" JOIN "assets" AS "of" ON "of"."id" = "held"."asset_id"
    WHERE "held"."target_type" = 'user' AND NOT EXISTS (
      SELECT FROM "vpp_users" AS "ours" WHERE "ours"."token_id" = "of"."token_id" AND "ours"."client_user_id" = "held"."target")
    GROUP BY "held"."asset_id") AS "counted"
  WHERE "assets"."id" = "counted"."asset_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "associations_removed" AFTER DELETE ON "associations"
  REFERENCING OLD TABLE AS "removed" FOR EACH STATEMENT EXECUTE FUNCTION "associations_removed"();

CREATE FUNCTION "assets_removed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "associations" WHERE "asset_id" = OLD."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "assets_removed" AFTER DELETE ON "assets" FOR EACH ROW EXECUTE FUNCTION "assets_removed"();

UPDATE "assets" SET "foreign_count" = (
  SELECT count(*) FROM "associations" AS "held"
  WHERE "held"."asset_id" = "assets"."id" AND "held"."target_type" = 'user' AND NOT EXISTS (
    SELECT FROM "vpp_users" AS "ours" WHERE "ours"."token_id" = "assets"."token_id" AND "ours"."client_user_id" = "held"."target"));
