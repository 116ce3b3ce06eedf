-- The store: what exists, what was fetched, what was observed, what follows from it.
-- Observation tables are append-only and partitioned by month; a correction is a new revision.

CREATE TABLE venue (
  "venue" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "status" TEXT,
  "status_note" TEXT,
  "website" TEXT,
  "fund_page_url" TEXT,
  "disclosure" TEXT,
  "fund_type" TEXT,
  "max_leverage" NUMERIC(38,18),
  "record_only" BOOLEAN NOT NULL DEFAULT false,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT venue_pkey PRIMARY KEY ("venue"),
  CONSTRAINT venue_check_1 CHECK (kind IN ('cex','dex')),
  CONSTRAINT venue_check_2 CHECK (status IN ('active','paused','closed')),
  CONSTRAINT venue_check_3 CHECK (disclosure IN ('api','onchain','page','none')),
  CONSTRAINT venue_check_4 CHECK (fund_type IN ('insurance','vault','protection'))
);

CREATE TABLE market (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "contract_type" TEXT NOT NULL,
  "market_kind" TEXT NOT NULL,
  "segment" TEXT NOT NULL,
  "base_asset" TEXT NOT NULL,
  "quote_asset" TEXT NOT NULL,
  "settle_asset" TEXT NOT NULL,
  "max_leverage" NUMERIC(38,18),
  "max_leverage_at" TIMESTAMPTZ(3),
  "listed" BOOLEAN NOT NULL DEFAULT true,
  "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "last_listed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT market_pkey PRIMARY KEY ("venue", "market"),
  CONSTRAINT market_check_1 CHECK (contract_type IN ('linear','inverse','quanto')),
  CONSTRAINT market_check_2 CHECK (market_kind IN ('perpetual','future'))
);

CREATE TABLE market_latest (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "contracts" NUMERIC(38,18),
  "base_units" NUMERIC(38,18),
  "value_usd" NUMERIC(38,18),
  "source_sides" INTEGER NOT NULL,
  "mark_price" NUMERIC(38,18),
  "undocumented" BOOLEAN NOT NULL DEFAULT false,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "kept_at" TIMESTAMPTZ(3),
  "cadence_s" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  CONSTRAINT market_latest_pkey PRIMARY KEY ("venue", "market"),
  CONSTRAINT market_latest_check_1 CHECK (source_sides IN (1,2)),
  CONSTRAINT market_latest_check_2 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT market_latest_check_3 CHECK (basis IN ('collected','published','simulated'))
);

CREATE TABLE fund (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "fund_type" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "identity" TEXT NOT NULL,
  "shared" BOOLEAN NOT NULL DEFAULT false,
  "cover_kind" TEXT NOT NULL,
  "cover_segment" TEXT,
  "part_of" TEXT,
  "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "withdrawn_at" TIMESTAMPTZ(3),
  CONSTRAINT fund_pkey PRIMARY KEY ("venue", "fund"),
  CONSTRAINT fund_check_1 CHECK (fund_type IN ('insurance','vault','protection')),
  CONSTRAINT fund_check_2 CHECK (scope IN ('venue','settle','group','market')),
  CONSTRAINT fund_check_3 CHECK (cover_kind IN ('markets','segment','all','none')),
  CONSTRAINT fund_check_4 CHECK (fund <> 'total')
);

