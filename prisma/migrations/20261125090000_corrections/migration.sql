-- Corrected rows are few, and every pass asks for those of its venue.

CREATE INDEX fund_balance_corrected_idx ON fund_balance ("venue", "observed_at") WHERE source = 'correction';
CREATE INDEX open_interest_corrected_idx ON open_interest ("venue", "observed_at") WHERE source = 'correction';
