import { Absent } from '@/app/_components/absent'
import { Percent, Usd } from '@/app/_components/value'
import type { StressFallRow, WorstDrawRow } from '@/lib/queries/dto/measures'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { formatMultiple, formatRatioPercent } from '@/lib/render/format'
import { drawWindowWords, lawWords } from '@/lib/render/measures-text'
import type { Fact } from './fact'
import styles from './facts.module.css'

const FALL = 0.2

function drawOf({ measures }: VenuePage, window: WorstDrawRow['window']): WorstDrawRow | null {
  return measures.worstDraws.windows.find((row) => row.window === window) ?? null
}

function fallOf({ measures }: VenuePage): StressFallRow | null {
  return measures.stress.find(({ fall }) => fall === FALL) ?? null
}

function centralOf(page: VenuePage): number | null {
  return fallOf(page)?.laws.find(({ law }) => law === 'central')?.stressCoverage ?? null
}

function drawFact(window: WorstDrawRow['window']): Fact {
  return {
    label: `Fund ÷ worst ${drawWindowWords(window)}`,
    term: 'worst_draw',
    rank: (page) => drawOf(page, window)?.multiple ?? null,
    show: (page) => {
      const row = drawOf(page, window)
      if (row === null || row.multiple === null) return <Absent reason={row?.reason ?? 'no history yet'} />
      return (
        <>
          {formatMultiple(row.multiple)}
          {row.to === null ? null : <span className={styles.small}>{row.to.slice(0, 10)}</span>}
        </>
      )
    },
  }
}

/** The metrics of methodology 1.3 beside the headline. */
export const measureFacts: readonly Fact[] = [
  {
    label: 'Usable share',
    term: 'usable_share',
    rank: ({ measures }) => measures.usableShare,
    show: ({ measures }) => <Percent value={measures.usableShare} reason={measures.usableShareReason ?? ''} />,
  },
  drawFact('1d'),
  drawFact('7d'),
  {
    label: 'Concentration of assets',
    term: 'asset_hhi',
    rank: ({ measures }) => measures.assets.hhi,
    show: ({ measures: { assets } }) =>
      assets.hhi === null ? (
        <Absent reason={assets.hhiReason ?? ''} />
      ) : (
        <>
          {assets.hhi.toFixed(2)}
          <span className={styles.small}>
            {assets.assets
              .slice(0, 3)
              .map(({ asset, share }) => `${asset} ${share === null ? '' : formatRatioPercent(share)}`)
              .join(', ')}
          </span>
        </>
      ),
  },
  {
    label: `Fund in a fall of ${formatRatioPercent(FALL)}`,
    term: 'wrong_way',
    rank: (page) => fallOf(page)?.wrongWayRatio ?? null,
    show: (page) => (
      <Percent value={fallOf(page)?.wrongWayRatio ?? null} reason={fallOf(page)?.wrongWayReason ?? 'no fund figure'} />
    ),
  },
  {
    label: 'After haircuts',
    term: 'haircut_value',
    rank: ({ measures }) => measures.assets.haircutUsd,
    show: ({ measures }) => (
      <Usd value={measures.assets.haircutUsd} reason={measures.assets.haircutReason ?? 'no fund figure'} />
    ),
  },
  {
    label: `Stress coverage at ${formatRatioPercent(FALL)}`,
    term: 'stress_coverage',
    rank: centralOf,
    show: (page) => {
      const row = fallOf(page)
      if (row === null || row.laws.length === 0) return <Absent reason={row?.reason ?? 'no fund figure'} />
      return (
        <ul className={styles.list}>
          {row.laws.map(({ law, stressCoverage }) => (
            <li key={law}>
              {stressCoverage === null ? 'no shortfall' : formatMultiple(stressCoverage)}{' '}
              <span className={styles.inline}>{lawWords[law]}</span>
            </li>
          ))}
        </ul>
      )
    },
  },
]
