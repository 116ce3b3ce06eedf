import type { ReactNode } from 'react'
import { Absent } from '@/app/_components/absent'
import { BandBar } from '@/app/_components/band-bar'
import { ExternalLink } from '@/app/_components/external-link'
import { StateBadge } from '@/app/_components/state-badge'
import { Change, Percent, Usd } from '@/app/_components/value'
import type { DecimalText, VenuePage } from '@/lib/queries/dto'
import { criteriaRows, markWords } from '@/lib/render/criteria'
import { formatCount, formatLeverage } from '@/lib/render/format'
import type { TermName } from '@/lib/render/glossary'
import { describeAdl } from '@/lib/render/overview-text'
import { disclosureWord, fundTypeWords, stateWords } from '@/lib/render/words'
import { adlNow } from './adl-now'
import styles from './facts.module.css'
import { WaterfallCell } from './waterfall-cell'

/** One line of the comparison: how to show it for a venue, and what to compare. */
export interface Fact {
  readonly label: string
  readonly term?: TermName
  readonly show: (page: VenuePage) => ReactNode
  /** For figures: marked largest and smallest where like stands with like. */
  readonly rank?: (page: VenuePage) => DecimalText | number | null
  /** For statements: marked where venues do not say the same. */
  readonly answer?: (page: VenuePage) => string | null
}

export interface FactGroup {
  readonly title: string
  /** Sizes of different kinds of fund are not ranked. */
  readonly ofFund: boolean
  readonly facts: readonly Fact[]
}

function reasonOf(page: VenuePage): string {
  return page.latest.reason ?? 'not yet collected'
}

function noFund(page: VenuePage): string {
  return page.fundAbsence ?? reasonOf(page)
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
        <Usd value={page.latest.usableUsd} reason={noFund(page)} />
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
    show: ({ latest }) => <Change value={latest.change24h} reason="no figure 24 h ago" />,
  },
  {
    label: 'Change 7 d',
    rank: ({ latest }) => latest.change7d,
    show: ({ latest }) => <Change value={latest.change7d} reason="no figure 7 d ago" />,
  },
  {
    label: 'Drawdown',
    term: 'drawdown',
    rank: ({ latest }) => latest.drawdown,
    show: ({ latest }) => <Percent value={latest.drawdown} reason="no history yet" />,
  },
  {
    label: 'Pools',
    term: 'pool',
    rank: (page) => (page.funds.length === 0 ? null : summedFunds(page)),
    show: (page) =>
      page.funds.length === 0 ? <Absent reason={noFund(page)} /> : formatCount(summedFunds(page), 'pool'),
  },
  {
    label: 'Negative pools',
    show: (page) => <Usd value={page.latest.negativePoolsUsd} reason={noFund(page)} />,
  },
]

const marketFacts: readonly Fact[] = [
  {
    label: 'Open interest',
    term: 'open_interest',
    rank: ({ latest }) => latest.oiUsd,
    show: (page) => <Usd value={page.latest.oiUsd} reason={reasonOf(page)} />,
  },
  {
    label: 'Covered by a fund',
    rank: ({ latest }) => latest.coveredOiUsd,
    show: (page) => <Usd value={page.latest.coveredOiUsd} reason={noFund(page)} />,
  },
  {
    label: 'Coverage',
    term: 'coverage',
    rank: ({ latest }) => latest.coverage,
    show: (page) => <Percent value={page.latest.coverage} reason={noFund(page)} />,
  },
  {
    label: 'Empties at a fall of',
    term: 'exhaustion_move',
    rank: ({ latest }) => latest.exhaustionMove?.low ?? null,
    show: (page) => (
      <BandBar band={page.latest.exhaustionMove} reason={page.fundAbsence ?? page.exhaustionReason ?? reasonOf(page)} />
    ),
  },
  {
    label: 'Weakest pool',
    term: 'weakest_pool',
    rank: ({ latest }) => latest.weakestFund?.coverage ?? null,
    show: (page) => {
      const { weakestFund } = page.latest
      if (weakestFund === null) return <Absent reason={page.fundAbsence ?? 'no pool of that size'} />
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

function historyMark(page: VenuePage) {
  return criteriaRows(page.disclosures).find(({ criterion }) => criterion === 'T2') ?? null
}

function recordSpan(page: VenuePage): string | null {
  const dates = page.figures.flatMap(({ date }) => (date === null ? [] : [date])).sort()
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined || last === undefined) return null
  return `${formatCount(page.figures.length, 'figure')} on record, ${first.slice(0, 4)} to ${last.slice(0, 4)}`
}

/** What a venue lets the public read, and how reading it goes; `renderedAt` is when the answer was made. */
function publishingFacts(renderedAt: string): readonly Fact[] {
  return [
    {
      label: 'Discloses its fund by',
      answer: (page) => page.disclosure,
      show: (page) => disclosureWord(page.disclosure),
    },
    {
      label: 'History it offers',
      answer: (page) => historyMark(page)?.mark ?? null,
      show: (page) => {
        const mark = historyMark(page)
        const span = recordSpan(page)
        return (
          <span className={styles.text}>
            {page.disclosures.length === 0 || mark === null ? <Absent reason="not judged" /> : markWords[mark.mark]}
            {mark?.judged && mark.mark !== 'under_review' ? (
              <span className={styles.small}>{mark.judged.note}</span>
            ) : null}
            {span === null ? null : <span className={styles.small}>{span}</span>}
          </span>
        )
      },
    },
    {
      label: 'State and age (UTC)',
      term: 'state',
      answer: ({ latest }) => stateWords[latest.state].word,
      show: ({ latest, expectedEveryS }) => (
        <StateBadge
          state={latest.state}
          checkedAt={latest.checkedAt}
          expectedEveryS={expectedEveryS}
          renderedAt={renderedAt}
          reason={latest.reason}
        />
      ),
    },
    {
      label: 'Sources we read',
      show: ({ sources }) =>
        sources.length === 0 ? (
          <Absent reason="none to collect" />
        ) : (
          <ul className={styles.list}>
            {sources.map(({ source, docsUrl, state }) => (
              <li key={source}>
                {docsUrl === null ? source : <ExternalLink href={docsUrl}>{source}</ExternalLink>}{' '}
                <span className={styles.inline}>{stateWords[state].word}</span>
              </li>
            ))}
          </ul>
        ),
    },
    {
      label: 'Before you compare',
      show: ({ notes }) =>
        notes.length === 0 ? (
          <Absent reason="no note" />
        ) : (
          <details className={styles.text}>
            <summary>{formatCount(notes.length, 'note')}</summary>
            <ul className={styles.list}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </details>
        ),
    },
  ]
}

/** Every line of the comparison, in groups. */
export function factGroups(renderedAt: string): readonly FactGroup[] {
  return [
    { title: 'Fund', ofFund: true, facts: fundFacts },
    { title: 'Against the market', ofFund: true, facts: marketFacts },
    { title: 'Rules', ofFund: false, facts: ruleFacts },
    { title: 'Publishing', ofFund: false, facts: publishingFacts(renderedAt) },
  ]
}
