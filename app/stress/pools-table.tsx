import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Percent, Usd } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'
import type { StressResult } from '@/lib/core/metrics/stress'
import { formatCount, formatMultiple, formatUsd } from '@/lib/render/format'
import { type StressQuery, stressHref } from '@/lib/render/stress-query'
import type { PoolRow, PoolsTogether } from './pools'

const MOST_OPEN = 25

const usd = (value: number) => plain(dec(value))

/** One pool cannot pay for another: what that changes, in a sentence. */
export function isolationSentence({ sum, counted }: PoolsTogether, pooled: StressResult): string {
  const apart = formatUsd(usd(sum.residualToAdl))
  const together = formatUsd(usd(pooled.residualToAdl))
  return `No pool can pay for another. Taken one by one, ${sum.short} of ${formatCount(counted, 'pool')} could not pay for all of its loss, and ${apart} would go to ADL; as one common fund it would be ${together}.`
}

function PoolRows({ rows, query }: { readonly rows: readonly PoolRow[]; readonly query: StressQuery }) {
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
            {result.stressCoverage === null ? <Absent reason="no hole" /> : formatMultiple(result.stressCoverage)}
          </NumberCell>
          <NumberCell>
            {result.exhaustion !== null && result.exhaustion.gap < 0 ? (
              <Absent reason="slippage alone empties it" />
            ) : (
              <Percent value={result.exhaustion?.gap ?? null} reason="no move can exhaust it" />
            )}
          </NumberCell>
        </>
      )}
    </tr>
  ))
}

function Table({
  rows,
  query,
  caption,
}: {
  readonly rows: readonly PoolRow[]
  readonly query: StressQuery
  readonly caption: string
}) {
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
        <PoolRows rows={rows} query={query} />
      </tbody>
    </DataTable>
  )
}

/** The same move on every pool of the venue, largest first; each opens as a scenario of its own. */
export function PoolsTable({ together, query }: { readonly together: PoolsTogether; readonly query: StressQuery }) {
  const rest = together.rows.slice(MOST_OPEN)
  return (
    <>
      <Table rows={together.rows.slice(0, MOST_OPEN)} query={query} caption="The same move, pool by pool" />
      {rest.length === 0 ? null : (
        <details>
          <summary>{formatCount(rest.length, 'more pool')}, with less open interest</summary>
          <Table rows={rest} query={query} caption="Further pools" />
        </details>
      )}
    </>
  )
}
