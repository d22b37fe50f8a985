-- CreateTable
CREATE TABLE "ahead_assets" (
    "id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ahead_assets_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ahead_assets_token_id_idx" ON "ahead_assets"("token_id");

-- Whoever writes associations ahead of their assets says so, and counts what is foreign when the assets are there.
CREATE OR REPLACE FUNCTION "associations_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('pomona.writes_ahead', true) = 'on' THEN
    RETURN NULL;
  END IF;
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
