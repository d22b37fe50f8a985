-- What the schema language cannot say. One app or book over all tokens: by name, and by what Apple calls it.
CREATE INDEX "assets_titles_by_name" ON "assets" (lower("name"), "adam_id", "pricing_param") INCLUDE ("product_type")
  WHERE "vanished_at" IS NULL;
CREATE INDEX "assets_by_title" ON "assets" ("adam_id", "pricing_param", lower("name"))
  WHERE "vanished_at" IS NULL;
