-- Searching names and serial numbers by any part of them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'appManager', 'helpdesk', 'user');

-- CreateEnum
CREATE TYPE "account_type" AS ENUM ('business', 'education');

-- CreateEnum
CREATE TYPE "token_state" AS ENUM ('valid', 'expiring', 'expired', 'revoked', 'invalid', 'assignedToExternalMdm', 'readOnly');

-- CreateEnum
CREATE TYPE "product_type" AS ENUM ('App', 'Book');

-- CreateEnum
CREATE TYPE "pricing_param" AS ENUM ('STDQ', 'PLUS');

-- CreateEnum
CREATE TYPE "license_type" AS ENUM ('user', 'device');

-- CreateEnum
CREATE TYPE "vpp_user_status" AS ENUM ('Registered', 'Associated', 'Retired', 'Deleted');

-- CreateEnum
CREATE TYPE "device_ownership" AS ENUM ('corporate', 'personal');

-- CreateEnum
CREATE TYPE "enrollment_state" AS ENUM ('notEnrolled', 'enrolled', 'unenrolled');

-- CreateEnum
CREATE TYPE "group_kind" AS ENUM ('user', 'device');

-- CreateEnum
CREATE TYPE "assignment_target_kind" AS ENUM ('group', 'allUsers', 'allDevices');

-- CreateEnum
CREATE TYPE "intent" AS ENUM ('available', 'required', 'uninstall');

-- CreateEnum
CREATE TYPE "order_kind" AS ENUM ('associate', 'disassociate');

-- CreateEnum
CREATE TYPE "order_state" AS ENUM ('waiting', 'awaitingRemoval', 'reserved', 'sent', 'unknown', 'confirmed', 'failed', 'canceled');

-- CreateEnum
CREATE TYPE "batch_state" AS ENUM ('sending', 'sent', 'unknown', 'settled');

-- CreateEnum
CREATE TYPE "install_state" AS ENUM ('pendingInstall', 'installed', 'notInstalled', 'failed', 'uninstallFailed', 'notApplicable', 'unknown');

-- CreateEnum
CREATE TYPE "command_state" AS ENUM ('queued', 'sent', 'NotNow', 'Acknowledged', 'Error', 'abandoned');

-- CreateEnum
CREATE TYPE "sync_trigger" AS ENUM ('created', 'manual', 'schedule', 'renewal');

-- CreateEnum
CREATE TYPE "sync_run_state" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "sync_phase" AS ENUM ('clientConfig', 'assets', 'associations', 'merge', 'metadata', 'done');

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "person_id" UUID,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "account_id" UUID NOT NULL,
    "refresh_hash" BYTEA NOT NULL,
    "previous_refresh_hash" BYTEA,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "ip_address" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tokens" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "u_id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "organization_name" TEXT NOT NULL,
    "location_name" TEXT NOT NULL,
    "apple_id" TEXT NOT NULL,
    "country_or_region" CHAR(2) NOT NULL,
    "account_type" "account_type" NOT NULL,
    "default_platform" TEXT NOT NULL,
    "automatic_app_updates" BOOLEAN NOT NULL,
    "sealed_content_token" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "token_state" NOT NULL DEFAULT 'valid',
    "state_reason" TEXT,
    "state_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "assets_version_id" TEXT,
    "associations_version_id" TEXT,
    "users_version_id" TEXT,
    "sync_minute" INTEGER NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "last_synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assets" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "adam_id" TEXT NOT NULL,
    "pricing_param" "pricing_param" NOT NULL,
    "product_type" "product_type" NOT NULL,
    "name" TEXT NOT NULL,
    "total_count" INTEGER NOT NULL,
    "assigned_count" INTEGER NOT NULL,
    "available_count" INTEGER NOT NULL,
    "retired_count" INTEGER NOT NULL,
    "counts_read_at" TIMESTAMPTZ(3) NOT NULL,
    "device_assignable" BOOLEAN NOT NULL,
    "revocable" BOOLEAN NOT NULL,
    "supported_platforms" TEXT[],
    "assignments_version" INTEGER NOT NULL DEFAULT 0,
    "vanished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_metadata" (
    "asset_id" UUID NOT NULL,
    "storefront" CHAR(2) NOT NULL,
    "bundle_id" TEXT,
    "publisher" TEXT,
    "description" TEXT,
    "genres" TEXT[],
    "device_families" TEXT[],
    "minimum_os_version" TEXT,
    "latest_version" TEXT,
    "external_version_id" BIGINT,
    "size_bytes" BIGINT,
    "price_formatted" TEXT,
    "released_on" TEXT,
    "store_url" TEXT,
    "is_custom_app" BOOLEAN NOT NULL DEFAULT false,
    "icon_url" TEXT,
    "icon" BYTEA,
    "icon_type" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "missing_in_store_since" TIMESTAMPTZ(3),

    CONSTRAINT "asset_metadata_pkey" PRIMARY KEY ("asset_id")
);

