import { Absent } from '@/app/_components/absent'
import { ExternalLink } from '@/app/_components/external-link'
import { StateBadge } from '@/app/_components/state-badge'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { criteriaRows, markWords } from '@/lib/render/criteria'
import { formatCount } from '@/lib/render/format'
import { disclosureWord, stateWords } from '@/lib/render/words'
import type { Fact } from './fact'
import styles from './facts.module.css'

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
export function publishingFacts(renderedAt: string): readonly Fact[] {
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
