import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const PROTO = 'https://github.com/InjectiveLabs/sdk-python/tree/master/pyinjective/proto/injective'

export const fundsEndpoint = defineEndpoint({
  id: 'insurance_funds',
  docsUrl: `${PROTO}/insurance/v1beta1`,
  schema: z.looseObject({ funds: z.array(z.unknown()) }),
})

export const marketsEndpoint = defineEndpoint({
  id: 'markets',
  docsUrl: `${PROTO}/exchange/v2`,
  schema: z.looseObject({ markets: z.array(z.unknown()) }),
})

/** One market a call; its failure leaves the others alone. */
export const openInterestEndpoint = defineEndpoint({
  id: 'open_interest',
  docsUrl: `${PROTO}/exchange/v2`,
  schema: z.looseObject({ amount: z.looseObject({ market_id: z.string(), balance: z.string() }) }),
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'orderbook',
  docsUrl: `${PROTO}/exchange/v2`,
  schema: z.looseObject({ buys_price_level: z.array(z.unknown()), sells_price_level: z.array(z.unknown()) }),
  tolerateFailure: true,
})
