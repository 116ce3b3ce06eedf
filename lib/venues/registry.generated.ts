// Written by `npm run generate` from the folders beside this file. Do not edit.
import type { VenueModule } from '@/lib/venues/_contract/module'
import venue_binance from '@/lib/venues/binance'
import venue_bitmex from '@/lib/venues/bitmex'
import venue_bybit from '@/lib/venues/bybit'
import venue_deribit from '@/lib/venues/deribit'
import venue_dydx_v4 from '@/lib/venues/dydx-v4'
import venue_gate from '@/lib/venues/gate'
import venue_hyperliquid from '@/lib/venues/hyperliquid'
import venue_okx from '@/lib/venues/okx'

export const venueModules: readonly VenueModule[] = [
  venue_binance,
  venue_bitmex,
  venue_bybit,
  venue_deribit,
  venue_dydx_v4,
  venue_gate,
  venue_hyperliquid,
  venue_okx,
]
