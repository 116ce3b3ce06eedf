-- Market context: what is traded, what rests in order books, what is liquidated. It never enters coverage.

CREATE TABLE volume_latest (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "base_units" NUMERIC(38,18),
  "value_usd" NUMERIC(38,18),
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "kept_at" TIMESTAMPTZ(3) NOT NULL,
  "cadence_s" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  CONSTRAINT volume_latest_pkey PRIMARY KEY ("venue", "market"),
  CONSTRAINT volume_latest_check_1 CHECK (cadence_s > 0),
  CONSTRAINT volume_latest_check_2 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT volume_latest_check_3 CHECK (basis IN ('collected','published','simulated'))
);

CREATE TABLE depth_latest (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "mid_price" NUMERIC(38,18) NOT NULL,
  "bid_usd_1" NUMERIC(38,18),
  "ask_usd_1" NUMERIC(38,18),
  "bid_usd_2" NUMERIC(38,18),
  "ask_usd_2" NUMERIC(38,18),
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "cadence_s" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  CONSTRAINT depth_latest_pkey PRIMARY KEY ("venue", "market"),
  CONSTRAINT depth_latest_check_1 CHECK (cadence_s > 0),
  CONSTRAINT depth_latest_check_2 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT depth_latest_check_3 CHECK (basis IN ('collected','published','simulated'))
);

CREATE TABLE market_volume (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "base_units" NUMERIC(38,18),
  "value_usd" NUMERIC(38,18),
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT market_volume_pkey PRIMARY KEY ("venue", "market", "observed_at", "revision"),
  CONSTRAINT market_volume_check_1 CHECK (revision >= 0),
  CONSTRAINT market_volume_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT market_volume_check_3 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT market_volume_check_4 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT market_volume_check_5 CHECK (base_units >= 0),
  CONSTRAINT market_volume_check_6 CHECK (value_usd >= 0)
) PARTITION BY RANGE ("observed_at");
CREATE TABLE market_volume_default PARTITION OF market_volume DEFAULT;
CREATE INDEX market_volume_observed_at_idx ON market_volume ("observed_at");
CREATE INDEX market_volume_raw_sha256_idx ON market_volume ("raw_sha256");

CREATE TABLE book_depth (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "mid_price" NUMERIC(38,18) NOT NULL,
  "bid_usd_1" NUMERIC(38,18),
  "ask_usd_1" NUMERIC(38,18),
  "bid_usd_2" NUMERIC(38,18),
  "ask_usd_2" NUMERIC(38,18),
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT book_depth_pkey PRIMARY KEY ("venue", "market", "observed_at", "revision"),
  CONSTRAINT book_depth_check_1 CHECK (revision >= 0),
  CONSTRAINT book_depth_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT book_depth_check_3 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT book_depth_check_4 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT book_depth_check_5 CHECK (mid_price > 0),
  CONSTRAINT book_depth_check_6 CHECK (bid_usd_1 >= 0 AND ask_usd_1 >= 0 AND bid_usd_2 >= 0 AND ask_usd_2 >= 0)
) PARTITION BY RANGE ("observed_at");
CREATE TABLE book_depth_default PARTITION OF book_depth DEFAULT;
CREATE INDEX book_depth_observed_at_idx ON book_depth ("observed_at");
CREATE INDEX book_depth_raw_sha256_idx ON book_depth ("raw_sha256");

CREATE TABLE liquidation (
  "venue" TEXT NOT NULL,
  "event" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "market" TEXT,
  "liquidation" TEXT NOT NULL,
  "side" TEXT,
  "window_start" TIMESTAMPTZ(3),
  "base_units" NUMERIC(38,18),
  "price" NUMERIC(38,18),
  "value_usd" NUMERIC(38,18),
  "loss_usd" NUMERIC(38,18),
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT liquidation_pkey PRIMARY KEY ("venue", "event", "observed_at", "revision"),
  CONSTRAINT liquidation_check_1 CHECK (revision >= 0),
  CONSTRAINT liquidation_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT liquidation_check_3 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT liquidation_check_4 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT liquidation_check_5 CHECK (liquidation IN ('liquidation','bankruptcy','adl','backstop')),
  CONSTRAINT liquidation_check_6 CHECK (side IN ('long','short')),
  CONSTRAINT liquidation_check_7 CHECK (window_start <= observed_at),
  CONSTRAINT liquidation_check_8 CHECK (base_units >= 0 AND price >= 0 AND value_usd >= 0 AND loss_usd >= 0)
) PARTITION BY RANGE ("observed_at");
CREATE TABLE liquidation_default PARTITION OF liquidation DEFAULT;
CREATE INDEX liquidation_venue_observed_at_event_idx ON liquidation ("venue", "observed_at", "event");
CREATE INDEX liquidation_raw_sha256_idx ON liquidation ("raw_sha256");
-- Whether a venue's feed tells bankruptcies apart at all: a share of 0 is stated only then.
CREATE INDEX liquidation_told_apart_idx ON liquidation ("venue") WHERE liquidation = 'bankruptcy' OR loss_usd IS NOT NULL;
