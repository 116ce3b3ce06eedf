import type { Decimal } from '@/lib/core/decimal'
import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { marketsEndpoint, statisticsEndpoint, summaryEndpoint } from '@/lib/venues/aevo/schemas'

const SIDES_NOT_STATED = 'Aevo does not state whether it counts one side or both; taken as one side'

interface Listed {
  readonly market: MarketDescription
  readonly active: boolean
  readonly markPrice: Decimal | null
}

/** Every perpetual with its leverage limit, and the open interest of those that are active. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const listed = readMarkets(reader, received, true)
  for (const { body, payload } of bodiesOf(received, summaryEndpoint)) {
    const seen = new Set<string>()
    for (const raw of body.summaries) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        // Assets with options only have no such part.
        if (row.perpetual_info === undefined || row.perpetual_info === null) return null
        const asset = need(readText('asset', row.asset))
        const found = listed.get(asset)
        if (!found) return refuse('inconsistent', `${asset} has no perpetual in the list of markets`)
        if (!found.active) return null
        const perpetual = need(readRow(row.perpetual_info))
        const total = need(readRow(perpetual.open_interest)).total
        const observation = openInterestOf(need(readNonNegative('total', total)), found, payload)
        refuseSecond(seen, asset)
        return observation
      })
    }
  }
  return reader.result()
}

/** The volume in dollars of each asset that was asked for and answered. */
export function normaliseVolume(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const listed = readMarkets(reader, received, false)
  for (const { body, payload, request } of bodiesOf(received, statisticsEndpoint)) {
    reader.row(payload, body, (): VolumeObservation => {
      const asset = need(readText('asset', request.subject))
      const found = listed.get(asset)
      if (!found) return refuse('inconsistent', `${asset} has no perpetual in the list of markets`)
      return {
        kind: 'volume',
        market: found.market.market,
        baseUnits: null,
        valueUsd: need(readNonNegative('daily_volume', body.daily_volume)),
        observedAt: null,
        status: 'A',
        reason: null,
        payload,
      }
    })
  }
  return reader.result()
}

/** The assets with an active perpetual. Refusals are told when normalising. */
export function activeAssets(received: readonly Received[]): readonly string[] {
  return [...readMarkets(new RowReader(), received, false)].flatMap(([asset, { active }]) => (active ? [asset] : []))
}

/** Perpetuals by underlying asset. */
function readMarkets(reader: RowReader, received: readonly Received[], report: boolean): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>()
  for (const { body, payload } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, (): MarketObservation | null => {
        const row = need(readRow(raw))
        if (need(readText('instrument_type', row.instrument_type)) !== 'PERPETUAL') return null
        const baseAsset = need(readText('underlying_asset', row.underlying_asset))
        if (listed.has(baseAsset)) return refuse('duplicate', `a second perpetual of ${baseAsset}`)
        const quoteAsset = need(readText('quote_asset', row.quote_asset))
        const market: MarketDescription = {
          market: need(readText('instrument_name', row.instrument_name)),
          contractType: 'linear',
          marketKind: 'perpetual',
          baseAsset,
          quoteAsset,
          settleAsset: quoteAsset,
          segment: quoteAsset.toLowerCase(),
        }
        const active = row.is_active !== false
        const markPrice = reader.optional(payload, raw, readPositive('mark_price', row.mark_price))
        listed.set(baseAsset, { market, active, markPrice })
        if (!report) return null
        const maxLeverage = reader.optional(payload, raw, readPositive('max_leverage', row.max_leverage))
        return { kind: 'market', market, listed: active, maxLeverage, payload }
      })
    }
  }
  return listed
}

function openInterestOf(amount: Decimal, { market, markPrice }: Listed, payload: number): OpenInterestObservation {
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount,
    sourceSides: 1,
    markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt: null,
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.reason ?? SIDES_NOT_STATED,
    payload,
  }
}
