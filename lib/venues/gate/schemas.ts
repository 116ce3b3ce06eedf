import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://www.gate.com/docs/developers/apiv4/en/'

/** Gate answers with bare lists; every row is read on its own. */
const rowsSchema = z.array(z.unknown())

/** The settlement currencies of the documented path. */
export const SETTLES = ['usdt', 'btc'] as const
export type Settle = (typeof SETTLES)[number]

/** Each currency fails alone; without any of them the source has read nothing, which is its failure. */
const perSettle = (name: string) => {
  const shared = { docsUrl: `${DOCS}#futures`, schema: rowsSchema, tolerateFailure: true } as const
  return {
    usdt: defineEndpoint({ id: name, ...shared }),
    btc: defineEndpoint({ id: `${name}_btc`, ...shared }),
  }
}

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
