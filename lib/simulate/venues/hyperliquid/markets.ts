import { type Decimal, dec, plain, ZERO } from '@/lib/core/decimal'
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
  const { mark, index, amount } = view.serveMarket(spec)
  const day = view.volume(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  return {
    funding: '0.0000125',
    openInterest: px(plain(amount)),
    prevDayPx: px(dayAgo),
    dayNtlVlm: px(plain(day.usd.toDecimalPlaces(6))),
    premium: spec.listed ? '0.0003' : null,
    oraclePx: px(index),
    markPx: px(mark),
    midPx: spec.listed ? px(mark) : null,
    impactPxs: spec.listed ? [px(mark), px(mark)] : null,
    dayBaseVlm: px(plain(day.baseUnits)),
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

const LEVELS_PER_SIDE = 20

/** Prices to so many significant figures: bids are rounded down, asks up. */
function roundTo(price: string, figures: number | null, up: boolean): string {
  if (figures === null) return price
  const step = dec(10).pow(Math.floor(Math.log10(Number(price))) - figures + 1)
  const count = dec(price).div(step)
  return plain((up ? count.ceil() : count.floor()).times(step))
}

function aggregate(levels: readonly { price: string; amount: Decimal }[], figures: number | null, up: boolean) {
  const sums = new Map<string, { sz: Decimal; n: number }>()
  for (const { price, amount } of levels) {
    const key = roundTo(price, figures, up)
    const { sz, n } = sums.get(key) ?? { sz: ZERO, n: 0 }
    sums.set(key, { sz: sz.plus(amount), n: n + 1 })
  }
  return [...sums].slice(0, LEVELS_PER_SIDE).map(([price, { sz, n }]) => ({ px: px(price), sz: px(plain(sz)), n }))
}

/** Twenty levels a side, bids first; added up to 2 to 5 significant figures when asked. Null for an unknown coin. */
export function answerBook(body: Readonly<Record<string, unknown>>, view: VenueView): Reply | null {
  const spec = view.findMarket(typeof body.coin === 'string' ? body.coin : '')
  if (!spec) return null
  const figures = typeof body.nSigFigs === 'number' ? body.nSigFigs : null
  const { bids, asks } = spec.listed ? view.orderBook(spec) : { bids: [], asks: [] }
  const levels = [aggregate(bids, figures, false), aggregate(asks, figures, true)]
  return answer(
    { coin: spec.market, time: view.now.getTime(), levels },
    {
      rows: [
        ['levels', '0'],
        ['levels', '1'],
      ],
      fields: ['levels', 'px'],
    },
  )
}
