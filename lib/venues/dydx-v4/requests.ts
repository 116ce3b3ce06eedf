import { bodiesOf, type HttpsUrl, type PlannedRequest, type Received } from '@/lib/venues/_contract/module'
import { isolatedFundAddress, sharedFundAddress } from '@/lib/venues/dydx-v4/addresses'
import { liveIsolated, type Perpetual, perpetualsOf } from '@/lib/venues/dydx-v4/perpetuals'
import {
  crossBlockedEndpoint,
  isolatedBalanceEndpoint,
  isolatedBlockedEndpoint,
  marketStatusEndpoint,
  marketsEndpoint,
  perpetualsEndpoint,
  sharedBalanceEndpoint,
} from '@/lib/venues/dydx-v4/schemas'

const LCD = 'https://dydx-ops-rest.kingnodes.com'
const INDEXER = 'https://indexer.dydx.trade/v4'
const LIMIT = 'pagination.limit=1000'
/** A node whose pages never end is stopped here. */
const MAX_PAGES = 20
const CROSS_EXAMPLE = 'BTC-USD'

const get = (endpoint: string, url: HttpsUrl, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url,
  ...(subject === undefined ? {} : { subject }),
})

const withKey = (key: string | null) => (key === null ? '' : `&pagination.key=${encodeURIComponent(key)}`)

const perpetualsPage = (key: string | null) =>
  get(perpetualsEndpoint.id, `${LCD}/dydxprotocol/perpetuals/perpetual?${LIMIT}${withKey(key)}`)

const balancePage = (endpoint: string, address: string, subject: string, key: string | null) =>
  get(endpoint, `${LCD}/cosmos/bank/v1beta1/balances/${address}?${LIMIT}${withKey(key)}`, subject)

const blockedInfo = (endpoint: string, perpetual: Perpetual) =>
  get(
    endpoint,
    `${LCD}/dydxprotocol/subaccounts/withdrawals_and_transfers_blocked_info/${perpetual.id}`,
    perpetual.ticker,
  )

export const openInterestRequests = (): readonly PlannedRequest[] => [
  get(marketsEndpoint.id, `${INDEXER}/perpetualMarkets`),
]

const listRequests = (): readonly PlannedRequest[] => [
  get(marketStatusEndpoint.id, `${INDEXER}/perpetualMarkets`),
  perpetualsPage(null),
]

export const fundRequests = (): readonly PlannedRequest[] => [
  ...listRequests(),
  balancePage(sharedBalanceEndpoint.id, sharedFundAddress(), 'cross', null),
]

export const adlRequests = listRequests

/** The round after which the list of perpetuals was complete; null while pages are missing. */
function listRounds(received: readonly Received[]): number | null {
  const pages = bodiesOf(received, perpetualsEndpoint)
  const last = pages.at(-1)
  return last && !last.body.pagination.next_key ? pages.length : null
}

function nextListPage(received: readonly Received[], round: number): readonly PlannedRequest[] {
  const pages = bodiesOf(received, perpetualsEndpoint)
  const key = pages.at(-1)?.body.pagination.next_key
  return key && pages.length === round && round < MAX_PAGES ? [perpetualsPage(key)] : []
}

/** The next page of one address, asked for once: when the page of this round says there is another. */
function nextBalancePage(
  received: readonly Received[],
  endpoint: typeof sharedBalanceEndpoint,
  fund: { readonly address: string; readonly subject: string },
  roundsAsked: number,
): readonly PlannedRequest[] {
  const pages = bodiesOf(received, endpoint).filter((page) => page.request.subject === fund.subject)
  const key = pages.at(-1)?.body.pagination.next_key
  const more = key && pages.length === roundsAsked && roundsAsked < MAX_PAGES
  return more ? [balancePage(endpoint.id, fund.address, fund.subject, key)] : []
}

export function nextFundRequests(received: readonly Received[], round: number): readonly PlannedRequest[] {
  const shared = { address: sharedFundAddress(), subject: 'cross' }
  const further = [...nextListPage(received, round), ...nextBalancePage(received, sharedBalanceEndpoint, shared, round)]
  const listed = listRounds(received)
  if (listed === null || listed > round) return further
  const isolated = liveIsolated(received).map(({ id, ticker }) => ({
    address: isolatedFundAddress(id),
    subject: ticker,
  }))
  const asked =
    listed === round
      ? isolated.map(({ address, subject }) => balancePage(isolatedBalanceEndpoint.id, address, subject, null))
      : isolated.flatMap((fund) => nextBalancePage(received, isolatedBalanceEndpoint, fund, round - listed))
  return [...further, ...asked]
}

/** One request for the pool shared by all cross markets (any of them answers for it) and one per isolated market. */
export function nextAdlRequests(received: readonly Received[], round: number): readonly PlannedRequest[] {
  const further = nextListPage(received, round)
  if (listRounds(received) !== round) return further
  const cross = perpetualsOf(received).filter((perpetual) => !perpetual.isolated)
  const example = cross.find((perpetual) => perpetual.ticker === CROSS_EXAMPLE) ?? cross[0]
  return [
    ...(example ? [blockedInfo(crossBlockedEndpoint.id, example)] : []),
    ...liveIsolated(received).map((perpetual) => blockedInfo(isolatedBlockedEndpoint.id, perpetual)),
  ]
}
