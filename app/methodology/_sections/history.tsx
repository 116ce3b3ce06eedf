import { Prose, Section } from '@/app/_components/page'
import { formatRatioPercent, formatUsd } from '@/lib/render/format'
import { drawdownExample, drawdownSeries, flowExample, flowInputs } from '../worked'
import { Formula, Var, WorkedNote } from './formula'

export function DrawdownSection() {
  const flow = flowExample()
  const { unitsBefore, unitsAfter, priceUsdBefore, priceUsdAfter } = flowInputs
  return (
    <Section id="drawdown" title="Drawdown, changes and flows">
      <Prose>
        <p>
          Falls are counted in units of the asset, not in dollars. Otherwise a fall of the coin’s price would look like
          use of the fund.
        </p>
        <Formula
          where={
            <>
              <Var>q</Var> is the level of the fund. The highest is that of our own record of this fund, from our first
              observation on. Never below 0, never above 1.
            </>
          }
        >
          drawdown = 1 − <Var>q</Var> ÷ max(all earlier <Var>q</Var>)
        </Formula>
        <p>
          A fund that goes {drawdownSeries.join(', ')} has a largest drawdown of {formatRatioPercent(drawdownExample())}
          .
        </p>
        <WorkedNote />
        <h3 id="flows">Flow and price</h3>
        <p>
          A fund that holds one asset follows its units. A fund that holds several follows an index that only flows
          move. Each change of its value is split at the midpoint, with nothing left over:
        </p>
        <Formula
          where={
            <>
              summed over assets; <Var>q</Var> units, <Var>p</Var> dollar price, 0 before and 1 after.
            </>
          }
        >
          flow = Σ (<Var>q</Var>
          <sub>1</sub> − <Var>q</Var>
          <sub>0</sub>) × (<Var>p</Var>
          <sub>0</sub> + <Var>p</Var>
          <sub>1</sub>) ÷ 2
          <br />
          price = Σ (<Var>q</Var>
          <sub>0</sub> + <Var>q</Var>
          <sub>1</sub>) ÷ 2 × (<Var>p</Var>
          <sub>1</sub> − <Var>p</Var>
          <sub>0</sub>)
          <br />
          index
          <sub>1</sub> = index
          <sub>0</sub> × (1 + flow ÷ value
          <sub>0</sub>)
        </Formula>
        <p>
          A fund that goes from {unitsBefore} to {unitsAfter} BTC while the price goes from{' '}
          {formatUsd(String(priceUsdBefore))} to {formatUsd(String(priceUsdAfter))} changes by{' '}
          {formatUsd(flow.changeUsd)}: {formatUsd(flow.flowUsd)} is flow and {formatUsd(flow.priceUsd)} is price.
        </p>
        <WorkedNote />
        <ul>
          <li>
            Changes over 24 hours and 7 days compare the level now with the last one at or before that time. Without an
            earlier one they are absent.
          </li>
          <li>
            An outflow is not yet a use. A fall in units may be a payment, a withdrawal by the venue, or a move between
            pools. It is called a use only when the venue says so.
          </li>
          <li>
            Money a venue adds lifts the balance without fewer losses. Where the venue types it, it is stored apart.
          </li>
          <li>
            Sampling limits what can be seen: daily figures hide holes within a day. On 12 and 13 March 2020 BitMEX’s
            fund fell by less in daily balances than positions it still held were losing (a secondary report).
          </li>
          <li>Where only a dollar total is published and its assets are unknown, flow and price are not split.</li>
        </ul>
      </Prose>
    </Section>
  )
}