-- CreateTable
CREATE TABLE "associations" (
    "asset_id" UUID NOT NULL,
    "target_type" "license_type" NOT NULL,
    "target" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "associations_pkey" PRIMARY KEY ("asset_id","target_type","target")
);

-- CreateTable
CREATE TABLE "vpp_users" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "person_id" UUID,
    "client_user_id" TEXT NOT NULL,
    "status" "vpp_user_status" NOT NULL,
    "email" TEXT,
    "invite_code" TEXT,
    "id_hash" TEXT,
    "invited_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vpp_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "display_name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "managed_apple_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "serial_number" TEXT,
    "udid" TEXT,
    "enrollment_id" TEXT,
    "name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "os_version" TEXT,
    "ownership" "device_ownership" NOT NULL DEFAULT 'corporate',
    "is_supervised" BOOLEAN NOT NULL DEFAULT false,
    "is_kiosk" BOOLEAN NOT NULL DEFAULT false,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "person_id" UUID,
    "enrollment_state" "enrollment_state" NOT NULL DEFAULT 'notEnrolled',
    "store_account_hash" TEXT,
    "is_store_blocked" BOOLEAN NOT NULL DEFAULT false,
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "display_name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" "group_kind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_group_members" (
    "group_id" UUID NOT NULL,
    "group_kind" "group_kind" NOT NULL DEFAULT 'device',
    "device_id" UUID NOT NULL,

    CONSTRAINT "device_group_members_pkey" PRIMARY KEY ("group_id","device_id")
);

-- CreateTable
CREATE TABLE "user_group_members" (
    "group_id" UUID NOT NULL,
    "group_kind" "group_kind" NOT NULL DEFAULT 'user',
    "person_id" UUID NOT NULL,

    CONSTRAINT "user_group_members_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "asset_id" UUID NOT NULL,
    "target_kind" "assignment_target_kind" NOT NULL,
    "group_id" UUID,
    "is_exclusion" BOOLEAN NOT NULL DEFAULT false,
    "intent" "intent",
    "license_type" "license_type",
    "uninstall_on_device_removal" BOOLEAN NOT NULL DEFAULT true,
    "is_removable" BOOLEAN NOT NULL DEFAULT true,
    "prevent_backup" BOOLEAN NOT NULL DEFAULT false,
    "prevent_automatic_update" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "license_orders" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "kind" "order_kind" NOT NULL,
    "target_type" "license_type" NOT NULL,
    "target" TEXT NOT NULL,
    "device_id" UUID,
    "state" "order_state" NOT NULL,
    "priority" SMALLINT NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "target_name" TEXT NOT NULL,
    "batch_id" UUID,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error_number" INTEGER,
    "reason" TEXT,
    "is_superseded" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "license_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "apple_batches" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "kind" "order_kind" NOT NULL,
    "target_type" "license_type" NOT NULL,
    "state" "batch_state" NOT NULL DEFAULT 'sending',
    "event_id" TEXT,
    "requested_count" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "next_poll_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "apple_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installs" (
    "device_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "intent" "intent" NOT NULL,
    "state" "install_state" NOT NULL,
    "reason" TEXT,
    "external_version_id" BIGINT,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installs_pkey" PRIMARY KEY ("device_id","asset_id")
);

