import type { Responder } from '@/lib/simulate/responder'
import { binance } from '@/lib/simulate/venues/binance'
import { bybit } from '@/lib/simulate/venues/bybit'
import { deribit } from '@/lib/simulate/venues/deribit'
import { dydxV4 } from '@/lib/simulate/venues/dydx-v4'
import { gate } from '@/lib/simulate/venues/gate'
import { hyperliquid } from '@/lib/simulate/venues/hyperliquid'
import { okx } from '@/lib/simulate/venues/okx'

/** Every simulated venue; a new one is its file and one line here. */
export const responders: readonly Responder[] = [binance, bybit, deribit, dydxV4, gate, hyperliquid, okx]
