-- AlterTable
ALTER TABLE "request_budgets" DROP COLUMN "allowance",
DROP COLUMN "per_second",
DROP COLUMN "refilled_at",
ADD COLUMN     "given_until" TIMESTAMPTZ(6) NOT NULL,
ADD COLUMN     "pause_ms" INTEGER NOT NULL DEFAULT 0;
