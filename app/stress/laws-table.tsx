import Link from 'next/link'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Term } from '@/app/_components/term'
import { Percent } from '@/app/_components/value'
import type { StressSide } from '@/lib/core/metrics/stress'
import { type StressQuery, stressHref } from '@/lib/render/stress-query'
import { formatShare } from '@/lib/render/stress-text'
import { Amount } from './amount'
import type { NamedLaw } from './inputs'
import type { CoverageRow, LawRow } from './scenario'
import { CoverageOf, SolvedMove } from './solved-move'

/** What each leverage law says of the same move. */
export function LawsTable({
  rows,
  query,
  side,
  unit,
}: {
  readonly rows: readonly LawRow[]
  readonly query: StressQuery
  readonly side: StressSide
  readonly unit: string
}) {
  return (
    <DataTable caption="The same move under each leverage law" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>
            <Term name="leverage_law" />
          </ColumnHeader>
          <ColumnHeader numeric>Mean margin</ColumnHeader>
          <ColumnHeader numeric>Share bankrupt</ColumnHeader>
          <ColumnHeader numeric>Hole</ColumnHeader>
          <ColumnHeader numeric>Fund pays</ColumnHeader>
          <ColumnHeader numeric>Left to ADL</ColumnHeader>
          <ColumnHeader numeric>Stress coverage</ColumnHeader>
          <ColumnHeader numeric>{side === 'long' ? 'Empties at a fall of' : 'Empties at a rise of'}</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ named, meanMargin, result, chosen }) => (
          <tr key={named.name}>
            <th scope="row">
              {chosen ? (
                <strong>{named.text}, chosen</strong>
              ) : (
                <Link href={stressHref({ ...query, law: named.name })} prefetch={false} scroll={false}>
                  {named.text}
                </Link>
              )}
            </th>
            <NumberCell>
              <Percent value={meanMargin} reason="" />
            </NumberCell>
            <NumberCell>
              <Percent value={result.bankruptShare} reason="" />
            </NumberCell>
            <NumberCell>
              <Amount value={result.shortfall} unit={unit} />
            </NumberCell>
            <NumberCell>
              <Amount value={result.fundDraw} unit={unit} />
            </NumberCell>
            <NumberCell>
              <Amount value={result.residualToAdl} unit={unit} />
            </NumberCell>
            <NumberCell>
              <CoverageOf result={result} side={side} />
            </NumberCell>
            <NumberCell>
              <SolvedMove result={result} side={side} />
            </NumberCell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** How many times the usable fund covers the hole of four moves. */
export function CoverageTable({
  rows,
  laws,
  side,
}: {
  readonly rows: readonly CoverageRow[]
  readonly laws: readonly NamedLaw[]
  readonly side: StressSide
}) {
  return (
    <DataTable caption="Stress coverage by size of the move" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>{side === 'long' ? 'Fall' : 'Rise'}</ColumnHeader>
          {laws.map(({ name, text }) => (
            <ColumnHeader key={name} numeric>
              {text}
            </ColumnHeader>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ gap, cells }) => (
          <tr key={gap}>
            <th scope="row">{formatShare(gap)}</th>
            {cells.map(({ law, result }) => (
              <NumberCell key={law.name}>
                <CoverageOf result={result} side={side} />
              </NumberCell>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
