import { coinOf, namesOfCoin } from '@/lib/core/coin'
import { groupBy } from '@/lib/core/collections'
import { dec, plain, sum } from '@/lib/core/decimal'
import type { Database } from '@/lib/db/client'
import { type CoinMarketRow, readCoinMarkets, readCoverCounts } from '@/lib/db/repositories/coin'
import { readAdlLatest, readBalanceLatest, readFundLatest, readFunds } from '@/lib/db/repositories/latest'
import { readSourceStatus, type SourceStatusRow } from '@/lib/db/repositories/source'
import { adlStandings } from '@/lib/queries/adl'
import { backingsOf, type VenueBackground } from '@/lib/queries/coin-backing'
import type { CoinBacking, CoinData, CoinEnds, CoinExtreme, CoinList, CoinSummary } from '@/lib/queries/dto/coin'
import { fundDetails } from '@/lib/queries/funds'
import { venueHealth } from '@/lib/queries/health'
import { metaOf } from '@/lib/queries/overview'
import { isFollowed, listProfiles } from '@/lib/record/profiles'

/** A coin is listed from this many venues on; those of the list below always. */
const FEWEST_VENUES = 2
const ALWAYS: readonly string[] = ['BTC', 'ETH']

interface Options {
  readonly now: Date
}

/**
 * Every coin that two or more followed venues list as a perpetual or future, and BTC and ETH: by open interest, unknown
 * last, ties by name. Amounts are US dollars, one side; coverage is that of whole pools, a plain ratio.
 */
export async function readCoins(db: Database, { now }: Options): Promise<CoinList> {
  const { coins, sources } = await readStored(db, null, now)
  const known = new Set([...coins.keys(), ...ALWAYS])
  const all = [...known].map((coin) => summaryOf(coin, coins.get(coin) ?? []))
  const venues = new Set([...coins.values()].flat().map(({ venue }) => venue))
  return {
    coins: all.filter(isListed).sort(byOpenInterest),
    single: all.filter((coin) => !isListed(coin)).length,
    venues: venues.size,
    meta: metaOf(sources, now),
  }
}

/** One coin with what stands behind it on every venue that lists it; null for one no followed venue lists. */
export async function readCoin(db: Database, coin: string, { now }: Options): Promise<CoinData | null> {
  const { coins, sources } = await readStored(db, namesOfCoin(coin), now)
  const backings = coins.get(coin) ?? []
  if (backings.length === 0 && !ALWAYS.includes(coin)) return null
  return { summary: summaryOf(coin, backings), backings, meta: metaOf(sources, now) }
}

/** What stands behind every contract of every coin in the list, by coin; for the table `coins`. */
export async function readAllBackings(
  db: Database,
  { now }: Options,
): Promise<ReadonlyMap<string, readonly CoinBacking[]>> {
  const { coins } = await readStored(db, null, now)
  return new Map([...coins].filter(([coin, backings]) => isListed(summaryOf(coin, backings))))
}

function isListed({ coin, venues }: CoinSummary): boolean {
  return venues >= FEWEST_VENUES || ALWAYS.includes(coin)
}

function byOpenInterest(a: CoinSummary, b: CoinSummary): number {
  const byName = a.coin.localeCompare(b.coin, 'en')
  if (a.oiUsd === null || b.oiUsd === null) return Number(a.oiUsd === null) - Number(b.oiUsd === null) || byName
  return dec(b.oiUsd).comparedTo(dec(a.oiUsd)) || byName
}

interface Stored {
  readonly coins: ReadonlyMap<string, readonly CoinBacking[]>
  readonly sources: readonly SourceStatusRow[]
}

async function readStored(db: Database, names: readonly string[] | null, now: Date): Promise<Stored> {
  const [markets, sources, backgrounds] = await readEverything(db, names, now)
  const coins = new Map<string, CoinBacking[]>()
  for (const [venue, rows] of groupBy(markets, (row) => row.venue)) {
    const background = backgrounds.get(venue)
    if (background === undefined) continue
    for (const [coin, own] of groupBy(rows, (row) => coinOf(row.baseAsset).coin)) {
      coins.set(coin, [...(coins.get(coin) ?? []), ...backingsOf(own, background)])
    }
  }
  return { coins, sources }
}