-- CreateTable
CREATE TABLE "commands" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "device_id" UUID NOT NULL,
    "asset_id" UUID,
    "request_type" TEXT NOT NULL,
    "state" "command_state" NOT NULL DEFAULT 'queued',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "commands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_runs" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_id" UUID NOT NULL,
    "trigger" "sync_trigger" NOT NULL,
    "state" "sync_run_state" NOT NULL DEFAULT 'queued',
    "phase" "sync_phase" NOT NULL DEFAULT 'clientConfig',
    "progress_done" INTEGER NOT NULL DEFAULT 0,
    "progress_total" INTEGER,
    "assets_seen" INTEGER NOT NULL DEFAULT 0,
    "associations_seen" INTEGER NOT NULL DEFAULT 0,
    "assets_added" INTEGER NOT NULL DEFAULT 0,
    "assets_vanished" INTEGER NOT NULL DEFAULT 0,
    "counts_changed" INTEGER NOT NULL DEFAULT 0,
    "associations_added" INTEGER NOT NULL DEFAULT 0,
    "associations_removed" INTEGER NOT NULL DEFAULT 0,
    "metadata_updated" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "apple_notifications" (
    "notification_id" TEXT NOT NULL,
    "token_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "apple_notifications_pkey" PRIMARY KEY ("token_id","notification_id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "account_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resource_kind" TEXT NOT NULL,
    "resource_id" UUID,
    "resource_name" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_processes" (
    "lock_key" SERIAL NOT NULL,
    "pool_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_processes_pkey" PRIMARY KEY ("lock_key")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mdm_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts"("email");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_person_id_key" ON "accounts"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_refresh_hash_key" ON "sessions"("refresh_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_previous_refresh_hash_key" ON "sessions"("previous_refresh_hash");

-- CreateIndex
CREATE INDEX "sessions_account_id_idx" ON "sessions"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "tokens_u_id_key" ON "tokens"("u_id");

-- CreateIndex
CREATE INDEX "tokens_next_sync_at_idx" ON "tokens"("next_sync_at");

-- CreateIndex
CREATE INDEX "assets_by_available" ON "assets"("available_count", "id");

-- CreateIndex
CREATE INDEX "assets_by_assigned" ON "assets"("assigned_count", "id");

-- CreateIndex
CREATE INDEX "assets_by_total" ON "assets"("total_count", "id");

-- CreateIndex
CREATE INDEX "assets_adam_id_idx" ON "assets"("adam_id");

-- CreateIndex
CREATE INDEX "assets_name_idx" ON "assets" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "assets_token_id_adam_id_pricing_param_key" ON "assets"("token_id", "adam_id", "pricing_param");

-- CreateIndex
CREATE INDEX "associations_target_target_type_idx" ON "associations"("target", "target_type");

-- CreateIndex
CREATE INDEX "vpp_users_token_id_client_user_id_idx" ON "vpp_users"("token_id", "client_user_id");

-- CreateIndex
CREATE INDEX "vpp_users_person_id_idx" ON "vpp_users"("person_id");

-- CreateIndex
CREATE INDEX "vpp_users_id_hash_idx" ON "vpp_users"("id_hash");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE UNIQUE INDEX "people_managed_apple_id_key" ON "people"("managed_apple_id");

-- CreateIndex
CREATE INDEX "people_search" ON "people" USING GIN ("display_name" gin_trgm_ops, "email" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "devices_serial_number_key" ON "devices"("serial_number");

-- CreateIndex
CREATE UNIQUE INDEX "devices_udid_key" ON "devices"("udid");

-- CreateIndex
CREATE UNIQUE INDEX "devices_enrollment_id_key" ON "devices"("enrollment_id");

-- CreateIndex
CREATE INDEX "devices_person_id_idx" ON "devices"("person_id");

-- CreateIndex
CREATE INDEX "devices_search" ON "devices" USING GIN ("name" gin_trgm_ops, "serial_number" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "groups_display_name_key" ON "groups"("display_name");

-- CreateIndex
CREATE UNIQUE INDEX "groups_id_kind_key" ON "groups"("id", "kind");

-- CreateIndex
CREATE INDEX "device_group_members_device_id_idx" ON "device_group_members"("device_id");

-- CreateIndex
CREATE INDEX "user_group_members_person_id_idx" ON "user_group_members"("person_id");

-- CreateIndex
CREATE INDEX "assignments_asset_id_position_idx" ON "assignments"("asset_id", "position");

-- CreateIndex
CREATE INDEX "assignments_group_id_idx" ON "assignments"("group_id");

-- CreateIndex
CREATE INDEX "license_orders_asset_id_target_type_target_idx" ON "license_orders"("asset_id", "target_type", "target");

-- CreateIndex
CREATE INDEX "license_orders_batch_id_idx" ON "license_orders"("batch_id");

-- CreateIndex
CREATE INDEX "license_orders_device_id_idx" ON "license_orders"("device_id");

-- CreateIndex
CREATE INDEX "license_orders_created_at_id_idx" ON "license_orders"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "apple_batches_token_id_event_id_key" ON "apple_batches"("token_id", "event_id");

-- CreateIndex
CREATE INDEX "installs_asset_id_state_idx" ON "installs"("asset_id", "state");

-- CreateIndex
CREATE INDEX "commands_device_id_created_at_idx" ON "commands"("device_id", "created_at");

-- CreateIndex
CREATE INDEX "sync_runs_token_id_requested_at_idx" ON "sync_runs"("token_id", "requested_at");

-- CreateIndex
CREATE INDEX "activity_at_id_idx" ON "activity"("at", "id");

-- CreateIndex
CREATE INDEX "activity_resource_kind_resource_id_idx" ON "activity"("resource_kind", "resource_id");

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_metadata" ADD CONSTRAINT "asset_metadata_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "associations" ADD CONSTRAINT "associations_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vpp_users" ADD CONSTRAINT "vpp_users_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vpp_users" ADD CONSTRAINT "vpp_users_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_group_members" ADD CONSTRAINT "device_group_members_group_id_group_kind_fkey" FOREIGN KEY ("group_id", "group_kind") REFERENCES "groups"("id", "kind") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_group_members" ADD CONSTRAINT "device_group_members_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group_members" ADD CONSTRAINT "user_group_members_group_id_group_kind_fkey" FOREIGN KEY ("group_id", "group_kind") REFERENCES "groups"("id", "kind") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group_members" ADD CONSTRAINT "user_group_members_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_orders" ADD CONSTRAINT "license_orders_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_orders" ADD CONSTRAINT "license_orders_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_orders" ADD CONSTRAINT "license_orders_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_orders" ADD CONSTRAINT "license_orders_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "apple_batches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "apple_batches" ADD CONSTRAINT "apple_batches_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installs" ADD CONSTRAINT "installs_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installs" ADD CONSTRAINT "installs_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commands" ADD CONSTRAINT "commands_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commands" ADD CONSTRAINT "commands_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "apple_notifications" ADD CONSTRAINT "apple_notifications_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say ────────────────────────────────────────────────────────────────────────────────

ALTER TABLE "accounts"
  ADD CONSTRAINT "accounts_email_is_lower_case" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "accounts_employee_has_person" CHECK ("role" <> 'user' OR "person_id" IS NOT NULL);

ALTER TABLE "tokens"
  ADD CONSTRAINT "tokens_country_is_iso_code" CHECK ("country_or_region" ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT "tokens_sync_minute_in_range" CHECK ("sync_minute" BETWEEN 0 AND 719);
CREATE INDEX "tokens_by_name" ON "tokens" (lower("display_name"), "id");

ALTER TABLE "assets"
  ADD CONSTRAINT "assets_counts_not_negative"
    CHECK ("total_count" >= 0 AND "assigned_count" >= 0 AND "available_count" >= 0 AND "retired_count" >= 0);
CREATE INDEX "assets_by_name" ON "assets" (lower("name"), "id");
CREATE INDEX "assets_by_token_and_name" ON "assets" ("token_id", lower("name"), "id");

-- A retired VPP user may be followed by a new one of the same id, but only one is ever active.
CREATE UNIQUE INDEX "vpp_users_one_active" ON "vpp_users" ("token_id", "client_user_id")
  WHERE "status" IN ('Registered', 'Associated');
CREATE UNIQUE INDEX "vpp_users_one_per_person" ON "vpp_users" ("token_id", "person_id")
  WHERE "status" IN ('Registered', 'Associated');

ALTER TABLE "people" ADD CONSTRAINT "people_email_is_lower_case" CHECK ("email" = lower("email"));
CREATE INDEX "people_by_name" ON "people" (lower("display_name"), "id");

ALTER TABLE "devices" ADD CONSTRAINT "devices_serial_is_upper_case" CHECK ("serial_number" = upper("serial_number"));
CREATE INDEX "devices_by_name" ON "devices" (lower("name"), "id");
CREATE INDEX "groups_by_name" ON "groups" (lower("display_name"), "id");

ALTER TABLE "device_group_members" ADD CONSTRAINT "device_group_members_kind" CHECK ("group_kind" = 'device');
ALTER TABLE "user_group_members" ADD CONSTRAINT "user_group_members_kind" CHECK ("group_kind" = 'user');

ALTER TABLE "assignments"
  ADD CONSTRAINT "assignments_group_named" CHECK (("target_kind" = 'group') = ("group_id" IS NOT NULL)),
  ADD CONSTRAINT "assignments_exclusion_is_a_group" CHECK (NOT "is_exclusion" OR "target_kind" = 'group'),
  ADD CONSTRAINT "assignments_exclusion_asks_nothing"
    CHECK ("is_exclusion" = ("intent" IS NULL) AND "is_exclusion" = ("license_type" IS NULL));
CREATE UNIQUE INDEX "assignments_group_once" ON "assignments" ("asset_id", "group_id") WHERE "group_id" IS NOT NULL;
CREATE UNIQUE INDEX "assignments_everybody_once" ON "assignments" ("asset_id", "target_kind") WHERE "group_id" IS NULL;

-- One license per target and asset is ever under way (P21).
CREATE UNIQUE INDEX "license_orders_one_active" ON "license_orders" ("asset_id", "target_type", "target")
  WHERE "state" IN ('waiting', 'awaitingRemoval', 'reserved', 'sent', 'unknown');
ALTER TABLE "license_orders"
  ADD CONSTRAINT "license_orders_told_apple_in_a_batch" CHECK ("state" NOT IN ('sent', 'unknown') OR "batch_id" IS NOT NULL),
  ADD CONSTRAINT "license_orders_end_has_time"
    CHECK (("state" IN ('confirmed', 'failed', 'canceled')) = ("settled_at" IS NOT NULL));
CREATE INDEX "license_orders_line" ON "license_orders" ("asset_id", "priority", "queued_at", "target_name", "id")
  WHERE "state" = 'waiting';
CREATE INDEX "license_orders_promised" ON "license_orders" ("asset_id")
  WHERE "kind" = 'associate' AND "state" IN ('reserved', 'sent', 'unknown');
CREATE INDEX "license_orders_to_send" ON "license_orders" ("token_id") WHERE "state" = 'reserved';
CREATE INDEX "license_orders_waiting_by_token" ON "license_orders" ("token_id") WHERE "state" = 'waiting';

CREATE INDEX "apple_batches_open" ON "apple_batches" ("token_id") WHERE "state" <> 'settled';
CREATE UNIQUE INDEX "sync_runs_one_active" ON "sync_runs" ("token_id") WHERE "state" IN ('queued', 'running');
ALTER TABLE "installation" ADD CONSTRAINT "installation_is_one" CHECK ("id" = 1);
