-- What the schema language cannot say. What is to be sent is read in the order in which it is shaped into requests, so that a million of
-- orders are not sorted for each round.
DROP INDEX "license_orders_to_send";
CREATE INDEX "license_orders_to_send" ON "license_orders" ("token_id", "kind", "target_type", "target", "asset_id")
  WHERE "state" = 'reserved';
