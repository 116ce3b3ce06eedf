import type { AttributedFund } from '@/lib/queries/dto/attribution'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { FigureRow } from '@/lib/queries/dto/record'
import type { AdlRow, MarketRow } from '@/lib/queries/dto/venue'
import { formatCount } from '@/lib/render/format'
import { orderAdl, orderFunds, orderMarkets } from '@/lib/render/venue-text'

/** The rows of a long table that a venue's page shows, in reading order. */
export interface Shown<Row> {
  readonly rows: readonly Row[]
  /** By which rule these were chosen, of how many; null where all are shown. */
  readonly rule: string | null
}

const FUNDS = { most: 10, largest: 4 } as const
const MARKETS = 12
const SIGNALS = { most: 8, raised: 30 } as const
const CHANGES = 6
const FIGURES = 8
/** A table longer than its share by no more than this is shown whole: a page for three more rows helps nobody. */
const SLACK = 3

function pickFirst<Row>(rows: readonly Row[], most: number, rule: string): Shown<Row> {
  return rows.length <= most + SLACK ? { rows, rule: null } : { rows: rows.slice(0, most), rule }
}

/** Funds with the most open interest, then those with the lowest coverage, each with the fund it is part of. */
export function pickFunds(funds: readonly FundDetail[]): Shown<FundDetail> {
  const ordered = orderFunds(funds)
  if (ordered.length <= FUNDS.most + SLACK) return { rows: ordered, rule: null }
  const largest = ordered.filter(({ oiUsd }) => oiUsd !== null).slice(0, FUNDS.largest)
  const others = ordered.filter((fund) => !largest.includes(fund))
  const thinnest = others
    .flatMap((fund) => (fund.coverage === null ? [] : [{ fund, coverage: fund.coverage }]))
    .sort((a, b) => a.coverage - b.coverage)
    .slice(0, FUNDS.most - largest.length)
    .map(({ fund }) => fund)
  const rest = others.filter((fund) => !thinnest.includes(fund)).slice(0, FUNDS.most - largest.length - thinnest.length)
  const chosen = new Set([...largest, ...thinnest, ...rest].flatMap(({ fund, partOf }) => [fund, partOf]))
  const silent = ordered.filter(({ coverage }) => coverage === null).length
  const words = [
    largest.length === 0 ? null : `the ${largest.length} that come first by open interest`,
    thinnest.length === 0
      ? null
      : `the ${thinnest.length} with the lowest coverage${largest.length > 0 ? ' of the others' : ''}`,
    rest.length === 0 ? null : `${rest.length} without a coverage`,
  ].filter((word) => word !== null)
  const rows = ordered.filter(({ fund }) => chosen.has(fund))
  return {
    rows,
    rule: `${rows.length} of ${formatCount(ordered.length, 'pool')}: ${words.join(', ')}${silent === 0 ? '' : `; ${silent} of all state no coverage now`}`,
  }
}

/** Markets by open interest. */
export function pickMarkets(markets: readonly MarketRow[]): Shown<MarketRow> {
  const rows = orderMarkets(markets)
  return pickFirst(rows, MARKETS, `the ${MARKETS} with the most open interest of ${formatCount(rows.length, 'market')}`)
}

/** ADL signals nearest to the trigger, and further ones that are raised. */
export function pickSignals(signals: readonly AdlRow[]): Shown<AdlRow> {
  const rows = orderAdl(signals)
  const raised = rows.filter(({ level }) => level !== null && level > 0).length
  const most = Math.min(Math.max(SIGNALS.most, raised), SIGNALS.raised)
  const said = raised === 0 ? 'none of them raised' : `${raised} of them raised`
  return pickFirst(rows, most, `the ${most} nearest to the trigger of ${formatCount(rows.length, 'signal')}, ${said}`)
}

/** The funds of a period by how much they changed; a change without a dollar value is not known to be small, and comes last. */
export function orderChanges(funds: readonly AttributedFund[]): readonly AttributedFund[] {
  const size = ({ changeUsd }: AttributedFund) => (changeUsd === null ? -1 : Math.abs(Number(changeUsd)))
  return [...funds].sort((a, b) => size(b) - size(a) || a.label.localeCompare(b.label, 'en'))
}

/** The funds that changed most. */
export function pickChanges(funds: readonly AttributedFund[]): Shown<AttributedFund> {
  const rows = orderChanges(funds)
  const unpriced = rows.filter(({ changeUsd }) => changeUsd === null).length
  const said = unpriced === 0 ? '' : `; ${unpriced} changed by an amount without a dollar value`
  const count = formatCount(rows.length, 'fund')
  const isStill = rows.every(({ changeUsd }) => changeUsd !== null && Number(changeUsd) === 0)
  const rule = isStill
    ? `the first ${CHANGES} of ${count}; none changed in dollars`
    : `the ${CHANGES} that changed most of ${count}${said}`
  return pickFirst(rows, CHANGES, rule)
}

/** Published figures, newest first. */
export function orderFigures(figures: readonly FigureRow[]): readonly FigureRow[] {
  return [...figures].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
}

/** The newest published figures. */
export function pickFigures(figures: readonly FigureRow[]): Shown<FigureRow> {
  const rows = orderFigures(figures)
  return pickFirst(rows, FIGURES, `the newest ${FIGURES} of ${formatCount(rows.length, 'published figure')}`)
}

/** The pages of a venue that show one of its tables whole. */
export const venueTables = ['pools', 'markets', 'change', 'figures'] as const
export type VenueTable = (typeof venueTables)[number]

export const venueTablePath = (venue: string, table: VenueTable): string => `/venues/${venue}/${table}`
