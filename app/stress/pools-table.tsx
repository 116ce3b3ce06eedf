import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Usd } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'
import type { StressSide } from '@/lib/core/metrics/stress'
import { formatCount, formatUsd } from '@/lib/render/format'
import { type StressQuery, stressHref } from '@/lib/render/stress-query'
import { type HeadlineInput, moveWords } from '@/lib/render/stress-text'
import type { PoolRow, PoolsTogether } from './pools'
import { CoverageOf, SolvedMove } from './solved-move'

const MOST_OPEN = 25

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
        <Link href={stressHref({ ...query, fund: pool.fund ?? '' })} prefetch={false}>
          {pool.label}
        </Link>
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

function Table({ caption, ...rows }: RowsProps & { readonly caption: string }) {
  return (
    <DataTable caption={caption}>
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
        <PoolRows {...rows} />
      </tbody>
    </DataTable>
  )
}

/** The same move on every pool of the venue, largest first; each opens as a scenario of its own. */
export function PoolsTable({
  together,
  query,
  side,
}: {
  readonly together: PoolsTogether
  readonly query: StressQuery
  readonly side: StressSide
}) {
  const rest = together.rows.slice(MOST_OPEN)
  const common = { query, side }
  return (
    <>
      <Table rows={together.rows.slice(0, MOST_OPEN)} {...common} caption="The same move, pool by pool" />
      {rest.length === 0 ? null : (
        <details>
          <summary>{formatCount(rest.length, 'more pool')}, with less open interest</summary>
          <Table rows={rest} {...common} caption="Further pools" />
        </details>
      )}
    </>
  )
}
