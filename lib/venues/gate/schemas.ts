import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://www.gate.com/docs/developers/apiv4/en/'

/** Gate answers with bare lists; every row is read on its own. */
const rowsSchema = z.array(z.unknown())

/** The settlement currencies of the documented path. BTC is tolerated: a refusal there must not cost the USDT reading. */
export const SETTLES = ['usdt', 'btc'] as const
export type Settle = (typeof SETTLES)[number]

const perSettle = (name: string) => ({
  usdt: defineEndpoint({ id: name, docsUrl: `${DOCS}#futures`, schema: rowsSchema }),
  btc: defineEndpoint({ id: `${name}_btc`, docsUrl: `${DOCS}#futures`, schema: rowsSchema, tolerateFailure: true }),
})

export const insuranceEndpoints = perSettle('insurance')
export const contractsEndpoints = perSettle('contracts')
export const tickersEndpoints = perSettle('tickers')

/** The BTC index, for the dollar value of the BTC fund; without it the fund is shown in BTC. */
export const indexEndpoint = defineEndpoint({
  id: 'btc_index',
  docsUrl: `${DOCS}#futures`,
  schema: rowsSchema,
  tolerateFailure: true,
})
