import { groupBy } from '@/lib/core/collections'
import { REGROUPING_KINDS } from '@/lib/core/ledger/membership'
import type { Database } from '@/lib/db/client'
import { readDisclosureChanges, readHoldings, readRegroupings } from '@/lib/db/repositories/disclosure'
import {
  readAdlLatest,
  readBalanceLatest,
  readFundLatest,
  readFunds,
  readOpenFundMarkets,
  readVenueLatest,
  type VenueLatestRow,
} from '@/lib/db/repositories/latest'
import {
  type LeverageRow,
  type ListedMarketRow,
  readListedMarkets,
  readMaxLeverage,
} from '@/lib/db/repositories/market'
import { readEvents, readFigures } from '@/lib/db/repositories/record'
import { readSourceStatus } from '@/lib/db/repositories/source'
import { adlRow } from '@/lib/queries/adl'
import { disclosureOf } from '@/lib/queries/disclosures'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { Latest } from '@/lib/queries/dto/latest'
import type { LeverageBlock, MarketRow, OpenInterestBlock, VenueData } from '@/lib/queries/dto/venue'
import { fundDetails } from '@/lib/queries/funds'
import { venueHealth } from '@/lib/queries/health'
import { exhaustionReasonOf, latestOfVenue, maxLeverageOf, venueRow } from '@/lib/queries/latest'
import { readMarketContext } from '@/lib/queries/market-context'
import { measuresOf, summedFunds } from '@/lib/queries/measures'
import { metaOf } from '@/lib/queries/overview'
import { changeRow, eventRow, figureRow } from '@/lib/queries/record-rows'
import { readRemarks } from '@/lib/queries/remarks'
import { sourceRows } from '@/lib/queries/sources'
import { contractTypeOf, isoTime, marketKindOf, orNull } from '@/lib/queries/words'
import { noWorstDraws, readWorstDraws } from '@/lib/queries/worst-draws'
import { findProfile, type VenueProfile } from '@/lib/record/profiles'

const MOST_CHANGES = 100

/**
 * Everything a venue page shows, and the API's detail of it; null for a slug that is neither listed nor on record.
 * Figures too old to state are null with the reason; amounts are decimal text in US dollars.
 */
export async function readVenue(
  db: Database,
  venue: string,
  { now }: { readonly now: Date },
): Promise<VenueData | null> {
  const profile = findProfile(venue)
  if (profile === null) return null
  const [
    rows,
    funds,
    fundLatest,
    balances,
    fundMarkets,
    sources,
    markets,
    leverages,
    adl,
    events,
    figures,
    changes,
    holdings,
    regrouped,
    remarks,
  ] = await Promise.all([
    readVenueLatest(db, venue),
    readFunds(db, venue),
    readFundLatest(db, venue),
    readBalanceLatest(db, venue),
    readOpenFundMarkets(db, venue),
    readSourceStatus(db, venue),
    readListedMarkets(db, venue),
    readMaxLeverage(db, venue),
    readAdlLatest(db, venue),
    readEvents(db, venue),
    readFigures(db, venue),
    readDisclosureChanges(db, { venue, limit: MOST_CHANGES }),
    readHoldings(db, venue),
    readRegroupings(db, venue, REGROUPING_KINDS),
    readRemarks(db, now),
  ])
  const row = rows[0] ?? null
  const leverage = leverages.get(venue) ?? null
  const health = venueHealth(profile, sources, now)
  const latest = latestOfVenue(profile, row, health)
  const details = fundDetails(
    { funds, latest: fundLatest, balances, markets: fundMarkets, sources, regrouped },
    { profile, health, now },
  )
  const module = profile.module
  const absence = unmeasured(profile, latest)
  const [marketContext, worstDraws] = await Promise.all([
    readMarketContext(db, { profile, sources, markets, fundUsd: latest.fundUsd, now }),
    absence === null
      ? readWorstDraws(db, venue, { single: singleBalance(summedFunds({ funds: details, latest })), now })
      : noWorstDraws(absence),
  ])
  const page = {
    ...venueRow(profile, latest, leverage, remarks.get(venue)),
    funds: details,
    openInterest: openInterestOf(profile, row, markets),
    adl: adl.map(adlRow),
    waterfall: module?.waterfall ?? [],
    leverage: leverageOf(profile, leverage),
    ...disclosureOf(profile, { sources, holdings, now }),
    events: events.map(eventRow),
    marketContext,
    measures: measuresOf({
      latest,
      funds: details,
      stored: fundLatest,
      markets,
      nativeTokens: module?.nativeTokens ?? [],
      absence,
      worstDraws,
    }),
    statusNote: profile.statusNote,
    recordOnly: profile.recordOnly,
    fundName: module?.fundName ?? null,
    fundAbsence: profile.fundAbsence,
    exhaustionReason: exhaustionReasonOf(row, health, latest),
    weakestFundLabel: details.find((fund) => fund.fund === latest.weakestFund?.fund)?.label ?? null,
    adlProfile: adlProfileOf(profile),
    leveragePolicy: module?.leverage ?? null,
    notes: module?.notes ?? [],
    openInterestNote: module?.openInterest.note ?? null,
    docsUrl: module?.links.docs ?? null,
    sources: sourceRows(profile, sources, now),
    figures: figures.map(figureRow),
    markets: marketRows(markets, fundMarkets),
    expectedEveryS: health.expectedEveryS,
    changes: changes.map(changeRow),
  }
  return { page, meta: metaOf(sources, now) }
}

