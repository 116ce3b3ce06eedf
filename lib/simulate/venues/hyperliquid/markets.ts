import { plain } from '@/lib/core/decimal'
import { answer, type Reply } from '@/lib/simulate/responder'
import { dexes, spotTokens } from '@/lib/simulate/venues/hyperliquid/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

/** A decimal as HyperCore writes it: no trailing zeros, at least one digit after the point. */
export function px(text: string): string {
  const trimmed = text.includes('.') ? text.replace(/0+$/, '') : `${text}.`
  return trimmed.endsWith('.') ? `${trimmed}0` : trimmed
}

function universeRow(spec: MarketSpec) {
  return {
    szDecimals: spec.sizeDecimals,
    name: spec.market,
    maxLeverage: spec.maxLeverage,
    marginTableId: spec.maxLeverage,
    ...(spec.listed ? {} : { isDelisted: true }),
    ...(spec.segment === '' ? {} : { onlyIsolated: true, marginMode: 'strictIsolated' }),
  }
}

function contextRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount, usd } = view.serveMarket(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  return {
    funding: '0.0000125',
    openInterest: px(plain(amount)),
    prevDayPx: px(dayAgo),
    dayNtlVlm: px(plain(usd.times('1.4').toDecimalPlaces(6))),
    premium: spec.listed ? '0.0003' : null,
    oraclePx: px(index),
    markPx: px(mark),
    midPx: spec.listed ? px(mark) : null,
    impactPxs: spec.listed ? [px(mark), px(mark)] : null,
    dayBaseVlm: px(plain(amount.times('1.4').toDecimalPlaces(2))),
  }
}

function readDex(body: Readonly<Record<string, unknown>>, view: VenueView) {
  const name = body.dex ?? ''
  const dex = dexes.find((entry) => entry.name === name)
  return dex ? { dex, markets: view.markets.filter((spec) => spec.segment === dex.name) } : null
}

function metaOf(markets: readonly MarketSpec[], collateralToken: number) {
  const tables = [...new Set(markets.map((spec) => spec.maxLeverage))]
  return {
    universe: markets.map(universeRow),
    marginTables: tables.map((maxLeverage) => [
      maxLeverage,
      { description: '', marginTiers: [{ lowerBound: '0.0', maxLeverage }] },
    ]),
    collateralToken,
  }
}

/** `[meta, contexts]`, aligned by position. `null` for a dex that does not exist. */
export function answerContexts(body: Readonly<Record<string, unknown>>, view: VenueView): Reply | null {
  const found = readDex(body, view)
  if (!found) return null
  const contexts = found.markets.map((spec) => contextRow(view, spec))
  return answer([metaOf(found.markets, found.dex.collateralToken), contexts], {
    rows: [['0', 'universe'], ['1']],
    fields: ['openInterest', 'markPx'],
  })
}

export function answerMeta(body: Readonly<Record<string, unknown>>, view: VenueView): Reply | null {
  const found = readDex(body, view)
  if (!found) return null
  return answer(metaOf(found.markets, found.dex.collateralToken), { rows: [['universe']], fields: ['universe'] })
}

/** The main dex is `null`, the first. */
export function answerDexes(): Reply {
  const rows = dexes.map((dex) =>
    dex.name === ''
      ? null
      : {
          name: dex.name,
          fullName: dex.fullName,
          deployer: dex.deployer,
          oracleUpdater: null,
          feeRecipient: null,
          assetToStreamingOiCap: [],
        },
  )
  return answer(rows, { fields: ['name'] })
}

export function answerSpotMeta(): Reply {
  const tokens = spotTokens.map(({ name, index }) => ({
    name,
    szDecimals: 2,
    weiDecimals: 8,
    index,
    tokenId: `0x${index.toString(16).padStart(32, '0')}`,
    isCanonical: true,
    evmContract: null,
    fullName: null,
  }))
  return answer({ tokens, universe: [] }, { rows: [['tokens']], fields: ['name', 'index'] })
}

/** Coins whose open interest has reached its cap: none but in a stress hour. */
export function answerCapped(view: VenueView): Reply {
  const { phase, event } = view.stress()
  const capped =
    phase === 'active' && event !== null
      ? view.markets.filter((spec) => spec.segment === '' && view.roll(`cap ${spec.market}`, event.startMinute) < 0.05)
      : []
  return answer(
    capped.map((spec) => spec.market),
    { fields: ['name'] },
  )
}
