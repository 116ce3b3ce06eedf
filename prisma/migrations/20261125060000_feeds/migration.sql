-- What feeds look for is rare in large tables.

CREATE INDEX adl_signal_active_idx ON adl_signal ("observed_at", "venue") WHERE level = 3;
CREATE INDEX collection_run_failed_idx ON collection_run ("venue", "source", "started_at") WHERE outcome <> 'ok';
CREATE INDEX fund_balance_revised_idx ON fund_balance ("recorded_at") WHERE revision > 0;
CREATE INDEX open_interest_revised_idx ON open_interest ("recorded_at") WHERE revision > 0;