CREATE TABLE fund_market (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "valid_from" TIMESTAMPTZ(3) NOT NULL,
  "valid_to" TIMESTAMPTZ(3),
  CONSTRAINT fund_market_pkey PRIMARY KEY ("venue", "fund", "market", "valid_from"),
  CONSTRAINT fund_market_check_1 CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX fund_market_venue_market_idx ON fund_market ("venue", "market");

CREATE TABLE fund_latest (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "value_usd" NUMERIC(38,18),
  "usable_usd" NUMERIC(38,18),
  "usable_basis" TEXT,
  "oi_usd" NUMERIC(38,18),
  "coverage" DOUBLE PRECISION,
  "exhaustion_low" DOUBLE PRECISION,
  "exhaustion_central" DOUBLE PRECISION,
  "exhaustion_high" DOUBLE PRECISION,
  "max_leverage" NUMERIC(38,18),
  "level" NUMERIC(38,18),
  "level_basis" TEXT,
  "peak_level" NUMERIC(38,18),
  "composition" JSONB,
  "markets_listed" INTEGER NOT NULL,
  "markets_missing" INTEGER NOT NULL,
  "fund_observed_at" TIMESTAMPTZ(3),
  "oi_observed_at" TIMESTAMPTZ(3),
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "exhaustion_reason" TEXT,
  CONSTRAINT fund_latest_pkey PRIMARY KEY ("venue", "fund"),
  CONSTRAINT fund_latest_check_1 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT fund_latest_check_2 CHECK (basis IN ('collected','published','simulated'))
);

CREATE TABLE balance_latest (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "asset" TEXT NOT NULL,
  "units" NUMERIC(38,18) NOT NULL,
  "price_usd" NUMERIC(38,18),
  "price_source" TEXT,
  "value_usd" NUMERIC(38,18),
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  "stored_at" TIMESTAMPTZ(3),
  "venue_time" BOOLEAN NOT NULL DEFAULT true,
  "expected_every_s" INTEGER NOT NULL,
  "cadence_s" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT,
  CONSTRAINT balance_latest_pkey PRIMARY KEY ("venue", "fund", "asset"),
  CONSTRAINT balance_latest_check_1 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT balance_latest_check_2 CHECK (basis IN ('collected','published','simulated'))
);

CREATE TABLE adl_latest (
  "venue" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "signal" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "level" INTEGER,
  "proximity" DOUBLE PRECISION,
  "trigger_drawdown" NUMERIC(38,18),
  "trigger_threshold" NUMERIC(38,18),
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "stored_at" TIMESTAMPTZ(3),
  "basis" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  CONSTRAINT adl_latest_pkey PRIMARY KEY ("venue", "scope", "subject", "signal"),
  CONSTRAINT adl_latest_check_1 CHECK (level BETWEEN 0 AND 3),
  CONSTRAINT adl_latest_check_2 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT adl_latest_check_3 CHECK (scope IN ('market','fund','venue'))
);

CREATE TABLE venue_latest (
  "venue" TEXT NOT NULL,
  "fund_usd" NUMERIC(38,18),
  "fund_type" TEXT,
  "usable_usd" NUMERIC(38,18),
  "usable_basis" TEXT,
  "oi_usd" NUMERIC(38,18),
  "covered_fund_usd" NUMERIC(38,18),
  "covered_oi_usd" NUMERIC(38,18),
  "coverage" DOUBLE PRECISION,
  "negative_pools_usd" NUMERIC(38,18),
  "change_24h" DOUBLE PRECISION,
  "change_7d" DOUBLE PRECISION,
  "drawdown" DOUBLE PRECISION,
  "exhaustion_low" DOUBLE PRECISION,
  "exhaustion_central" DOUBLE PRECISION,
  "exhaustion_high" DOUBLE PRECISION,
  "exhaustion_reason" TEXT,
  "weakest_fund" TEXT,
  "weakest_coverage" DOUBLE PRECISION,
  "adl_level" INTEGER,
  "adl_subjects" INTEGER,
  "max_leverage" NUMERIC(38,18),
  "level" NUMERIC(38,18),
  "level_basis" TEXT,
  "peak_level" NUMERIC(38,18),
  "composition" JSONB,
  "fund_observed_at" TIMESTAMPTZ(3),
  "oi_observed_at" TIMESTAMPTZ(3),
  "checked_at" TIMESTAMPTZ(3),
  "changed_at" TIMESTAMPTZ(3),
  "markets_listed" INTEGER NOT NULL,
  "funds_counted" INTEGER NOT NULL,
  "basis" TEXT,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "computed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT venue_latest_pkey PRIMARY KEY ("venue"),
  CONSTRAINT venue_latest_check_1 CHECK (obs_status IN ('A','E','P','M','B'))
);

CREATE TABLE capture_body (
  "sha256" TEXT NOT NULL,
  "body" BYTEA,
  "encoding" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "stored_at" TIMESTAMPTZ(3) NOT NULL,
  "expired_at" TIMESTAMPTZ(3),
  CONSTRAINT capture_body_pkey PRIMARY KEY ("sha256"),
  CONSTRAINT capture_body_check_1 CHECK (length(sha256) = 64),
  CONSTRAINT capture_body_check_2 CHECK (encoding IN ('gzip','identity')),
  CONSTRAINT capture_body_check_3 CHECK (size >= 0)
);

CREATE TABLE capture (
  "capture_id" BIGSERIAL,
  "sha256" TEXT NOT NULL,
  "venue" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "source_kind" TEXT NOT NULL,
  "endpoint" TEXT NOT NULL,
  "subject" TEXT,
  "method" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "request_body" TEXT,
  "status" INTEGER NOT NULL,
  "headers" JSONB NOT NULL,
  "fetched_at" TIMESTAMPTZ(3) NOT NULL,
  "duration_ms" INTEGER NOT NULL,
  "parser_version" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  "run_id" UUID NOT NULL,
  CONSTRAINT capture_pkey PRIMARY KEY ("capture_id"),
  CONSTRAINT capture_check_1 CHECK (basis IN ('collected','published','simulated'))
);
CREATE INDEX capture_sha256_idx ON capture ("sha256");
CREATE INDEX capture_venue_source_fetched_at_idx ON capture ("venue", "source", "fetched_at");

CREATE TABLE fund_balance (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "asset" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  "units" NUMERIC(38,18) NOT NULL,
  "price_usd" NUMERIC(38,18),
  "price_source" TEXT,
  "value_usd" NUMERIC(38,18),
  "expected_every_s" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT fund_balance_pkey PRIMARY KEY ("venue", "fund", "asset", "observed_at", "revision"),
  CONSTRAINT fund_balance_check_1 CHECK (revision >= 0),
  CONSTRAINT fund_balance_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT fund_balance_check_3 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT fund_balance_check_4 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT fund_balance_check_5 CHECK (expected_every_s > 0),
  CONSTRAINT fund_balance_check_6 CHECK (price_source IN ('venue','index','par','close'))
) PARTITION BY RANGE ("observed_at");
CREATE TABLE fund_balance_default PARTITION OF fund_balance DEFAULT;
CREATE INDEX fund_balance_observed_at_idx ON fund_balance ("observed_at");
CREATE INDEX fund_balance_raw_sha256_idx ON fund_balance ("raw_sha256");

CREATE TABLE open_interest (
  "venue" TEXT NOT NULL,
  "market" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "contract_type" TEXT NOT NULL,
  "settle_asset" TEXT NOT NULL,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "contracts" NUMERIC(38,18),
  "base_units" NUMERIC(38,18),
  "value_usd" NUMERIC(38,18),
  "mark_price" NUMERIC(38,18),
  "source_sides" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT open_interest_pkey PRIMARY KEY ("venue", "market", "observed_at", "revision"),
  CONSTRAINT open_interest_check_1 CHECK (revision >= 0),
  CONSTRAINT open_interest_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT open_interest_check_3 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT open_interest_check_4 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT open_interest_check_5 CHECK (source_sides IN (1,2)),
  CONSTRAINT open_interest_check_6 CHECK (contracts >= 0),
  CONSTRAINT open_interest_check_7 CHECK (base_units >= 0),
  CONSTRAINT open_interest_check_8 CHECK (value_usd >= 0)
) PARTITION BY RANGE ("observed_at");
CREATE TABLE open_interest_default PARTITION OF open_interest DEFAULT;
CREATE INDEX open_interest_observed_at_idx ON open_interest ("observed_at");
CREATE INDEX open_interest_raw_sha256_idx ON open_interest ("raw_sha256");

CREATE TABLE adl_signal (
  "venue" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "signal" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "value" TEXT NOT NULL,
  "level" INTEGER,
  "proximity" DOUBLE PRECISION,
  "basis" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT adl_signal_pkey PRIMARY KEY ("venue", "scope", "subject", "signal", "observed_at", "revision"),
  CONSTRAINT adl_signal_check_1 CHECK (revision >= 0),
  CONSTRAINT adl_signal_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT adl_signal_check_3 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT adl_signal_check_4 CHECK (level BETWEEN 0 AND 3),
  CONSTRAINT adl_signal_check_5 CHECK (scope IN ('market','fund','venue'))
) PARTITION BY RANGE ("observed_at");
CREATE TABLE adl_signal_default PARTITION OF adl_signal DEFAULT;
CREATE INDEX adl_signal_observed_at_idx ON adl_signal ("observed_at");
CREATE INDEX adl_signal_raw_sha256_idx ON adl_signal ("raw_sha256");

CREATE TABLE fund_flow (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "asset" TEXT NOT NULL,
  "observed_at" TIMESTAMPTZ(3) NOT NULL,
  "flow" TEXT NOT NULL,
  "venue_type" TEXT NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "units" NUMERIC(38,18) NOT NULL,
  "basis" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "raw_sha256" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT fund_flow_pkey PRIMARY KEY ("venue", "fund", "asset", "observed_at", "venue_type", "revision"),
  CONSTRAINT fund_flow_check_1 CHECK (revision >= 0),
  CONSTRAINT fund_flow_check_2 CHECK (observed_at <= checked_at + interval '5 minutes'),
  CONSTRAINT fund_flow_check_3 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT fund_flow_check_4 CHECK (flow IN ('surplus','bankruptcy_loss','injection','withdrawal','transfer'))
) PARTITION BY RANGE ("observed_at");
CREATE TABLE fund_flow_default PARTITION OF fund_flow DEFAULT;
CREATE INDEX fund_flow_observed_at_idx ON fund_flow ("observed_at");
CREATE INDEX fund_flow_raw_sha256_idx ON fund_flow ("raw_sha256");

CREATE TABLE coverage_raw (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "bucket_start" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "fund_usd" NUMERIC(38,18),
  "usable_usd" NUMERIC(38,18),
  "usable_basis" TEXT,
  "oi_usd" NUMERIC(38,18),
  "covered_fund_usd" NUMERIC(38,18),
  "covered_oi_usd" NUMERIC(38,18),
  "coverage" DOUBLE PRECISION,
  "exhaustion_low" DOUBLE PRECISION,
  "exhaustion_central" DOUBLE PRECISION,
  "exhaustion_high" DOUBLE PRECISION,
  "level" NUMERIC(38,18),
  "level_basis" TEXT,
  "fund_observed_at" TIMESTAMPTZ(3),
  "oi_observed_at" TIMESTAMPTZ(3),
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT coverage_raw_pkey PRIMARY KEY ("venue", "fund", "bucket_start", "revision"),
  CONSTRAINT coverage_raw_check_1 CHECK (revision >= 0),
  CONSTRAINT coverage_raw_check_2 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT coverage_raw_check_3 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT coverage_raw_check_4 CHECK (oi_usd >= 0),
  CONSTRAINT coverage_raw_check_5 CHECK (covered_oi_usd >= 0)
) PARTITION BY RANGE ("bucket_start");
CREATE TABLE coverage_raw_default PARTITION OF coverage_raw DEFAULT;
CREATE INDEX coverage_raw_bucket_start_idx ON coverage_raw ("bucket_start");

CREATE TABLE coverage_hour (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "bucket_start" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "fund_usd" NUMERIC(38,18),
  "usable_usd" NUMERIC(38,18),
  "usable_basis" TEXT,
  "oi_usd" NUMERIC(38,18),
  "covered_fund_usd" NUMERIC(38,18),
  "covered_oi_usd" NUMERIC(38,18),
  "coverage" DOUBLE PRECISION,
  "exhaustion_low" DOUBLE PRECISION,
  "exhaustion_central" DOUBLE PRECISION,
  "exhaustion_high" DOUBLE PRECISION,
  "level" NUMERIC(38,18),
  "level_basis" TEXT,
  "fund_observed_at" TIMESTAMPTZ(3),
  "oi_observed_at" TIMESTAMPTZ(3),
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT coverage_hour_pkey PRIMARY KEY ("venue", "fund", "bucket_start", "revision"),
  CONSTRAINT coverage_hour_check_1 CHECK (revision >= 0),
  CONSTRAINT coverage_hour_check_2 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT coverage_hour_check_3 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT coverage_hour_check_4 CHECK (oi_usd >= 0),
  CONSTRAINT coverage_hour_check_5 CHECK (covered_oi_usd >= 0)
) PARTITION BY RANGE ("bucket_start");
CREATE TABLE coverage_hour_default PARTITION OF coverage_hour DEFAULT;
CREATE INDEX coverage_hour_bucket_start_idx ON coverage_hour ("bucket_start");

CREATE TABLE coverage_day (
  "venue" TEXT NOT NULL,
  "fund" TEXT NOT NULL,
  "bucket_start" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "fund_usd" NUMERIC(38,18),
  "usable_usd" NUMERIC(38,18),
  "usable_basis" TEXT,
  "oi_usd" NUMERIC(38,18),
  "covered_fund_usd" NUMERIC(38,18),
  "covered_oi_usd" NUMERIC(38,18),
  "coverage" DOUBLE PRECISION,
  "exhaustion_low" DOUBLE PRECISION,
  "exhaustion_central" DOUBLE PRECISION,
  "exhaustion_high" DOUBLE PRECISION,
  "level" NUMERIC(38,18),
  "level_basis" TEXT,
  "fund_observed_at" TIMESTAMPTZ(3),
  "oi_observed_at" TIMESTAMPTZ(3),
  "basis" TEXT NOT NULL,
  "obs_status" TEXT NOT NULL,
  "reason" TEXT,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT coverage_day_pkey PRIMARY KEY ("venue", "fund", "bucket_start", "revision"),
  CONSTRAINT coverage_day_check_1 CHECK (revision >= 0),
  CONSTRAINT coverage_day_check_2 CHECK (obs_status IN ('A','E','P','M','B')),
  CONSTRAINT coverage_day_check_3 CHECK (basis IN ('collected','published','simulated')),
  CONSTRAINT coverage_day_check_4 CHECK (oi_usd >= 0),
  CONSTRAINT coverage_day_check_5 CHECK (covered_oi_usd >= 0)
) PARTITION BY RANGE ("bucket_start");
CREATE TABLE coverage_day_default PARTITION OF coverage_day DEFAULT;
CREATE INDEX coverage_day_bucket_start_idx ON coverage_day ("bucket_start");

CREATE TABLE source_status (
  "venue" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "cadence_s" INTEGER NOT NULL,
  "last_attempt_at" TIMESTAMPTZ(3),
  "last_success_at" TIMESTAMPTZ(3),
  "last_changed_at" TIMESTAMPTZ(3),
  "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
  "failing_since" TIMESTAMPTZ(3),
  "error_kind" TEXT,
  "error_message" TEXT,
  "error_sample" TEXT,
  "error_at" TIMESTAMPTZ(3),
  "rows_written" BIGINT NOT NULL DEFAULT 0,
  "rows_rejected" BIGINT NOT NULL DEFAULT 0,
  "last_run_rejected" INTEGER NOT NULL DEFAULT 0,
  "content_hash" TEXT,
  "withdrawn_at" TIMESTAMPTZ(3),
  CONSTRAINT source_status_pkey PRIMARY KEY ("venue", "source"),
  CONSTRAINT source_status_check_1 CHECK (cadence_s > 0),
  CONSTRAINT source_status_check_2 CHECK (consecutive_failures >= 0)
);

CREATE TABLE collection_run (
  "run_id" UUID NOT NULL,
  "venue" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "error_kind" TEXT,
  "error_message" TEXT,
  "requests" INTEGER NOT NULL DEFAULT 0,
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "rows_written" INTEGER NOT NULL DEFAULT 0,
  "rows_unchanged" INTEGER NOT NULL DEFAULT 0,
  "rows_rejected" INTEGER NOT NULL DEFAULT 0,
  "basis" TEXT NOT NULL,
  CONSTRAINT collection_run_pkey PRIMARY KEY ("run_id"),
  CONSTRAINT collection_run_check_1 CHECK (outcome IN ('ok','failed','rejected')),
  CONSTRAINT collection_run_check_2 CHECK (basis IN ('collected','published','simulated'))
);
CREATE INDEX collection_run_venue_source_started_at_idx ON collection_run ("venue", "source", "started_at");

CREATE TABLE rejected_row (
  "rejected_id" BIGSERIAL,
  "run_id" UUID NOT NULL,
  "venue" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "detail" TEXT NOT NULL,
  "sample" TEXT NOT NULL,
  "raw_sha256" TEXT,
  "rejected_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT rejected_row_pkey PRIMARY KEY ("rejected_id")
);
CREATE INDEX rejected_row_venue_source_rejected_at_idx ON rejected_row ("venue", "source", "rejected_at");
CREATE INDEX rejected_row_rejected_at_idx ON rejected_row ("rejected_at");

CREATE TABLE record_figure (
  "figure" TEXT NOT NULL,
  "venue" TEXT NOT NULL,
  "date" TEXT,
  "sort_date" DATE,
  "date_precision" TEXT NOT NULL,
  "metric" TEXT NOT NULL,
  "fund_type" TEXT,
  "amount" NUMERIC(38,18) NOT NULL,
  "asset" TEXT NOT NULL,
  "usd" NUMERIC(38,18),
  "confidence" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "usd_basis" TEXT,
  "via_copy" BOOLEAN NOT NULL DEFAULT false,
  "publisher" TEXT,
  "source_url" TEXT NOT NULL,
  "sort_order" INTEGER NOT NULL,
  CONSTRAINT record_figure_pkey PRIMARY KEY ("figure"),
  CONSTRAINT record_figure_check_1 CHECK (confidence IN ('high','medium','low')),
  CONSTRAINT record_figure_check_2 CHECK (fund_type IN ('insurance','vault','protection'))
);
CREATE INDEX record_figure_venue_sort_date_idx ON record_figure ("venue", "sort_date");

CREATE TABLE record_event (
  "event" TEXT NOT NULL,
  "venue" TEXT NOT NULL,
  "starts" TEXT NOT NULL,
  "ends" TEXT,
  "start_precision" TEXT NOT NULL,
  "start_at" TIMESTAMPTZ(3),
  "end_at" TIMESTAMPTZ(3),
  "kind" TEXT NOT NULL,
  "stages" TEXT[] NOT NULL,
  "amount" NUMERIC(38,18),
  "asset" TEXT,
  "usd" NUMERIC(38,18),
  "amount_meaning" TEXT,
  "title" TEXT NOT NULL,
  "summary" TEXT NOT NULL,
  "confidence" TEXT NOT NULL,
  "source_url" TEXT NOT NULL,
  "other_sources" TEXT[] NOT NULL,
  "dates_approximate" BOOLEAN NOT NULL DEFAULT false,
  "via_copy" BOOLEAN NOT NULL DEFAULT false,
  "publisher" TEXT,
  "sort_order" INTEGER NOT NULL,
  CONSTRAINT record_event_pkey PRIMARY KEY ("event"),
  CONSTRAINT record_event_check_1 CHECK (confidence IN ('high','medium','low'))
);
CREATE INDEX record_event_venue_start_at_idx ON record_event ("venue", "start_at");

CREATE TABLE disclosure_mark (
  "venue" TEXT NOT NULL,
  "criterion" TEXT NOT NULL,
  "mark" TEXT NOT NULL,
  "evidence_level" TEXT,
  "evidence_url" TEXT,
  "observed_on" DATE,
  "note" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT disclosure_mark_pkey PRIMARY KEY ("venue", "criterion"),
  CONSTRAINT disclosure_mark_check_1 CHECK (mark IN ('yes','partly','no','under_review','not_applicable')),
  CONSTRAINT disclosure_mark_check_2 CHECK (evidence_level IN ('E0','E1','E2','E3','E4'))
);

CREATE TABLE disclosure_change (
  "change_id" BIGSERIAL,
  "venue" TEXT NOT NULL,
  "source" TEXT,
  "changed_on" DATE NOT NULL,
  "kind" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "source_url" TEXT,
  "raw_sha256" TEXT,
  "basis" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT disclosure_change_pkey PRIMARY KEY ("change_id"),
  CONSTRAINT disclosure_change_check_1 CHECK (basis IN ('collected','published','simulated'))
);
CREATE INDEX disclosure_change_venue_changed_on_idx ON disclosure_change ("venue", "changed_on");

-- A pool that does not cover a market any more keeps its row with valid_to; at most one row is open at a time.
CREATE UNIQUE INDEX fund_market_open_key ON fund_market ("venue", "fund", "market") WHERE "valid_to" IS NULL;

-- Makes the month partition of a partitioned table when it is not there. Safe to call from several writers at once.
CREATE FUNCTION ensure_month_partition(parent text, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
  child text := parent || '_' || to_char(first_day, 'YYYYMM');
BEGIN
  IF to_regclass(child) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_month_partition'));
  IF to_regclass(child) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format(
    'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
    child, parent,
    first_day AT TIME ZONE 'UTC',
    (first_day + interval '1 month') AT TIME ZONE 'UTC'
  );
EXCEPTION WHEN duplicate_table THEN
  -- Another writer made it while this one waited for the lock.
  NULL;
END
$$;
