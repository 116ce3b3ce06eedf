import { Absent } from '@/app/_components/absent'
import { Percent, Usd } from '@/app/_components/value'
import type { ContextMarket, LiquidationWindow } from '@/lib/queries/dto/context'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { boundWord, isNoneSeen, missingText } from '@/lib/render/context-text'
import { formatLeverage, formatMultiple } from '@/lib/render/format'
import type { Fact } from './fact'
import styles from './facts.module.css'

function largestOf({ marketContext }: VenuePage): ContextMarket | null {
  return marketContext.markets[0] ?? null
}

function noMarket({ marketContext: { absences, depthReason, volume } }: VenuePage): string {
  return missingText(absences.depth ?? absences.volume, depthReason ?? volume.reason)
}

function weekOf({ marketContext }: VenuePage): LiquidationWindow | null {
  return marketContext.liquidations.windows.find(({ window }) => window === '7d') ?? null
}

function bookedOf({ marketContext: { liquidations } }: VenuePage) {
  return liquidations.bookings.find(({ window }) => window === '7d')?.usd ?? null
}

function noLiquidations({ marketContext: { absences, liquidations } }: VenuePage): string {
  return missingText(absences.liquidations, liquidations.reason)
}

function depthRatio(page: VenuePage): number | null {
  return largestOf(page)?.depth.bands.at(-1)?.oiOverDepth ?? null
}

/** The market with the fewest daily moves in its thinnest margin, among the largest. */
function thinnestOf({ marketContext }: VenuePage): ContextMarket | null {
  const stated = marketContext.markets.flatMap((market) =>
    market.thinnestMarginMoves === null ? [] : [{ market, moves: market.thinnestMarginMoves }],
  )
  return stated.sort((a, b) => a.moves - b.moves)[0]?.market ?? null
}

/** What fund sizes are to be read against: trading, books, price moves, and what liquidations cost. */
export const contextFacts: readonly Fact[] = [
  {
    label: 'Volume, 24 h',
    term: 'volume',
    rank: ({ marketContext }) => marketContext.volume.volumeUsd,
    show: ({ marketContext: { volume, absences } }) => (
      <Usd value={volume.volumeUsd} reason={missingText(absences.volume, volume.reason)} />
    ),
  },
  {
    label: 'Fund ÷ volume',
    term: 'fund_over_volume',
    rank: ({ marketContext }) => marketContext.volume.fundOverVolume,
    show: ({ marketContext: { volume } }) => (
      <Percent value={volume.fundOverVolume} reason={volume.fundOverVolumeReason ?? 'no volume figure'} />
    ),
  },
  {
    label: 'Open interest ÷ depth, largest market',
    term: 'oi_over_depth',
    rank: depthRatio,
    show: (page) => {
      const market = largestOf(page)
      const value = depthRatio(page)
      if (market === null) return <Absent reason={noMarket(page)} />
      if (value === null) return <Absent reason={market.depth.reason ?? 'its book ends before 2 %'} />
      return (
        <>
          {formatMultiple(value)}
          <span className={styles.small}>{market.market}, within 2 %</span>
        </>
      )
    },
  },
  {
    label: 'Volatility a day, largest market',
    term: 'volatility',
    rank: (page) => largestOf(page)?.volatility.daily ?? null,
    show: (page) => {
      const market = largestOf(page)
      if (market === null) return <Absent reason={noMarket(page)} />
      return (
        <>
          <Percent value={market.volatility.daily} reason={market.volatility.reason ?? 'no price collected'} />
          <span className={styles.small}>{market.market}</span>
        </>
      )
    },
  },
  {
    label: 'Thinnest margin, in daily moves',
    term: 'thinnest_margin',
    rank: (page) => thinnestOf(page)?.thinnestMarginMoves ?? null,
    show: (page) => {
      const market = thinnestOf(page)
      if (market === null || market.thinnestMarginMoves === null) {
        return <Absent reason={largestOf(page)?.thinnestMarginReason ?? noMarket(page)} />
      }
      const leverage = market.maxLeverage === null ? '' : ` at ${formatLeverage(market.maxLeverage)}`
      return (
        <>
          {formatMultiple(market.thinnestMarginMoves)}
          <span className={styles.small}>{`${market.market}${leverage}`}</span>
        </>
      )
    },
  },
  {
    label: 'Liquidated, 7 d',
    term: 'liquidated',
    rank: (page) => weekOf(page)?.liquidatedUsd ?? null,
    show: (page) => {
      const row = weekOf(page)
      if (row === null) return <Absent reason={noLiquidations(page)} />
      if (isNoneSeen(row, row.liquidatedUsd)) return 'none seen'
      return (
        <>
          {row.liquidatedUsd === null ? '' : boundWord(row)}
          <Usd value={row.liquidatedUsd} reason={row.reason ?? 'no dollar value'} />
        </>
      )
    },
  },
  {
    label: 'Share beyond bankruptcy, 7 d',
    term: 'beyond_bankruptcy',
    rank: (page) => weekOf(page)?.beyondShare ?? null,
    show: (page) => {
      const row = weekOf(page)
      return row === null ? (
        <Absent reason={noLiquidations(page)} />
      ) : (
        <Percent value={row.beyondShare} reason={row.beyondReason ?? ''} />
      )
    },
  },
  {
    label: 'Bankruptcy losses booked, 7 d',
    rank: (page) => bookedOf(page),
    show: (page) => (
      <Usd
        value={bookedOf(page)}
        reason={page.marketContext.liquidations.bookings.length === 0 ? 'its flows are not typed' : 'no dollar price'}
      />
    ),
  },
  {
    label: 'Loss per liquidated, 7 d',
    term: 'loss_per_liquidated',
    rank: (page) => weekOf(page)?.lossRatio ?? null,
    show: (page) => {
      const row = weekOf(page)
      if (row === null) return <Absent reason={noLiquidations(page)} />
      return (
        <>
          {row.lossRatioAtMost ? 'at most ' : ''}
          <Percent value={row.lossRatio} reason={row.lossRatioReason ?? ''} />
        </>
      )
    },
  },
]
