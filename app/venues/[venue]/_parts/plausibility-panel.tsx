import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import type { PlausibilityRow } from '@/lib/queries/dto/plausibility'
import { formatCount, formatInteger } from '@/lib/render/format'
import { basisWords, formatP, formatStatistic } from '@/lib/render/plausibility-text'
import styles from './parts.module.css'

const MOST_LISTED = 12

function isSaid({ outcome }: PlausibilityRow): boolean {
  return outcome === 'pattern' || outcome === 'none'
}

/** True when a test had enough samples to say something. */
export function hasFindings(tests: readonly PlausibilityRow[]): boolean {
  return tests.some(isSaid)
}

/** The tests that had enough samples, patterns first; the others are in the API only. */
export function PlausibilityPanel({
  tests,
  venue,
}: {
  readonly tests: readonly PlausibilityRow[]
  readonly venue: string
}) {
  const said = tests.filter(isSaid)
  const patterns = said.filter(({ outcome }) => outcome === 'pattern')
  const rows = [...patterns, ...said.filter(({ outcome }) => outcome === 'none')]
  const basis = said[0]?.basis
  return (
    <>
      <p className={styles.text}>
        {patterns.length === 0
          ? `None of ${formatCount(said.length, 'test')} with enough samples shows a pattern.`
          : `${formatInteger(patterns.length)} of ${formatCount(said.length, 'test')} with enough samples ${patterns.length === 1 ? 'shows' : 'show'} a pattern.`}{' '}
        {basis === undefined ? '' : basisWords[basis]}
      </p>
      <DataTable caption="Plausibility tests">
        <thead>
          <tr>
            <ColumnHeader>Test</ColumnHeader>
            <ColumnHeader>What it says</ColumnHeader>
            <ColumnHeader numeric>Samples</ColumnHeader>
            <ColumnHeader numeric>Statistic</ColumnHeader>
            <ColumnHeader numeric>p, adjusted</ColumnHeader>
            <ColumnHeader>Days</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.test} ${row.series}`}>
              <th scope="row">
                {row.title}
                <span className={styles.under}>{row.series}</span>
              </th>
              <td className={styles.note}>
                {row.outcome === 'pattern' ? <strong>Pattern: </strong> : null}
                {row.finding}
                {row.innocent === null ? null : (
                  <span className={styles.under}>It may be innocent: {row.innocent}</span>
                )}
                {row.where.length > 3 && row.outcome === 'pattern' ? (
                  <details>
                    <summary>Where</summary>
                    {row.where.slice(0, MOST_LISTED).join(', ')}
                    {row.where.length > MOST_LISTED ? ` and ${row.where.length - MOST_LISTED} more, in the API` : ''}
                  </details>
                ) : null}
              </td>
              <NumberCell>{formatInteger(row.sample)}</NumberCell>
              <NumberCell>{formatStatistic(row)}</NumberCell>
              <NumberCell>{row.pAdjusted === null ? 'counted' : formatP(row.pAdjusted)}</NumberCell>
              <td>{row.from === null ? '' : `${row.from} to ${row.to}`}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.small}>
        Adjusted by Holm over all tests of this venue that have a p; a pattern needs 0.01 or less and the declared size.
        “Counted”: no chance is reckoned, what is counted should not occur. All tests, also those whose sample is too
        small to speak of: <a href={`/api/v1/venues/${venue}/plausibility`}>JSON</a>,{' '}
        <a href={`/api/v1/plausibility.csv?venue=${venue}`}>CSV</a>.
      </p>
    </>
  )
}
