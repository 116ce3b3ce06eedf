import { dec } from '@/lib/core/decimal'
import type { BackingKind, CoinBacking, CoinEnds, CoinSummary } from '@/lib/queries/dto/coin'
import type { SearchParams } from '@/lib/render/overview-query'
import { hrefOf, readSort, readText, readWord, type Sort, sortRows, writeSort } from '@/lib/render/table-query'

/** The kinds of pool the weakest and the strongest are taken from; never both in one column. */
export const poolKinds = ['insurance', 'vault'] as const
export type PoolKind = (typeof poolKinds)[number]

export const coinsColumns = ['coin', 'venues', 'oi_usd', 'weakest', 'strongest', 'adl'] as const
export type CoinsColumn = (typeof coinsColumns)[number]

/** What the address of the list of coins says. */
export interface CoinsQuery {
  readonly pools: PoolKind
  readonly sort: Sort<CoinsColumn>
  readonly search: string
  /** Only coins with a signal at this level or above now. */
  readonly adl: number | null
  readonly all: boolean
}

export const defaultCoinsQuery: CoinsQuery = {
  pools: 'insurance',
  sort: { column: 'oi_usd', descending: true },
  search: '',
  adl: null,
  all: false,
}

/** Coins shown before the link to all of them. */
export const MOST_COINS = 100

const ADL_LEVELS = ['1', '2', '3'] as const

export function parseCoinsQuery(params: SearchParams): CoinsQuery {
  const adl = readWord(params, 'adl', ADL_LEVELS)
  return {
    pools: readWord(params, 'pools', poolKinds) ?? defaultCoinsQuery.pools,
    sort: readSort(params, coinsColumns, defaultCoinsQuery.sort),
    search: readText(params, 'q'),
    adl: adl === null ? null : Number(adl),
    all: readText(params, 'show') === 'all',
  }
}

export function coinsHref({ pools, sort, search, adl, all }: CoinsQuery): string {
  const sorted = writeSort(sort)
  return hrefOf('/coins', {
    pools: pools === defaultCoinsQuery.pools ? '' : pools,
    sort: sorted === writeSort(defaultCoinsQuery.sort) ? '' : sorted,
    q: search,
    adl: adl === null ? '' : String(adl),
    show: all ? 'all' : '',
  })
}

function coinValue(coin: CoinSummary, column: CoinsColumn, ends: CoinEnds): number | string | null {
  switch (column) {
    case 'coin':
      return coin.coin.toLowerCase()
    case 'venues':
      return coin.venues
    case 'oi_usd':
      return coin.oiUsd === null ? null : dec(coin.oiUsd).toNumber()
    case 'weakest':
      return ends.weakest?.coverage ?? null
    case 'strongest':
      return ends.strongest?.coverage ?? null
    case 'adl':
      return coin.adl?.level ?? null
  }
}

/** The coins the query asks for, in its order. A search finds a coin by its name or by another name of it. */
export function selectCoins(coins: readonly CoinSummary[], query: CoinsQuery): readonly CoinSummary[] {
  const search = query.search.toLowerCase()
  const matching = coins.filter(
    (coin) =>
      (search === '' || [coin.coin, ...coin.names].some((name) => name.toLowerCase().includes(search))) &&
      (query.adl === null || (coin.adl !== null && coin.adl.level >= query.adl)),
  )
  const { sort, pools } = query
  return sortRows(
    matching,
    sort,
    (coin) => coinValue(coin, sort.column, coin[pools]),
    (coin) => coin.coin,
  )
}

export const coinColumns = [
  'venue',
  'fund_usd',
  'coverage',
  'exhaustion_move',
  'oi_usd',
  'max_leverage',
  'adl',
  'checked_at',
] as const
export type CoinColumn = (typeof coinColumns)[number]

export const backingKinds: readonly BackingKind[] = ['insurance', 'vault', 'counterparty', 'none']

/** What the address of one coin says. */
export interface CoinQuery {
  /** Null: every kind of money, each in a group of its own. */
  readonly backing: BackingKind | null
  readonly sort: Sort<CoinColumn>
  readonly search: string
}

export const defaultCoinQuery: CoinQuery = {
  backing: null,
  sort: { column: 'oi_usd', descending: true },
  search: '',
}

export function parseCoinQuery(params: SearchParams): CoinQuery {
  return {
    backing: readWord(params, 'behind', backingKinds),
    sort: readSort(params, coinColumns, defaultCoinQuery.sort),
    search: readText(params, 'q'),
  }
}

/** The path of a coin; its name may hold any letters. */
export function coinPath(coin: string): string {
  return `/coins/${encodeURIComponent(coin)}`
}

export function coinHref(coin: string, { backing, sort, search }: CoinQuery): string {
  const sorted = writeSort(sort)
  return hrefOf(coinPath(coin), {
    behind: backing ?? '',
    sort: sorted === writeSort(defaultCoinQuery.sort) ? '' : sorted,
    q: search,
  })
}

function backingValue(row: CoinBacking, column: CoinColumn): number | string | null {
  switch (column) {
    case 'venue':
      return row.name.toLowerCase()
    case 'fund_usd':
      return row.pool?.valueUsd ? dec(row.pool.valueUsd).toNumber() : null
    case 'coverage':
      return row.pool?.coverage ?? null
    case 'exhaustion_move':
      return row.pool?.exhaustionMove?.low ?? null
    case 'oi_usd':
      return row.oiUsd === null ? null : dec(row.oiUsd).toNumber()
    case 'max_leverage':
      return row.maxLeverage
    case 'adl':
      return row.adl.find(({ stale }) => stale === null)?.level ?? null
    case 'checked_at':
      return row.checkedAt
  }
}

/** The rows the query asks for, by the kind of money behind them; kinds without a row are left out. */
export function groupBackings(
  rows: readonly CoinBacking[],
  query: CoinQuery,
): readonly { readonly kind: BackingKind; readonly rows: readonly CoinBacking[] }[] {
  const search = query.search.toLowerCase()
  const matching = rows.filter(
    ({ venue, name }) => search === '' || name.toLowerCase().includes(search) || venue.includes(search),
  )
  return backingKinds
    .filter((kind) => query.backing === null || query.backing === kind)
    .map((kind) => ({
      kind,
      rows: sortRows(
        matching.filter((row) => row.backing === kind),
        query.sort,
        (row) => backingValue(row, query.sort.column),
        (row) => `${row.name} ${row.contracts[0]?.market ?? ''}`,
      ),
    }))
    .filter((group) => group.rows.length > 0)
}
