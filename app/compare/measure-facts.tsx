import { Absent } from '@/app/_components/absent'
import { Percent, Usd } from '@/app/_components/value'
import type { StressFallRow, WorstDrawRow } from '@/lib/queries/dto/measures'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { formatMultiple, formatRatioPercent } from '@/lib/render/format'
import { drawWindowWords, lawWords } from '@/lib/render/measures-text'
import type { Fact } from './fact'
import styles from './facts.module.css'

const FALL = 0.2

/** The whole sentence stands once, in the first line of the fund. */
function briefly({ latest }: VenuePage, reason: string | null | undefined): string {
  return latest.fundUsd === null ? 'no fund figure' : (reason ?? 'not known')
}

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
      if (row === null || row.multiple === null) return <Absent reason={briefly(page, row?.reason)} />
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
    show: (page) => (
      <Percent value={page.measures.usableShare} reason={briefly(page, page.measures.usableShareReason)} />
    ),
  },
  drawFact('1d'),
  drawFact('7d'),
  {
    label: 'Concentration of assets',
    term: 'asset_hhi',
    rank: ({ measures }) => measures.assets.hhi,
    show: (page) => {
      const { assets } = page.measures
      if (assets.hhi === null) return <Absent reason={briefly(page, assets.hhiReason)} />
      return (
        <>
          {assets.hhi.toFixed(2)}
          <span className={styles.small}>
            {assets.assets
              .slice(0, 3)
              .map(({ asset, share }) => `${asset} ${share === null ? '' : formatRatioPercent(share)}`)
              .join(', ')}
          </span>
        </>
      )
    },
  },
  {
    label: `Fund in a fall of ${formatRatioPercent(FALL)}`,
    term: 'wrong_way',
    rank: (page) => fallOf(page)?.wrongWayRatio ?? null,
    show: (page) => (
      <Percent value={fallOf(page)?.wrongWayRatio ?? null} reason={briefly(page, fallOf(page)?.wrongWayReason)} />
    ),
  },
  {
    label: 'After haircuts',
    term: 'haircut_value',
    rank: ({ measures }) => measures.assets.haircutUsd,
    show: (page) => (
      <Usd value={page.measures.assets.haircutUsd} reason={briefly(page, page.measures.assets.haircutReason)} />
    ),
  },
  {
    label: `Stress coverage at ${formatRatioPercent(FALL)}`,
    term: 'stress_coverage',
    rank: centralOf,
    show: (page) => {
      const row = fallOf(page)
      if (row === null || row.laws.length === 0) return <Absent reason={briefly(page, row?.reason)} />
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
