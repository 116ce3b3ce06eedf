-- How far each lane of a history has been read. A page, its rows and this row are one transaction.
CREATE TABLE backfill_lane (
  "venue" TEXT NOT NULL,
  "history" TEXT NOT NULL,
  "lane" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "cursor" TEXT,
  "walk_from" TIMESTAMPTZ(3) NOT NULL,
  "end_cursor" TEXT,
  "from_asked" TIMESTAMPTZ(3) NOT NULL,
  "oldest_observed_at" TIMESTAMPTZ(3),
  "newest_observed_at" TIMESTAMPTZ(3),
  "newest_first" BOOLEAN NOT NULL DEFAULT false,
  "rows" BIGINT NOT NULL DEFAULT 0,
  "pages" INTEGER NOT NULL DEFAULT 0,
  "fund_ids" JSONB NOT NULL DEFAULT '{}',
  "basis" TEXT NOT NULL,
  "error_kind" TEXT,
  "error_message" TEXT,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  "rolled_up_at" TIMESTAMPTZ(3),
  CONSTRAINT backfill_lane_pkey PRIMARY KEY ("venue", "history", "lane"),
  CONSTRAINT backfill_lane_check_1 CHECK (state IN ('running','failed','done')),
  CONSTRAINT backfill_lane_check_2 CHECK (basis IN ('collected','simulated'))
);

-- The lane a page of a history belongs to; null for sources, and for the answers that name the lanes.
ALTER TABLE capture ADD COLUMN "lane" TEXT;

-- A fund known only from a history: it has no latest figure and is not shown among the funds of today.
ALTER TABLE fund ADD COLUMN "history_only" BOOLEAN NOT NULL DEFAULT false;

-- A rollup made from the past: what the collector wrote at the time always wins over it.
ALTER TABLE coverage_hour ADD COLUMN "backfilled" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE coverage_day ADD COLUMN "backfilled" BOOLEAN NOT NULL DEFAULT false;
