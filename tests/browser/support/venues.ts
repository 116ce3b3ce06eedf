/** Venues with a fund that can be collected. */
export const liveVenues = ['bybit', 'binance', 'okx', 'gate', 'dydx-v4', 'hyperliquid'] as const

/** Venues of the overview. */
export const listedVenues = [...liveVenues, 'deribit', 'bitmex'] as const

/** Known from the published record only. */
export const recordOnlyVenue = 'ftx'
