import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://api.hbdm.com'
export const DOCS: HttpsUrl = 'https://www.htx.com/en-us/opend/newApiPages/'
const page = (id: string): HttpsUrl => `${DOCS}?id=${id}`
export const FUND_DOCS = page('8cb89359-77b5-11ed-9966-192412eef1f')
export const FUND_HISTORY_DOCS = page('8cb89359-77b5-11ed-9966-1924136e8df')
export const LEVERAGE_DOCS = page('8cb7fb2c-77b5-11ed-9966-0242ac110003')

const rowsSchema = z.object({ data: z.array(z.unknown()) })

/** One figure for every business line together, valued in USDT. */
export const fundEndpoint = defineEndpoint({
  id: 'insurance_fund_info',
  docsUrl: FUND_DOCS,
  schema: z.object({ data: z.object({ insurance_fund: z.unknown(), quote_currency: z.string().nullish() }) }),
})

export const fundHistoryEndpoint = defineEndpoint({
  id: 'insurance_fund_history',
  docsUrl: FUND_HISTORY_DOCS,
  schema: rowsSchema,
})

/** The same shape for the three lines, each of which may fail alone; the request's subject names the line. */
export const openInterestEndpoint = defineEndpoint({
  id: 'open_interest',
  docsUrl: DOCS,
  schema: rowsSchema,
  tolerateFailure: true,
})

export const contractsEndpoint = defineEndpoint({
  id: 'contract_info',
  docsUrl: DOCS,
  schema: rowsSchema,
  tolerateFailure: true,
})

/** The same list, without which a history has no contracts. */
export const historyContractsEndpoint = { ...contractsEndpoint, tolerateFailure: false } as const

/** Margin tiers per leverage; the highest leverage listed is that of the contract. */
export const tiersEndpoint = defineEndpoint({
  id: 'adjustfactor',
  docsUrl: LEVERAGE_DOCS,
  schema: rowsSchema,
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'depth',
  docsUrl: page('8cb808ad-77b5-11ed-9966-0242ac110003'),
  schema: z.object({
    tick: z.object({ asks: z.array(z.unknown()), bids: z.array(z.unknown()), ts: z.unknown().optional() }),
  }),
  tolerateFailure: true,
})

export const liquidationsEndpoint = defineEndpoint({
  id: 'liquidation_orders',
  docsUrl: page('8cb7f19e-77b5-11ed-9966-0242ac110003'),
  schema: rowsSchema,
  tolerateFailure: true,
})

export const openInterestHistoryEndpoint = defineEndpoint({
  id: 'his_open_interest',
  docsUrl: page('8cb8117d-77b5-11ed-9966-0242ac110003'),
  schema: z.object({
    data: z.object({ contract_code: z.string().min(1), tick: z.array(z.unknown()) }).catchall(z.unknown()),
  }),
})
