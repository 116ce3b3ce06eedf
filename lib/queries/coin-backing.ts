import { coinOf } from '@/lib/core/coin'
import { groupBy } from '@/lib/core/collections'
import { dec, plain, sum } from '@/lib/core/decimal'
import { isSuppressed } from '@/lib/core/metrics/freshness'
import type { FundType } from '@/lib/core/observation'
import type { CoinMarketRow } from '@/lib/db/repositories/coin'
import { adlAbsence, orderStandings } from '@/lib/queries/adl'
import type { AdlStanding } from '@/lib/queries/dto/adl'
import type { BackingKind, CoinBacking, CoinContract, CoinPool } from '@/lib/queries/dto/coin'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { VenueHealth } from '@/lib/queries/health'
import { basisOf, contractTypeOf, isoTime, joinReasons, marketKindOf, orNull, spanWords } from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'
import { slugOf } from '@/lib/venues/_contract/pool-names'

/** What is known of one venue, for all its contracts at once. */
export interface VenueBackground {
  readonly profile: VenueProfile
  readonly health: VenueHealth
  /** By value, summed funds before components. */
  readonly funds: readonly FundDetail[]
  /** How many contracts each fund covers. */
  readonly covered: ReadonlyMap<string, number>
  readonly adl: readonly AdlStanding[]
  readonly now: Date
}

const BACKING: Readonly<Record<FundType, BackingKind>> = {
  insurance: 'insurance',
  vault: 'vault',
  counterparty: 'counterparty',
  protection: 'none',
}

/**
 * The contracts of one coin at one venue, by the money behind them: contracts that the same funds cover are together.
 * Open interest is one-sided, in US dollars, summed over the contracts that state it and are not too old to.
 */
export function backingsOf(rows: readonly CoinMarketRow[], background: VenueBackground): readonly CoinBacking[] {
  const grouped = groupBy(rows, (row) =>
    poolsBehind(row, background)
      .map(({ fund }) => fund)
      .join(' '),
  )
  return [...grouped.values()].map((contracts) => backingOf(contracts, background))
}

/** The funds behind a contract: those that cover it, summed ones first; else the pool that trades against it. */
function poolsBehind(row: CoinMarketRow, { funds, profile }: VenueBackground): readonly FundDetail[] {
  const covering = funds.filter((fund) => row.funds.includes(fund.fund) && BACKING[fund.fundType] !== 'none')
  if (covering.length > 0) return covering
  if (profile.fundType !== 'counterparty') return []
  // A pool of one market is stored under the slug of that market; one of the whole venue stands behind every contract.
  return funds.filter(
    ({ fundType, scope, fund }) =>
      fundType === 'counterparty' && (scope === 'venue' || (scope === 'market' && fund === slugOf(row.market))),
  )
}

function backingOf(rows: readonly CoinMarketRow[], background: VenueBackground): CoinBacking {
  const { profile, health } = background
  const [first] = rows
  const [main, ...others] = (first ? poolsBehind(first, background) : []).map((fund) => poolOf(fund, background))
  const contracts = rows.map((row) => contractOf(row, background))
  const stated = contracts.flatMap(({ oiUsd }) => (oiUsd === null ? [] : [dec(oiUsd)]))
  const leverages = contracts.flatMap(({ maxLeverage }) => (maxLeverage === null ? [] : [maxLeverage]))
  const adl = distinct(contracts.flatMap((contract) => contract.adl))
  const pool = main ?? null
  return {
    venue: profile.venue,
    name: profile.name,
    kind: profile.kind,
    backing: pool === null ? 'none' : BACKING[pool.fundType],
    pool,
    others,
    contracts,
    oiUsd: stated.length > 0 ? plain(sum(stated)) : null,
    oiStated: stated.length,
    oiReason: stated.length > 0 ? null : joinReasons(contracts.map(({ oiReason }) => oiReason)),
    maxLeverage: leverages.length > 0 ? Math.max(...leverages) : null,
    leverageReason: leverages.length > 0 ? null : (profile.module?.leverage.reason ?? 'not published per contract'),
    adl: orderStandings(adl),
    adlAbsence: adl.length > 0 ? null : absenceOf(background),
    state: pool?.state ?? health.state,
    checkedAt: pool === null ? orNull(health.checkedAt, isoTime) : pool.checkedAt,
    expectedEveryS: pool === null ? health.expectedEveryS : pool.expectedEveryS,
    reason: pool === null ? noPoolReason(background) : pool.reason,
  }
}

/** Why a venue has no pool for a contract: what it says, else what is known. */
function noPoolReason({ profile, funds, health }: VenueBackground): string {
  if (profile.fundAbsence !== null) return profile.fundAbsence
  if (funds.length === 0) return joinReasons(health.reasons) ?? 'not yet collected'
  return 'none of the funds the venue publishes is known to cover this contract'
}

function absenceOf({ profile, adl }: VenueBackground): string {
  const publishes = profile.module?.adl.signal !== null && adl.length > 0
  return publishes ? 'the venue’s signal does not name this contract' : adlAbsence(profile)
}

function poolOf(fund: FundDetail, { covered }: VenueBackground): CoinPool {
  const [balance] = fund.balances
  return {
    fund: fund.fund,
    label: fund.label,
    fundType: fund.fundType,
    scope: fund.scope,
    partOf: fund.partOf,
    coverage: fund.coverage,
    valueUsd: fund.valueUsd,
    marketsCovered: covered.get(fund.fund) ?? 0,
    exhaustionMove: fund.exhaustionMove,
    exhaustionReason: fund.exhaustionReason,
    state: fund.state,
    checkedAt: balance?.checkedAt ?? null,
    expectedEveryS: balance?.expectedEveryS ?? null,
    reason: fund.reason,
  }
}

function contractOf(row: CoinMarketRow, background: VenueBackground): CoinContract {
  const stale = staleOf(row, background.now)
  return {
    market: row.market,
    contractType: contractTypeOf(row.contractType),
    marketKind: marketKindOf(row.marketKind),
    baseAsset: row.baseAsset,
    coinsPerBase: coinOf(row.baseAsset).per,
    settleAsset: row.settleAsset,
    oiUsd: stale === null ? row.valueUsd : null,
    oiReason: stale ?? row.reason,
    observedAt: orNull(row.observedAt, isoTime),
    checkedAt: orNull(row.checkedAt, isoTime),
    maxLeverage: orNull(row.maxLeverage, Number),
    basis: orNull(row.basis, basisOf),
    rawSha256: row.rawSha256,
    adl: orderStandings(signalsOf(row, background)),
  }
}

function staleOf({ checkedAt, cadenceS }: CoinMarketRow, now: Date): string | null {
  if (checkedAt === null) return 'not yet collected'
  if (!isSuppressed({ now, checkedAt, expectedEveryMs: (cadenceS ?? 60) * 1000 })) return null
  return `last checked ${spanWords(now.getTime() - checkedAt.getTime())} ago: too old to state`
}

function signalsOf(row: CoinMarketRow, { adl }: VenueBackground): readonly AdlStanding[] {
  return adl.filter(
    ({ scope, subject }) =>
      scope === 'venue' || (scope === 'market' ? subject === row.market : row.funds.includes(subject)),
  )
}

function distinct(rows: readonly AdlStanding[]): readonly AdlStanding[] {
  return [...new Map(rows.map((row) => [`${row.scope} ${row.subject} ${row.signal}`, row])).values()]
}
