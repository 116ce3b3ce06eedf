import { groupBy } from '@/lib/core/collections'
import { type Decimal, dec, plain, ratio, sum, ZERO } from '@/lib/core/decimal'
import {
  type AssetAttribution,
  ATTRIBUTION_PARTS,
  type AttributionPart,
  attributeAsset,
  boundFlow,
  sumParts,
  type UsdPart,
} from '@/lib/core/metrics/attribution'
import type { Database } from '@/lib/db/client'
import {
  type KnownChangeRow,
  type PeriodEndRow,
  type PeriodPair,
  readBreaks,
  readPeriodEnds,
  readReferencePrices,
  readTypedFlows,
  readTypedSince,
} from '@/lib/db/repositories/attribution'
import { readFigures } from '@/lib/db/repositories/record'
import { readSourceStatus } from '@/lib/db/repositories/source'
import type {
  AnnouncedAmount,
  AttributedFund,
  AttributedTotal,
  Attribution,
  AttributionBound,
} from '@/lib/queries/dto/attribution'
import { metaOf } from '@/lib/queries/overview'
import { fundTypeOf, isoTime, joinReasons, timeWords, wordOf } from '@/lib/queries/words'
import { findProfile, type VenueProfile } from '@/lib/record/profiles'

const REFERENCE = 'BTC'
const ANNOUNCED_METRIC = 'company_injection'
/** The sources of a venue are first read within this time of each other. */
const FIRST_PASS_MS = 3_600_000
const partOf = wordOf<AttributionPart>(...ATTRIBUTION_PARTS)

export interface AttributionRange {
  /** Half-open. */
  readonly from: Date
  readonly to: Date
  readonly now: Date
}

/** A pair with both ends known. */
interface Pair extends PeriodEndRow {
  readonly firstAt: Date
  readonly firstUnits: string
  readonly lastAt: Date
  readonly lastUnits: string
}

/**
 * What changed the funds of a venue over a period, by cause: flows as the venue types them, announced amounts, contracts
 * that moved between pools, the price (methodology 3.2), and what is left. Parts add up to the change to the last digit.
 * A fund published as one dollar amount is not split; it gets a bound. Null for an unknown venue.
 */
export async function readAttribution(
  db: Database,
  venue: string,
  range: AttributionRange,
): Promise<Attribution | null> {
  const profile = findProfile(venue)
  if (profile === null) return null
  const to = new Date(Math.min(range.to.getTime(), range.now.getTime()))
  const { pairs, from } = await readPairs(db, venue, { from: range.from, to })
  const [typedSince, flows, breaks, figures, sources] = await Promise.all([
    readTypedSince(db, venue),
    readTypedFlows(db, venue, pairs.map(periodPair)),
    readBreaks(db, venue, pairs.map(periodPair)),
    readFigures(db, venue),
    readSourceStatus(db, venue),
  ])
  const announced = figures.flatMap((row): readonly AnnouncedAmount[] => {
    const at = row.sortDate
    if (row.metric !== ANNOUNCED_METRIC || at === null || row.date === null || at < from || at >= to) return []
    const { date, asset, amount, usd, sourceUrl } = row
    const holders = pairs.filter((pair) => pair.asset === asset && pair.partOf === null)
    const [holder] = holders
    return [{ date, asset, amount, usd, sourceUrl, fund: holders.length === 1 && holder ? holder.fund : null }]
  })
  const known = [...flows, ...breaks, ...announced.flatMap((one) => announcedChange(one, typedSince))]
  const funds = [...groupBy(pairs, ({ fund }) => fund).values()].map((own) => attributeFund(own, known, typedSince))
  const bounded = await Promise.all(funds.map((fund) => withBound(db, venue, fund)))
  const { total, reason } = totalOf(profile, pairs, bounded, to)
  return {
    venue,
    name: profile.name,
    from: isoTime(range.from),
    to: isoTime(to),
    measuredFrom: from > range.from ? isoTime(from) : null,
    total,
    totalReason: reason,
    funds: bounded,
    announced,
    meta: metaOf(sources, range.now),
  }
}