async function readEverything(
  db: Database,
  names: readonly string[] | null,
  now: Date,
): Promise<readonly [readonly CoinMarketRow[], readonly SourceStatusRow[], ReadonlyMap<string, VenueBackground>]> {
  const [markets, funds, latest, balances, adl, sources, counts] = await Promise.all([
    readCoinMarkets(db, names),
    readFunds(db),
    readFundLatest(db),
    readBalanceLatest(db),
    readAdlLatest(db),
    readSourceStatus(db),
    readCoverCounts(db),
  ])
  const byVenue = {
    funds: groupBy(funds, (row) => row.venue),
    latest: groupBy(latest, (row) => row.venue),
    balances: groupBy(balances, (row) => row.venue),
    adl: groupBy(adl, (row) => row.venue),
    sources: groupBy(sources, (row) => row.venue),
    counts: groupBy(counts, (row) => row.venue),
  }
  const backgrounds = listProfiles()
    .filter(isFollowed)
    .map((profile): VenueBackground => {
      const { venue } = profile
      const own = byVenue.sources.get(venue) ?? []
      const health = venueHealth(profile, own, now)
      const stored = {
        funds: byVenue.funds.get(venue) ?? [],
        latest: byVenue.latest.get(venue) ?? [],
        balances: byVenue.balances.get(venue) ?? [],
        markets: [],
        sources: own,
        regrouped: new Map<string, string>(),
      }
      return {
        profile,
        health,
        funds: fundDetails(stored, { profile, health, now }),
        covered: new Map((byVenue.counts.get(venue) ?? []).map(({ fund, markets }) => [fund, markets])),
        adl: adlStandings(byVenue.adl.get(venue) ?? [], own, now),
        now,
      }
    })
  return [markets, sources, new Map(backgrounds.map((background) => [background.profile.venue, background]))]
}

function summaryOf(coin: string, backings: readonly CoinBacking[]): CoinSummary {
  const contracts = backings.flatMap((backing) => backing.contracts)
  const stated = contracts.flatMap(({ oiUsd }) => (oiUsd === null ? [] : [dec(oiUsd)]))
  const signals = backings.flatMap(({ venue, name, adl }) =>
    adl.flatMap((row) => (row.stale === null ? [{ venue, name, subject: row.subject, level: row.level }] : [])),
  )
  const graded = signals.flatMap((row) => (row.level === null ? [] : [{ ...row, level: row.level }]))
  const [highest] = graded.sort((a, b) => b.level - a.level || a.name.localeCompare(b.name, 'en'))
  return {
    coin,
    names: namesOfCoin(coin).filter((name) => contracts.some(({ baseAsset }) => baseAsset === name)),
    venues: new Set(backings.map(({ venue }) => venue)).size,
    contracts: contracts.length,
    oiUsd: stated.length > 0 ? plain(sum(stated)) : null,
    oiStated: stated.length,
    insurance: endsOf(backings, 'insurance'),
    vault: endsOf(backings, 'vault'),
    adl: highest ?? null,
    adlVenues: new Set(signals.map(({ venue }) => venue)).size,
  }
}

function endsOf(backings: readonly CoinBacking[], kind: 'insurance' | 'vault'): CoinEnds {
  const pools = backings.flatMap(({ venue, name, backing, pool }) =>
    backing === kind && pool !== null ? [{ venue, name, ...pool }] : [],
  )
  const ranked = pools
    .flatMap(({ venue, name, fund, label, coverage }): CoinExtreme[] =>
      coverage === null ? [] : [{ venue, name, fund, label, coverage }],
    )
    .sort((a, b) => a.coverage - b.coverage || a.name.localeCompare(b.name, 'en'))
  return { weakest: ranked[0] ?? null, strongest: ranked.at(-1) ?? null, pools: pools.length, stated: ranked.length }
}
