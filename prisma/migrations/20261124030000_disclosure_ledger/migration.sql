-- The disclosure ledger: what form each endpoint's answers have, which contracts each pool covers as last judged, and
-- the evidence on both sides of a change.

CREATE TABLE disclosure_shape (
  "venue" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "endpoint" TEXT NOT NULL,
  "known" JSONB NOT NULL,
  "captures" INTEGER NOT NULL,
  "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "last_sha256" TEXT NOT NULL,
  "elsewhere" JSONB NOT NULL,
  "format_problem" TEXT,
  "basis" TEXT NOT NULL,
  CONSTRAINT disclosure_shape_pkey PRIMARY KEY ("venue", "source", "endpoint"),
  CONSTRAINT disclosure_shape_check_1 CHECK (captures > 0),
  CONSTRAINT disclosure_shape_check_2 CHECK (basis IN ('collected','published','simulated'))
);

-- One row per pool (market empty) and per contract of it; missing_* while passes do not show it any more.
CREATE TABLE disclosure_pool (
  "venue" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "missing_passes" INTEGER NOT NULL,
  "missing_since" TIMESTAMPTZ(3),
  "missing_sha256" TEXT,
  CONSTRAINT disclosure_pool_pkey PRIMARY KEY ("venue", "source", "fund", "market")
);

ALTER TABLE disclosure_change
  ADD COLUMN "change" TEXT,
  ADD COLUMN "endpoint" TEXT,
  ADD COLUMN "path" TEXT,
  ADD COLUMN "before" TEXT,
  ADD COLUMN "after" TEXT,
  ADD COLUMN "funds" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "markets" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "changed_at" TIMESTAMPTZ(3),
  ADD COLUMN "before_sha256" TEXT,
  ADD COLUMN "other_sources" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "via_copy" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "confidence" TEXT;
UPDATE disclosure_change SET "change" = 'change-' || change_id;
ALTER TABLE disclosure_change
  ALTER COLUMN "change" SET NOT NULL,
  ADD CONSTRAINT disclosure_change_change_key UNIQUE ("change");
CREATE INDEX disclosure_change_raw_sha256_idx ON disclosure_change ("raw_sha256");
CREATE INDEX disclosure_change_before_sha256_idx ON disclosure_change ("before_sha256");
