import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://api-pub.bitfinex.com/v2'
const DOCS: HttpsUrl = 'https://docs.bitfinex.com/reference/'
export const STATUS_DOCS: HttpsUrl = `${DOCS}rest-public-derivatives-status`
export const STATUS_HISTORY_DOCS: HttpsUrl = `${DOCS}rest-public-derivatives-status-history`
export const LIQUIDATION_DOCS: HttpsUrl = `${DOCS}rest-public-liquidations`
export const CONF_DOCS: HttpsUrl = `${DOCS}rest-public-conf`

/** Bitfinex answers with bare lists, and with an empty one where it knows nothing: that is a failure. */
const rowsSchema = z.array(z.unknown()).min(1)

/** Fund, mark price and open interest of every pair. */
export const statusEndpoint = defineEndpoint({ id: 'status_deriv', docsUrl: STATUS_DOCS, schema: rowsSchema })

/** A past moment without a row is an empty list, and not an error. */
export const statusHistoryEndpoint = defineEndpoint({
  id: 'status_deriv_hist',
  docsUrl: STATUS_HISTORY_DOCS,
  schema: z.array(z.unknown()),
})

export const marginsEndpoint = defineEndpoint({
  id: 'pair_info',
  docsUrl: CONF_DOCS,
  schema: z.tuple([z.array(z.unknown())]),
  tolerateFailure: true,
})

export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: `${DOCS}rest-public-tickers`,
  schema: rowsSchema,
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}rest-public-book`,
  schema: rowsSchema,
  tolerateFailure: true,
})

/** No liquidation in reach is an empty list. */
export const liquidationsEndpoint = defineEndpoint({
  id: 'liquidations',
  docsUrl: LIQUIDATION_DOCS,
  schema: z.array(z.unknown()),
})
