import { Absent } from '@/app/_components/absent'
import { BandBar } from '@/app/_components/band-bar'
import { ExternalLink } from '@/app/_components/external-link'
import { Change, Percent, Usd } from '@/app/_components/value'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { formatCount, formatLeverage } from '@/lib/render/format'
import { describeAdl } from '@/lib/render/overview-text'
import { fundTypeWords } from '@/lib/render/words'
import { adlNow } from './adl-now'
import { contextFacts } from './context-facts'
import type { Fact, FactGroup } from './fact'
import styles from './facts.module.css'
import { measureFacts } from './measure-facts'
import { publishingFacts } from './publishing-facts'
import { WaterfallCell } from './waterfall-cell'

/** Why a figure is missing, in a word or two: the whole sentence stands once, in the first line that lacks it. */
function briefly({ latest, status, recordOnly, fundAbsence }: VenuePage): string {
  if (status === 'closed') return 'closed'
  if (recordOnly) return 'on record only'
  if (latest.state === 'failing') return 'source failing'
  if (fundAbsence !== null && latest.fundUsd === null) return 'no fund figure'
  return latest.state === 'none' ? 'not yet collected' : 'not stated'
}

function noFund(page: VenuePage): string {
  return page.fundAbsence ?? page.latest.reason ?? 'not yet collected'
}

/** A fund without a figure lacks what follows from it for the same reason. */
function unlessAbsent(page: VenuePage, reason: string): string {
  return page.latest.fundUsd === null ? briefly(page) : reason
}

function summedFunds(page: VenuePage): number {
  return page.funds.filter((fund) => fund.partOf === null && fund.fundType === page.latest.fundType).length
}

const fundFacts: readonly Fact[] = [
  {
    label: 'Kind of fund',
    answer: ({ latest }) => latest.fundType,
    show: (page) => {
      const { fundType } = page.latest
      if (fundType === null) return <Absent reason={noFund(page)} />
      return (
        <>
          {fundTypeWords[fundType].word}
          {page.fundName === null ? null : <span className={styles.small}>“{page.fundName}”</span>}
        </>
      )
    },
  },
  {
    label: 'Value',
    term: 'fund',
    rank: ({ latest }) => latest.fundUsd,
    show: (page) => <Usd value={page.latest.fundUsd} reason={noFund(page)} />,
  },
  {
    label: 'Usable before ADL',
    term: 'usable',
    rank: ({ latest }) => latest.usableUsd,
    show: (page) => (
      <>
        <Usd value={page.latest.usableUsd} reason={briefly(page)} />
        {page.latest.usableBasis === null ? null : (
          <span className={styles.small}>{page.latest.usableBasis === 'rule' ? 'by rule' : 'full balance'}</span>
        )}
      </>
    ),
  },
  {
    label: 'Change 24 h',
    term: 'change',
    rank: ({ latest }) => latest.change24h,
    show: (page) => <Change value={page.latest.change24h} reason={unlessAbsent(page, 'no figure 24 h ago')} />,
  },
  {
    label: 'Change 7 d',
    rank: ({ latest }) => latest.change7d,
    show: (page) => <Change value={page.latest.change7d} reason={unlessAbsent(page, 'no figure 7 d ago')} />,
  },
  {
    label: 'Drawdown',
    term: 'drawdown',
    rank: ({ latest }) => latest.drawdown,
    show: (page) => <Percent value={page.latest.drawdown} reason={unlessAbsent(page, 'no history yet')} />,
  },
  {
    label: 'Pools',
    term: 'pool',
    rank: (page) => (page.funds.length === 0 ? null : summedFunds(page)),
    show: (page) =>
      page.funds.length === 0 ? <Absent reason={briefly(page)} /> : formatCount(summedFunds(page), 'pool'),
  },
  {
    label: 'Negative pools',
    show: (page) => <Usd value={page.latest.negativePoolsUsd} reason={briefly(page)} />,
  },
]

const marketFacts: readonly Fact[] = [
  {
    label: 'Open interest',
    term: 'open_interest',
    rank: ({ latest }) => latest.oiUsd,
    show: (page) => <Usd value={page.latest.oiUsd} reason={briefly(page)} />,
  },
  {
    label: 'Covered by a fund',
    rank: ({ latest }) => latest.coveredOiUsd,
    show: (page) => <Usd value={page.latest.coveredOiUsd} reason={briefly(page)} />,
  },
  {
    label: 'Coverage',
    term: 'coverage',
    rank: ({ latest }) => latest.coverage,
    show: (page) => (
      <Percent
        value={page.latest.coverage}
        reason={page.latest.fundUsd === null ? briefly(page) : (page.latest.reason ?? briefly(page))}
      />
    ),
  },
  {
    label: 'Empties at a fall of',
    term: 'exhaustion_move',
    rank: ({ latest }) => latest.exhaustionMove?.low ?? null,
    show: (page) => (
      <BandBar
        band={page.latest.exhaustionMove}
        reason={page.latest.fundUsd === null ? briefly(page) : (page.exhaustionReason ?? briefly(page))}
      />
    ),
  },
  {
    label: 'Weakest pool',
    term: 'weakest_pool',
    rank: ({ latest }) => latest.weakestFund?.coverage ?? null,
    show: (page) => {
      const { weakestFund } = page.latest
      if (weakestFund === null) return <Absent reason={unlessAbsent(page, 'no pool of that size')} />
      return (
        <>
          <Percent value={weakestFund.coverage} reason="" />
          <span className={styles.small}>{page.weakestFundLabel ?? weakestFund.fund}</span>
        </>
      )
    },
  },
]

const ruleFacts: readonly Fact[] = [
  {
    label: 'Highest leverage',
    rank: ({ leverage }) => leverage.max,
    show: ({ leverage }) =>
      leverage.max === null ? <Absent reason={leverage.reason ?? 'not published'} /> : formatLeverage(leverage.max),
  },
  {
    label: 'When a liquidation fails',
    term: 'waterfall',
    answer: ({ waterfall }) => waterfall.map(({ name }) => name.toLowerCase()).join(' > ') || null,
    show: ({ waterfall }) => <WaterfallCell steps={waterfall} />,
  },
  {
    label: 'ADL now',
    term: 'adl',
    answer: (page) => describeAdl(adlNow(page)),
    show: (page) => {
      const adl = adlNow(page)
      return describeAdl(adl) ?? <Absent reason={adl.absence ?? 'not yet collected'} />
    },
  },
  {
    label: 'ADL rule',
    show: ({ adlProfile }) =>
      adlProfile.rule === null ? (
        <Absent reason="none on record" />
      ) : (
        <span className={styles.text}>
          {adlProfile.rule}
          {adlProfile.sourceUrl === null ? null : (
            <span className={styles.small}>
              Source: <ExternalLink href={adlProfile.sourceUrl} />
            </span>
          )}
        </span>
      ),
  },
]

/** Every line of the comparison, in groups. */
export function factGroups(renderedAt: string): readonly FactGroup[] {
  return [
    { title: 'Fund', ofFund: true, facts: fundFacts },
    { title: 'Against the market', ofFund: true, facts: marketFacts },
    { title: 'How much it could bear', ofFund: true, facts: measureFacts },
    { title: 'Liquidity and liquidations', ofFund: false, facts: contextFacts },
    { title: 'Rules', ofFund: false, facts: ruleFacts },
    { title: 'Publishing', ofFund: false, facts: publishingFacts(renderedAt) },
  ]
}
