-- Partial indexes.
-- Who may join the line, once they have accepted Apple's invitation.
CREATE INDEX "license_orders_awaiting_acceptance" ON "license_orders" ("token_id", "target") WHERE "state" = 'awaitingAcceptance';
-- Whatever one device or person changes, these may reach it.
CREATE INDEX "assignments_to_everybody" ON "assignments" ("target_kind", "asset_id") WHERE "group_id" IS NULL;