/** Both ends of every fund and asset; where nothing at all was stored at the start, from the first balance after it. */
async function readPairs(
  db: Database,
  venue: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<{ readonly pairs: readonly Pair[]; readonly from: Date }> {
  const pairs = (await readPeriodEnds(db, venue, { from, to })).flatMap(bothEnds)
  const isKnownAtStart = pairs.some(({ startsInside }) => !startsInside)
  if (isKnownAtStart || pairs.length === 0) return { pairs, from }
  // Every fund of the first pass is taken as known from the start.
  const first = Math.min(...pairs.map(({ firstAt }) => firstAt.getTime()))
  return {
    pairs: pairs.map((pair) => ({ ...pair, startsInside: pair.firstAt.getTime() > first + FIRST_PASS_MS })),
    from: new Date(first),
  }
}

function bothEnds(row: PeriodEndRow): readonly Pair[] {
  const { firstAt, firstUnits, lastAt, lastUnits } = row
  if (firstAt === null || firstUnits === null || lastAt === null || lastUnits === null) return []
  return [{ ...row, firstAt, firstUnits, lastAt, lastUnits }]
}

const periodPair = ({ fund, asset, firstAt, lastAt }: Pair): PeriodPair => ({
  fund,
  asset,
  after: firstAt,
  upTo: lastAt,
})

/** An announced amount counts where nothing types the flows of its fund; otherwise it is among them. */
function announcedChange(
  { fund, asset, amount }: AnnouncedAmount,
  typedSince: ReadonlyMap<string, Date>,
): readonly KnownChangeRow[] {
  return fund === null || typedSince.has(fund) ? [] : [{ fund, asset, part: 'announced', units: amount }]
}

const orNull = (text: string | null): Decimal | null => (text === null ? null : dec(text))

/** A fund that is published as one dollar amount, whatever it holds. */
const isDollarTotal = ({ asset, priceSource }: PeriodEndRow) => asset === 'USD' && priceSource === 'venue'

function attributeFund(
  pairs: readonly Pair[],
  known: readonly KnownChangeRow[],
  typedSince: ReadonlyMap<string, Date>,
): AttributedFund {
  const [first] = pairs
  if (first === undefined) throw new RangeError('a fund without a balance has no change')
  const { fund, label, fundType } = first
  const since = typedSince.get(fund) ?? null
  const assets = pairs.map((pair) => ({
    pair,
    found: attributeAsset({
      asset: pair.asset,
      before: { units: dec(pair.firstUnits), valueUsd: orNull(pair.firstUsd) },
      after: { units: dec(pair.lastUnits), valueUsd: orNull(pair.lastUsd) },
      known: known
        .filter((row) => row.fund === fund && row.asset === pair.asset)
        .map((row) => ({ part: partOf(row.part), units: dec(row.units) })),
      typed: since !== null,
    }),
  }))
  const unpriced = assets.filter(({ found }) => found.changeUsd === null).map(({ pair }) => pair.asset)
  const unsplit = pairs.some(isDollarTotal)
  const parts = unsplit || unpriced.length > 0 ? [] : sumParts(assets.flatMap(({ found }) => found.parts))
  return {
    fund,
    label,
    fundType: fundTypeOf(fundType),
    partOf: first.partOf,
    flowsTyped: since !== null,
    assets: assets.map(({ pair, found }) => assetDto(pair, found, unsplit)),
    changeUsd: unpriced.length > 0 ? null : plain(sum(assets.map(({ found }) => found.changeUsd ?? ZERO))),
    parts: parts.map(usdDto),
    bound: null,
    reason: joinReasons([
      unsplit
        ? 'published as one dollar amount: what it holds is not known, so flow and price cannot be told apart'
        : null,
      unpriced.length > 0 ? `no dollar price at both ends for ${unpriced.join(', ')}` : null,
      since === null && !unsplit ? 'the venue publishes no flows of this fund' : null,
      since !== null && since > first.firstAt ? `flows are known since ${timeWords(since)}` : null,
      first.startsInside ? `first balance ${timeWords(first.firstAt)}` : null,
    ]),
  }
}

function assetDto(pair: Pair, found: AssetAttribution, unsplit: boolean): AttributedFund['assets'][number] {
  return {
    asset: pair.asset,
    before: endOf(pair.firstAt, pair.firstUnits, pair.firstUsd, pair.firstSha256),
    after: endOf(pair.lastAt, pair.lastUnits, pair.lastUsd, pair.lastSha256),
    changeUnits: plain(found.changeUnits),
    changeUsd: found.changeUsd === null ? null : plain(found.changeUsd),
    parts: unsplit
      ? []
      : found.parts.map(({ part, units, usd }) => ({
          part,
          units: plain(units),
          usd: usd === null ? null : plain(usd),
        })),
  }
}

function endOf(at: Date, units: string, valueUsd: string | null, rawSha256: string | null) {
  return { at: isoTime(at), units, valueUsd, rawSha256 }
}

const usdDto = ({ part, usd }: UsdPart) => ({ part, usd: plain(usd) })

async function withBound(db: Database, venue: string, fund: AttributedFund): Promise<AttributedFund> {
  const [total] = fund.assets
  if (fund.parts.length > 0 || fund.assets.length !== 1 || !total || total.parts.length > 0) return fund
  const { before, after } = total
  if (before.valueUsd === null || after.valueUsd === null || total.changeUnits === '0') return fund
  const prices = await readReferencePrices(db, venue, REFERENCE, [new Date(before.at), new Date(after.at)])
  if (prices === null) {
    return { ...fund, reason: joinReasons([fund.reason, `no bound: no ${REFERENCE} price of the venue at both ends`]) }
  }
  const change = dec(prices[1]).minus(prices[0])
  const reference = change.div(prices[0])
  const { low, high } = boundFlow(dec(before.valueUsd), dec(after.valueUsd), reference)
  const bound: AttributionBound = {
    lowUsd: plain(low.toDecimalPlaces(2)),
    highUsd: plain(high.toDecimalPlaces(2)),
    referenceAsset: REFERENCE,
    referenceReturn: ratio(change, dec(prices[0])) ?? 0,
  }
  return { ...fund, bound }
}

/** The summed funds of the venue together. One that began or ended inside the period brings or takes what it held. */
function totalOf(
  profile: VenueProfile,
  pairs: readonly Pair[],
  funds: readonly AttributedFund[],
  to: Date,
): { readonly total: AttributedTotal | null; readonly reason: string | null } {
  const { fundType } = profile
  const counted = funds.filter((fund) => fund.partOf === null && (fundType === null || fund.fundType === fundType))
  if (counted.length === 0) return { total: null, reason: profile.fundAbsence ?? 'no balance of a fund in this period' }
  const usable = counted.filter(
    ({ changeUsd, bound, assets }) => changeUsd !== null && bound === null && assets.every(hasParts),
  )
  const leftOut = counted.filter((fund) => !usable.includes(fund)).map(({ label }) => label)
  if (usable.length === 0) return { total: null, reason: counted[0]?.reason ?? 'no fund of the venue can be split' }
  const sums = usable.map((fund) => {
    const own = pairs.filter((pair) => pair.fund === fund.fund)
    const first = sum(own.map(({ firstUsd }) => dec(firstUsd ?? 0)))
    const last = sum(own.map(({ lastUsd }) => dec(lastUsd ?? 0)))
    const started = own.every(({ startsInside }) => startsInside)
    const ended = own.every(({ withdrawnAt }) => withdrawnAt !== null && withdrawnAt < to)
    return {
      before: started ? ZERO : first,
      after: ended ? ZERO : last,
      parts: [
        ...fund.parts.map(({ part, usd }) => ({ part, usd: dec(usd) })),
        ...(started ? [{ part: 'started', usd: first } as const] : []),
        ...(ended ? [{ part: 'ended', usd: last.negated() } as const] : []),
      ],
    }
  })
  const beforeUsd = sum(sums.map(({ before }) => before))
  const afterUsd = sum(sums.map(({ after }) => after))
  return {
    total: {
      fundType: usable[0]?.fundType ?? 'insurance',
      beforeUsd: plain(beforeUsd),
      afterUsd: plain(afterUsd),
      changeUsd: plain(afterUsd.minus(beforeUsd)),
      parts: sumParts(sums.flatMap(({ parts }) => parts)).map(usdDto),
      funds: usable.length,
      leftOut,
    },
    reason: leftOut.length > 0 ? 'funds that cannot be split are left out' : null,
  }
}

/** An asset whose change was split; one that did not change has no parts and needs none. */
function hasParts({ parts, changeUsd }: AttributedFund['assets'][number]): boolean {
  return parts.length > 0 || changeUsd === '0'
}
