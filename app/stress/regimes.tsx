import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import { Formula, Var } from '@/app/methodology/_sections/formula'
import { dec, plain } from '@/lib/core/decimal'
import type { StressResult } from '@/lib/core/metrics/stress'
import { formatMultiple } from '@/lib/render/format'
import { formatAmount, formatShare } from '@/lib/render/stress-text'
import { Amount, SignedAmount } from './amount'
import styles from './regimes.module.css'
import type { Orderly, WrongWay } from './scenario'

/** The orderly market beside the gap: the two ends between which the truth lies. */
export function OrderlyRegime({
  orderly,
  gap,
  unit,
}: {
  readonly orderly: Orderly
  readonly gap: StressResult
  readonly unit: string
}) {
  if (!orderly.present) return <Absent reason={orderly.reason} />
  const { result, maintenance, assumed } = orderly
  const change = result.netFundChange
  const words =
    change > 0
      ? `In an orderly market the same fall would bring the fund ${formatAmount(change, unit)}: positions are closed before their margin is gone, and what is left stays in the fund.`
      : change < 0
        ? `In an orderly market the same fall would cost the fund ${formatAmount(-change, unit)}.`
        : 'In an orderly market the same fall would leave the fund as it is.'
  return (
    <div className={styles.regime}>
      <p>
        {words} In a gap it pays {formatAmount(gap.fundDraw, unit)}. The truth lies between the two. A fund that rises
        through a volatile day is therefore no proof of low risk.
      </p>
      <DataTable caption="Gap and orderly market" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Market</ColumnHeader>
            <ColumnHeader numeric>Hole</ColumnHeader>
            <ColumnHeader numeric>Change of the fund</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Gap: all at the price after the move</th>
            <NumberCell>
              <Amount value={gap.shortfall} unit={unit} />
            </NumberCell>
            <NumberCell>
              <SignedAmount value={gap.fundDraw === 0 ? 0 : -gap.fundDraw} unit={unit} />
            </NumberCell>
          </tr>
          <tr>
            <th scope="row">Orderly: each at its own trigger</th>
            <NumberCell>
              <Amount value={result.shortfall} unit={unit} />
            </NumberCell>
            <NumberCell>
              <SignedAmount value={change} unit={unit} />
            </NumberCell>
          </tr>
        </tbody>
      </DataTable>
      <Formula
        where={
          <>
            <Var>N</Var> open interest, <Var>μ</Var> maintenance margin{' '}
            {formatShare(Number(maintenance.toPrecision(4)))}
            {assumed ? ' (assumed: half the initial margin at the highest leverage)' : ' (typed in)'}, <Var>s</Var>{' '}
            slippage, <Var>c</Var> = 1/<Var>L</Var> the margin of a position; every position with <Var>c</Var> up to{' '}
            <Var>χ</Var> = {formatShare(Number(result.triggerCushion.toPrecision(4)))} is seized. The fund keeps all
            that is left over; where a venue gives margin back it grows less.
          </>
        }
      >
        net fund change = <Var>N</Var> × (<Var>μ</Var> − <Var>s</Var>) ÷ (1 − <Var>μ</Var>) × <Var>E</Var>[(1 −{' '}
        <Var>c</Var>) · 1{'{'}
        <Var>c</Var> ≤ <Var>χ</Var>
        {'}'}], <Var>χ</Var> = <Var>g</Var> + <Var>μ</Var>(1 − <Var>g</Var>)
      </Formula>
    </div>
  )
}

/** The fund's own assets at the prices of the scenario. */
export function WrongWayBlock({
  wrongWay,
  headline,
  unit,
}: {
  readonly wrongWay: WrongWay
  readonly headline: StressResult
  readonly unit: string
}) {
  if (!wrongWay.present) return <Absent reason={wrongWay.reason} />
  const rows = [
    { text: 'At the prices of now', valueUsd: wrongWay.headlineUsd, result: headline },
    { text: 'At the prices of the scenario', valueUsd: wrongWay.stressedUsd, result: wrongWay.stressed },
    { text: 'After policy haircuts', valueUsd: wrongWay.haircutUsd, result: wrongWay.haircut },
  ]
  const hasOwn = !dec(wrongWay.ownUsd).isZero()
  return (
    <div className={styles.regime}>
      <p>
        <Term name="wrong_way" />:{' '}
        {wrongWay.ratio === null ? (
          <Absent reason="nothing but its own token, or empty" />
        ) : (
          <data value={wrongWay.ratio}>{formatMultiple(wrongWay.ratio)}</data>
        )}
        . {wrongWay.ratio === 1 ? 'The fund holds dollars and stablecoins only, taken at par. ' : ''}
        {hasOwn ? (
          <>
            The venue’s own token, <Usd value={wrongWay.ownUsd} reason="" />, counts as nothing in the scenario.{' '}
          </>
        ) : (
          'The fund holds no token of the venue’s own. '
        )}
        {wrongWay.unpriced.length === 0 ? '' : `Without a dollar price, left out: ${wrongWay.unpriced.join(', ')}.`}
      </p>
      <DataTable caption="The fund at three values in the same scenario" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Assets of the fund</ColumnHeader>
            <ColumnHeader numeric>Worth</ColumnHeader>
            <ColumnHeader numeric>Fund pays</ColumnHeader>
            <ColumnHeader numeric>Left to ADL</ColumnHeader>
            <ColumnHeader numeric>Stress coverage</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ text, valueUsd, result }) => (
            <tr key={text}>
              <th scope="row">{text}</th>
              <NumberCell>
                <Usd value={plain(dec(valueUsd))} reason="" />
              </NumberCell>
              <NumberCell>
                <Amount value={result.fundDraw} unit={unit} />
              </NumberCell>
              <NumberCell>
                <Amount value={result.residualToAdl} unit={unit} />
              </NumberCell>
              <NumberCell>
                {result.stressCoverage === null ? (
                  <Absent reason="no hole" />
                ) : (
                  <data value={result.stressCoverage}>{formatMultiple(result.stressCoverage)}</data>
                )}
              </NumberCell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Formula
        where={
          <>
            <Var>q</Var> units, <Var>p</Var> price, <Var>b</Var> 0 for dollars and stablecoins, 1 for coins: they fall
            (or rise) as the market does. Own tokens count as 0. Policy haircuts: stablecoins 2 %, BTC and ETH 35 % or
            the fall if larger, other coins 60 %, own tokens 100 %. The usable part shrinks with the fund.
          </>
        }
      >
        <Var>F</Var>(<Var>g</Var>) = Σ <Var>q</Var> × <Var>p</Var> × (1 − <Var>b</Var> × <Var>g</Var>)
      </Formula>
      {wrongWay.ratio === null || wrongWay.ratio >= 1 ? null : (
        <p>
          Coverage is to be read with the fund of the scenario: <Percent value={1 - wrongWay.ratio} reason="" /> of its
          value is gone when it is needed.
        </p>
      )}
    </div>
  )
}
