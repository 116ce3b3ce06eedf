-- The highest ADL level of a venue per hour: what heat strips read, so that their cost does not grow with the signals.
CREATE TABLE adl_hour (
  "venue" TEXT NOT NULL,
  "bucket_start" TIMESTAMPTZ(3) NOT NULL,
  "level" INTEGER,
  "raised" INTEGER NOT NULL,
  "subject" TEXT,
  "last_checked_at" TIMESTAMPTZ(3) NOT NULL,
  "basis" TEXT NOT NULL,
  CONSTRAINT adl_hour_pkey PRIMARY KEY ("venue", "bucket_start"),
  CONSTRAINT adl_hour_check_1 CHECK (basis IN ('collected','published','simulated'))
);

-- Makes the hours of a venue (null: of all) anew from the signals kept. A signal is stored when it changes and hourly, so
-- a row stands until the next one of its subject, when that came within 70 minutes.
CREATE FUNCTION rebuild_adl_hour(only_venue text, from_at timestamptz, to_at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  written bigint;
BEGIN
  DELETE FROM adl_hour
    WHERE (only_venue IS NULL OR venue = only_venue) AND bucket_start >= from_at AND bucket_start < to_at;
  WITH latest AS (
    SELECT DISTINCT ON (venue, scope, subject, signal, observed_at)
      venue, scope, subject, signal, observed_at, checked_at, level, basis
    FROM adl_signal
    WHERE (only_venue IS NULL OR venue = only_venue)
      AND checked_at >= from_at - interval '70 minutes' AND checked_at < to_at
      AND observed_at >= from_at - interval '1 day' AND observed_at < to_at + interval '1 day'
    ORDER BY venue, scope, subject, signal, observed_at, revision DESC
  ), followed AS (
    SELECT *, lead(checked_at) OVER (PARTITION BY venue, scope, subject, signal ORDER BY observed_at) AS next_at
    FROM latest
  ), standing AS (
    SELECT *, CASE WHEN next_at <= checked_at + interval '70 minutes' THEN next_at - interval '1 millisecond'
      ELSE checked_at END AS until_at
    FROM followed
  )
  INSERT INTO adl_hour (venue, bucket_start, level, raised, subject, last_checked_at, basis)
  SELECT venue, hour, max(level), count(DISTINCT (scope, subject)) FILTER (WHERE level >= 1),
    (array_agg(subject ORDER BY level DESC, subject) FILTER (WHERE level >= 1))[1],
    max(least(until_at, hour + interval '1 hour' - interval '1 millisecond')), min(basis)
  FROM standing CROSS JOIN LATERAL generate_series(
    date_trunc('hour', checked_at, 'UTC'),
    date_trunc('hour', greatest(until_at, checked_at), 'UTC'),
    interval '1 hour') AS hour
  WHERE hour >= from_at AND hour < to_at
  GROUP BY venue, hour;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END
$$;

-- What is already kept: all of it, up to now.
SELECT rebuild_adl_hour(NULL, '2000-01-01T00:00:00Z', date_trunc('hour', clock_timestamp(), 'UTC') + interval '1 hour');
