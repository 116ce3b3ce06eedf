import { Section } from '@/app/_components/page'
import type { StressQuery } from '@/lib/render/stress-query'
import { CoverageTable, LawsTable } from './laws-table'
import { PoolsTable } from './pools-table'
import { OrderlyRegime, WrongWayBlock } from './regimes'
import { coverageRows, drawnLaws, orderly, type Scenario, wrongWay } from './scenario'

/** What the answer depends on: the pools, the size of the move, the leverage law, the kind of market, the fund's assets. */
export function Details({
  query,
  scenario,
  allPools,
}: {
  readonly query: StressQuery
  readonly scenario: Scenario
  readonly allPools: boolean
}) {
  const { inputs, fields, pool, rows, result, together } = scenario
  const { request, unit } = inputs
  const drawn = drawnLaws(inputs)
  return (
    <>
      {together === null ? null : (
        <Section
          id="pools"
          title="Pool by pool"
          note="Each with its own highest leverage. In dollars at the price before the move."
        >
          <PoolsTable together={together} query={query} side={request.side} whole={allPools} />
        </Section>
      )}
      <Section
        id="laws"
        title="What each leverage law says"
        note="Traders’ leverage is not public. Three laws are standard on this site; the ceiling is more than any book seen."
      >
        <LawsTable rows={rows} query={query} side={request.side} unit={unit} />
      </Section>
      <Section
        id="coverage"
        title="Stress coverage at 5, 10, 20 and 30 %"
        note="Usable fund ÷ hole, with the same slippage."
      >
        <CoverageTable rows={coverageRows(inputs, drawn)} laws={drawn} side={request.side} />
      </Section>
      <Section id="orderly" title="An orderly market instead of a gap">
        <OrderlyRegime orderly={orderly(inputs, fields)} gap={result} unit={unit} />
      </Section>
      <Section id="wrong-way" title="When the fund’s own assets move too">
        <WrongWayBlock wrongWay={wrongWay(inputs, pool, fields)} headline={result} unit={unit} />
      </Section>
    </>
  )
}
