import { Absent } from '@/app/_components/absent'
import { BandBar } from '@/app/_components/band-bar'
import { Change, Percent, Usd } from '@/app/_components/value'
import type { PinnedVenue } from '@/lib/queries/dto/pinned'
import { formatCount } from '@/lib/render/format'
import { describeAdl } from '@/lib/render/overview-text'
import { formatAge, formatTime } from '@/lib/render/time'
import { fundTypeWords } from '@/lib/render/words'
import type { Fact, FactGroup } from './fact'
import styles from './facts.module.css'

function reasonOf(page: PinnedVenue): string {
  return page.reason ?? 'not stated then'
}

/** A figure whose venue has others says itself why it is missing; the whole reason stands with the value. */
function briefly(page: PinnedVenue, reason: string): string {
  return page.at === null ? 'no figure' : reason
}

function observed(asOf: string, at: string | null) {
  if (at === null) return <Absent reason="no figure" />
  return (
    <>
      <time dateTime={at}>{formatTime(at)}</time>
      <span className={styles.small}>{formatAge(Date.parse(asOf) - Date.parse(at))} before</span>
    </>
  )
}

const fundFacts: readonly Fact<PinnedVenue>[] = [
  {
    label: 'Kind of fund',
    answer: ({ fundType }) => fundType,
    show: ({ fundType, fundAbsence }) =>
      fundType === null ? <Absent reason={fundAbsence ?? 'not known'} /> : fundTypeWords[fundType].word,
  },
  {
    label: 'Value',
    term: 'fund',
    rank: ({ fundUsd }) => fundUsd,
    show: (page) => <Usd value={page.fundUsd} reason={reasonOf(page)} />,
  },
  {
    label: 'Usable before ADL',
    term: 'usable',
    rank: ({ usableUsd }) => usableUsd,
    show: (page) => (
      <>
        <Usd value={page.usableUsd} reason={briefly(page, 'not stated then')} />
        {page.usableBasis === null ? null : (
          <span className={styles.small}>{page.usableBasis === 'rule' ? 'by rule' : 'full balance'}</span>
        )}
      </>
    ),
  },
  {
    label: 'Change 24 h',
    term: 'change',
    rank: ({ change24h }) => change24h,
    show: (page) => <Change value={page.change24h} reason={briefly(page, 'no figure 24 h before')} />,
  },
  {
    label: 'Change 7 d',
    rank: ({ change7d }) => change7d,
    show: (page) => <Change value={page.change7d} reason={briefly(page, 'no figure 7 d before')} />,
  },
  {
    label: 'Pools',
    term: 'pool',
    rank: ({ pools }) => (pools === 0 ? null : pools),
    show: (page) => (page.pools === 0 ? <Absent reason="no figure" /> : formatCount(page.pools, 'pool')),
  },
  {
    label: 'Negative pools',
    show: (page) => <Usd value={page.negativePoolsUsd} reason={briefly(page, 'not stated then')} />,
  },
]

const marketFacts: readonly Fact<PinnedVenue>[] = [
  {
    label: 'Open interest',
    term: 'open_interest',
    rank: ({ oiUsd }) => oiUsd,
    show: (page) => <Usd value={page.oiUsd} reason={briefly(page, 'not stated then')} />,
  },
  {
    label: 'Covered by a fund',
    rank: ({ coveredOiUsd }) => coveredOiUsd,
    show: (page) => <Usd value={page.coveredOiUsd} reason={briefly(page, 'not stated then')} />,
  },
  {
    label: 'Coverage',
    term: 'coverage',
    rank: ({ coverage }) => coverage,
    show: (page) => <Percent value={page.coverage} reason={briefly(page, reasonOf(page))} />,
  },
  {
    label: 'Empties at a fall of',
    term: 'exhaustion_move',
    rank: ({ exhaustionMove }) => exhaustionMove?.low ?? null,
    show: (page) => <BandBar band={page.exhaustionMove} reason={briefly(page, 'not stated then')} />,
  },
  {
    label: 'Weakest pool',
    term: 'weakest_pool',
    rank: ({ weakestFund }) => weakestFund?.coverage ?? null,
    show: (page) =>
      page.weakestFund === null ? (
        <Absent reason={briefly(page, 'no pool of that size')} />
      ) : (
        <>
          <Percent value={page.weakestFund.coverage} reason="" />
          <span className={styles.small}>{page.weakestFund.label}</span>
        </>
      ),
  },
  {
    label: 'ADL then',
    term: 'adl',
    answer: ({ adl }) => describeAdl(adl),
    show: ({ adl }) => describeAdl(adl) ?? <Absent reason={adl.absence ?? 'not collected then'} />,
  },
]

const NOT_KEPT = ['Drawdown', 'State of the sources', 'Highest leverage', 'Rules and what is published'] as const

/** Every line of a pinned comparison; what is not kept for an earlier moment says so and shows nothing of today. */
export function pinnedGroups(asOf: string, elsewhere = 'see the live comparison'): readonly FactGroup<PinnedVenue>[] {
  return [
    { title: 'Fund', ofFund: true, facts: fundFacts },
    { title: 'Against the market', ofFund: true, facts: marketFacts },
    {
      title: 'Clocks (UTC)',
      ofFund: false,
      facts: [
        { label: 'Figures of', show: ({ at }) => observed(asOf, at) },
        { label: 'Fund observed', show: ({ fundObservedAt }) => observed(asOf, fundObservedAt) },
        { label: 'Open interest observed', show: ({ oiObservedAt }) => observed(asOf, oiObservedAt) },
        { label: 'Said of them', show: ({ reason }) => reason ?? 'nothing missing' },
      ],
    },
    {
      title: 'Not kept for an earlier moment',
      ofFund: false,
      facts: NOT_KEPT.map((label) => ({ label, show: () => <Absent reason={elsewhere} /> })),
    },
  ]
}
