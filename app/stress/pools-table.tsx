import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { ShownLine } from '@/app/_components/shown-line'
import { Usd } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'
import type { StressSide } from '@/lib/core/metrics/stress'
import { formatCount, formatUsd } from '@/lib/render/format'
import { allPoolsHref, type StressQuery, stressHref } from '@/lib/render/stress-query'
import { type HeadlineInput, moveWords } from '@/lib/render/stress-text'
import type { PoolRow, PoolsTogether } from './pools'
import { CoverageOf, SolvedMove } from './solved-move'

const SHOWN = 12
/** A page for three more rows helps nobody. */
const SLACK = 3

const usd = (value: number) => plain(dec(value))

/** The answer for a venue: what its pools do one by one, then what one common fund would. */
export function isolationSentences(
  { sum, counted, rows }: PoolsTogether,
  { side, gap, slippage, subject, law, result }: HeadlineInput,
): readonly string[] {
  const left = rows.length - counted
  const without = left === 0 ? '' : ` Of ${formatCount(left, 'pool')} the figures are missing.`
  const short =
    sum.short === 0
      ? `each of ${formatCount(counted, 'pool')} could pay what it loses`
      : `${sum.short} of ${formatCount(counted, 'pool')} could not pay all they lose`
  const paid = `Of a hole of ${formatUsd(usd(sum.shortfall))} the funds pay ${formatUsd(usd(sum.fundDraw))}; ${formatUsd(usd(sum.residualToAdl))} would go to auto-deleveraging.`
  const rest = result.residualToAdl === 0 ? 'nothing' : formatUsd(usd(result.residualToAdl))
  return [
    `${moveWords(side, gap, slippage)} at ${subject}, under the law “${law}”: ${short}. ${paid}${without}`,
    `One pool does not pay for another. Were they one common fund, ${rest} would go to ADL; the figures below are of that, the table of pools has each by itself.`,
  ]
}

interface RowsProps {
  readonly rows: readonly PoolRow[]
  readonly query: StressQuery
  readonly side: StressSide
}

function PoolRows({ rows, query, side }: RowsProps) {
  return rows.map(({ pool, result, reason }) => (
    <tr key={pool.fund}>
      <th scope="row">
        <a href={stressHref({ ...query, fund: pool.fund ?? '' })}>{pool.label}</a>
      </th>
      <NumberCell>
        <Usd value={pool.openInterestUsd} reason="not stated" />
      </NumberCell>
      <NumberCell>
        <Usd value={pool.usableUsd} reason="not stated" />
      </NumberCell>
      {result === null ? (
        <td colSpan={4}>
          <Absent reason={reason ?? 'not stated'} />
        </td>
      ) : (
        <>
          <NumberCell>
            <Usd value={usd(result.shortfall)} reason="" />
          </NumberCell>
          <NumberCell>
            <Usd value={usd(result.residualToAdl)} reason="" />
          </NumberCell>
          <NumberCell>
            <CoverageOf result={result} side={side} />
          </NumberCell>
          <NumberCell>
            <SolvedMove result={result} side={side} />
          </NumberCell>
        </>
      )}
    </tr>
  ))
}

/** The same move on every pool of the venue, largest first; each opens as a scenario of its own. */
export function PoolsTable({
  together: { rows },
  query,
  side,
  whole,
}: {
  readonly together: PoolsTogether
  readonly query: StressQuery
  readonly side: StressSide
  /** Every pool, however many there are. */
  readonly whole: boolean
}) {
  const cut = !whole && rows.length > SHOWN + SLACK
  const count = formatCount(rows.length, 'pool')
  return (
    <>
      <ShownLine rule={cut ? `the ${SHOWN} with the most open interest of ${count}` : null} href={allPoolsHref(query)}>
        {`All ${count}`}
      </ShownLine>
      <DataTable caption="The same move, pool by pool">
        <thead>
          <tr>
            <ColumnHeader>Pool</ColumnHeader>
            <ColumnHeader numeric>Open interest</ColumnHeader>
            <ColumnHeader numeric>Usable</ColumnHeader>
            <ColumnHeader numeric>Hole</ColumnHeader>
            <ColumnHeader numeric>Left to ADL</ColumnHeader>
            <ColumnHeader numeric>Stress coverage</ColumnHeader>
            <ColumnHeader numeric>Empties at</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          <PoolRows rows={cut ? rows.slice(0, SHOWN) : rows} query={query} side={side} />
        </tbody>
      </DataTable>
    </>
  )
}