/** Why nothing is measured of a venue's fund now; null where something may be. */
function unmeasured(profile: VenueProfile, latest: Latest): string | null {
  if (profile.recordOnly) return 'on record only: nothing is collected'
  if (profile.status === 'closed') return 'closed: nothing is collected'
  if (latest.fundType === 'counterparty') return 'a pool that trades against everyone is no insurance fund'
  return latest.fundUsd === null ? (profile.fundAbsence ?? 'no fund figure') : null
}

function singleBalance(summed: readonly FundDetail[]) {
  const [fund, another] = summed
  const [balance, second] = fund?.balances ?? []
  return fund && balance && !another && !second ? { fund: fund.fund, asset: balance.asset } : null
}

function openInterestOf(
  profile: VenueProfile,
  row: VenueLatestRow | null,
  markets: readonly ListedMarketRow[],
): OpenInterestBlock {
  return {
    oiUsd: row?.oiUsd ?? null,
    markets: markets.length,
    sourceSides: profile.module?.openInterest.sourceSides ?? 1,
    observedAt: orNull(row?.oiObservedAt ?? null, isoTime),
  }
}

function leverageOf(profile: VenueProfile, collected: LeverageRow | null): LeverageBlock {
  const policy = profile.module?.leverage ?? null
  const max = maxLeverageOf(profile, collected)
  const policyDay = policy?.observedOn ? `${policy.observedOn}T00:00:00.000Z` : null
  return {
    max,
    reason: max === null ? (policy?.reason ?? profile.fundAbsence) : null,
    sourceUrl: policy?.sourceUrl ?? null,
    observedAt: collected ? orNull(collected.observedAt, isoTime) : policyDay,
  }
}

function adlProfileOf(profile: VenueProfile) {
  const adl = profile.module?.adl
  return {
    signal: adl?.signal ?? null,
    absence: adl?.absence ?? (adl?.signal ? null : 'no public signal'),
    rule: adl?.rule ?? null,
    sourceUrl: adl?.sourceUrl ?? null,
  }
}

function marketRows(
  markets: readonly ListedMarketRow[],
  covered: readonly { readonly fund: string; readonly market: string }[],
): readonly MarketRow[] {
  const funds = groupBy(covered, (row) => row.market)
  return markets.map((row) => ({
    market: row.market,
    contractType: contractTypeOf(row.contractType),
    marketKind: marketKindOf(row.marketKind),
    settleAsset: row.settleAsset,
    maxLeverage: orNull(row.maxLeverage, Number),
    valueUsd: row.valueUsd,
    observedAt: orNull(row.observedAt, isoTime),
    reason: row.observedAt === null ? 'not yet collected' : row.reason,
    funds: (funds.get(row.market) ?? []).map(({ fund }) => fund),
    rawSha256: row.rawSha256,
  }))
}
