-- Net outflows found in stored balances. A change of what is known of one is a new revision of the same id; one that
-- does not stand any more is kept as retracted.

CREATE TABLE episode (
  "episode" TEXT NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "asset" TEXT,
  "level_basis" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "severity" TEXT NOT NULL,
  "minor" TEXT NOT NULL,
  "material" TEXT NOT NULL,
  "severe" TEXT NOT NULL,
  "cause" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "crossed_at" TIMESTAMPTZ(3) NOT NULL,
  "trough_at" TIMESTAMPTZ(3) NOT NULL,
  "until_at" TIMESTAMPTZ(3) NOT NULL,
  "recovered_at" TIMESTAMPTZ(3),
  "broken_at" TIMESTAMPTZ(3),
  "before_units" NUMERIC(38,18),
  "trough_units" NUMERIC(38,18),
  "before_usd" NUMERIC(38,18),
  "trough_usd" NUMERIC(38,18),
  "fall" DOUBLE PRECISION NOT NULL,
  "fall_24h" DOUBLE PRECISION,
  "fall_8h" DOUBLE PRECISION,
  "samples" INTEGER NOT NULL,
  "expected_samples" INTEGER NOT NULL,
  "longest_gap_s" INTEGER NOT NULL,
  "before_sha256" TEXT,
  "trough_sha256" TEXT,
  "basis" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT episode_pkey PRIMARY KEY ("episode", "revision"),
  CONSTRAINT episode_check_1 CHECK (revision >= 0),
  CONSTRAINT episode_check_2 CHECK (state IN ('standing','retracted')),
  CONSTRAINT episode_check_3 CHECK (severity IN ('minor','material','severe','unobservable')),
  CONSTRAINT episode_check_4 CHECK (cause IN ('net_outflow','bankruptcy_loss')),
  CONSTRAINT episode_check_5 CHECK (level_basis IN ('units','flow_index')),
  CONSTRAINT episode_check_6 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT episode_check_7 CHECK (started_at <= trough_at AND trough_at <= until_at)
);
CREATE INDEX episode_venue_crossed_at_idx ON episode ("venue", "crossed_at");
CREATE INDEX episode_crossed_at_idx ON episode ("crossed_at");

-- How far the balances of a venue have been looked through, and by which rules.
CREATE TABLE episode_scan (
  "venue" TEXT NOT NULL,
  "rules" TEXT NOT NULL,
  "scanned_to" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT episode_scan_pkey PRIMARY KEY ("venue")
);
