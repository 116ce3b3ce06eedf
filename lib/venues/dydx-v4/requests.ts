import { bodiesOf, type HttpsUrl, type PlannedRequest, type Received } from '@/lib/venues/_contract/module'
import { isolatedFundAddress, sharedFundAddress } from '@/lib/venues/dydx-v4/addresses'
import { liveIsolated, type Perpetual } from '@/lib/venues/dydx-v4/perpetuals'
import {
  candlesEndpoint,
  crossBlockedEndpoint,
  isolatedBalanceEndpoint,
  isolatedBlockedEndpoint,
  marketStatusEndpoint,
  marketsEndpoint,
  orderBookEndpoint,
  perpetualsEndpoint,
  sharedBalanceEndpoint,
  tradesEndpoint,
} from '@/lib/venues/dydx-v4/schemas'

const LCD = 'https://dydx-ops-rest.kingnodes.com'
const INDEXER = 'https://indexer.dydx.trade/v4'
const LIMIT = 'pagination.limit=1000'
/** Candles of a page: no version of the indexer's code allows fewer. */
export const CANDLES = 100
/** A node whose pages never end is stopped here. */
const MAX_PAGES = 20
/** Perpetual 0 since the genesis of the chain. Any cross market answers for the pool they share. */
const CROSS_EXAMPLE: Pick<Perpetual, 'id' | 'ticker'> = { id: 0, ticker: 'BTC-USD' }

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

const blockedInfo = (endpoint: string, perpetual: Pick<Perpetual, 'id' | 'ticker'>) =>
  get(
    endpoint,
    `${LCD}/dydxprotocol/subaccounts/withdrawals_and_transfers_blocked_info/${perpetual.id}`,
    perpetual.ticker,
  )

export const openInterestRequests = (): readonly PlannedRequest[] => [
  get(marketsEndpoint.id, `${INDEXER}/perpetualMarkets`),
]

/** The last trades of a market, liquidations and deleveragings among them; 1,000 are the most of one answer. */
export const tradesRequest = (ticker: string): PlannedRequest =>
  get(tradesEndpoint.id, `${INDEXER}/trades/perpetualMarket/${encodeURIComponent(ticker)}?limit=1000`, ticker)

export const orderBookRequest = (ticker: string): PlannedRequest =>
  get(orderBookEndpoint.id, `${INDEXER}/orderbooks/perpetualMarket/${encodeURIComponent(ticker)}`, ticker)

/** A page of daily candles that begin before `to`, newest first. */
export const candlesRequest = (ticker: string, to: string | null): PlannedRequest => {
  const until = to === null ? '' : `&toISO=${encodeURIComponent(to)}`
  const path = `candles/perpetualMarkets/${encodeURIComponent(ticker)}?resolution=1DAY&limit=${CANDLES}${until}`
  return get(candlesEndpoint.id, `${INDEXER}/${path}`, ticker)
}

const listRequests = (): readonly PlannedRequest[] => [
  get(marketStatusEndpoint.id, `${INDEXER}/perpetualMarkets`),
  perpetualsPage(null),
]

export const fundRequests = (): readonly PlannedRequest[] => [
  ...listRequests(),
  balancePage(sharedBalanceEndpoint.id, sharedFundAddress(), 'cross', null),
]

export const adlRequests = (): readonly PlannedRequest[] => [
  ...listRequests(),
  blockedInfo(crossBlockedEndpoint.id, CROSS_EXAMPLE),
]

/** The round in which the list of perpetuals ended, by its last page or by one that failed; null while it goes on. */
function listEnd(received: readonly Received[], round: number): number | null {
  const pages = bodiesOf(received, perpetualsEndpoint)
  const last = pages.at(-1)
  if (pages.length === MAX_PAGES || (last && !last.body.pagination.next_key)) return pages.length
  return pages.length < round ? pages.length + 1 : null
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
  const listed = listEnd(received, round)
  if (listed === null) return further
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

/** One request per isolated market once the list has ended; the pool of the cross markets is asked at once. */
export function nextAdlRequests(received: readonly Received[], round: number): readonly PlannedRequest[] {
  const further = nextListPage(received, round)
  if (listEnd(received, round) !== round) return further
  return liveIsolated(received).map((perpetual) => blockedInfo(isolatedBlockedEndpoint.id, perpetual))
}
