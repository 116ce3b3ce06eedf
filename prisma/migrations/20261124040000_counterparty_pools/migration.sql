-- A pool that trades against everyone is a fund of its own type: shown, never summed.
ALTER TABLE venue DROP CONSTRAINT venue_check_4;
ALTER TABLE venue ADD CONSTRAINT venue_check_4 CHECK (fund_type IN ('insurance','vault','protection','counterparty'));
ALTER TABLE fund DROP CONSTRAINT fund_check_1;
ALTER TABLE fund ADD CONSTRAINT fund_check_1 CHECK (fund_type IN ('insurance','vault','protection','counterparty'));
