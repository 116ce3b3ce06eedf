import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import type { StressFallRow, StressLawRow, VenueMeasures } from '@/lib/queries/dto/measures'
import { formatMultiple, formatRatioPercent } from '@/lib/render/format'
import { lawWords } from '@/lib/render/measures-text'
import { asSentence } from '@/lib/render/words'
import styles from './measures.module.css'

/** Usable money against the shortfall of four falls, with the fund's own assets in the same fall. */
export function MeasuresStress({ measures: { stress } }: { readonly measures: VenueMeasures }) {
  const [first] = stress
  const columns = stress.find(({ laws }) => laws.length > 0)?.laws ?? []
  const noFund = stress.every(({ wrongWayRatio }) => wrongWayRatio === null) && columns.length === 0
  if (first === undefined) return null
  if (noFund) return <Notice title={asSentence(`No stress coverage: ${first.reason ?? first.wrongWayReason ?? ''}`)} />
  return (
    <>
      <DataTable caption="The fund in an instant fall of all its markets" showCaption>
        <thead>
          <tr>
            <ColumnHeader numeric>Fall</ColumnHeader>
            <ColumnHeader numeric>
              <Term name="wrong_way" />
            </ColumnHeader>
            {columns.map(({ law }) => (
              <ColumnHeader key={law} numeric>
                <Term name="stress_coverage">Stress coverage, {lawWords[law]}</Term>
              </ColumnHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {stress.map((row) => (
            <tr key={row.fall}>
              <th scope="row" className={styles.fall}>
                {formatRatioPercent(row.fall)}
              </th>
              <NumberCell>
                <InFall row={row} />
              </NumberCell>
              {row.laws.map((law) => (
                <NumberCell key={law.law}>
                  <Coverage law={law} noRule={row.wrongWayReason} />
                </NumberCell>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
      {first.reason === null ? null : (
        <p className={styles.note}>{asSentence(`On stress coverage: ${first.reason}`)}</p>
      )}
      <p className={styles.note}>
        Long positions lose, no slippage, every market falls alike; a scenario, not a forecast. “Not paid” is added up
        pool by pool: a rich pool pays nothing for a poor one.
      </p>
    </>
  )
}

function InFall({ row }: { readonly row: StressFallRow }) {
  if (row.wrongWayRatio === null) return <Absent reason={row.wrongWayReason ?? ''} />
  return (
    <>
      <Percent value={row.wrongWayRatio} reason="" />
      <span className={styles.under}>
        <Usd value={row.stressedFundUsd} reason="" />
      </span>
    </>
  )
}

function Coverage({ law, noRule }: { readonly law: StressLawRow; readonly noRule: string | null }) {
  if (law.stressCoverage === null) return <span>no shortfall</span>
  return (
    <>
      <data value={law.stressCoverage}>{formatMultiple(law.stressCoverage)}</data>
      <span className={styles.under}>
        {law.stressCoverageAtPrices === null
          ? (noRule ?? 'its assets have no rule')
          : `${formatMultiple(law.stressCoverageAtPrices)} at the prices of the fall`}
      </span>
      <span className={styles.under}>
        shortfall <Usd value={law.shortfallUsd} reason="" />, not paid <Usd value={law.residualUsd} reason="" />
      </span>
    </>
  )
}
