import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { Percent } from '@/app/_components/value'
import { formatLeverage, formatMove, formatRatioPercent } from '@/lib/render/format'
import { bandAt, exampleCoverages, exampleLaws, exhaustionAt, meanMargin } from '../worked'
import { Example, Formula, Var } from './formula'

const BAND_LEVERAGES = [10, 20, 50, 100, 125] as const

function LawFormulas() {
  return (
    <DataTable caption="Leverage laws: loss and share bankrupt at a unit loss x" showCaption height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Law for leverage L</ColumnHeader>
          <ColumnHeader>Loss beyond margin λ(x)</ColumnHeader>
          <ColumnHeader>Share bankrupt B(x)</ColumnHeader>
          <ColumnHeader>Mean margin E[1/L]</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">one leverage L</th>
          <td>max(0, x − 1/L)</td>
          <td>1 if x &gt; 1/L, else 0</td>
          <td>1/L</td>
        </tr>
        <tr>
          <th scope="row">uniform on [a, b]</th>
          <td>[x(b − l) − ln(b/l)] ÷ (b − a)</td>
          <td>(b − l) ÷ (b − a)</td>
          <td>ln(b/a) ÷ (b − a)</td>
        </tr>
        <tr>
          <th scope="row">log-uniform on [a, b]</th>
          <td>[x ln(b/l) − (1/l − 1/b)] ÷ ln(b/a)</td>
          <td>ln(b/l) ÷ ln(b/a)</td>
          <td>(1/a − 1/b) ÷ ln(b/a)</td>
        </tr>
        <tr>
          <th scope="row">
            margin 1/L uniform on [c<sub>0</sub>, c<sub>1</sub>]
          </th>
          <td>
            (h − c<sub>0</sub>)(x − (h + c<sub>0</sub>)/2) ÷ (c<sub>1</sub> − c<sub>0</sub>)
          </td>
          <td>
            (h − c<sub>0</sub>) ÷ (c<sub>1</sub> − c<sub>0</sub>)
          </td>
          <td>
            (c<sub>0</sub> + c<sub>1</sub>) ÷ 2
          </td>
        </tr>
        <tr>
          <th scope="row">tiers</th>
          <td>weighted sum of the tiers’ λ</td>
          <td>weighted sum of the tiers’ B</td>
          <td>weighted sum</td>
        </tr>
      </tbody>
    </DataTable>
  )
}

function ExhaustionTable() {
  return (
    <DataTable caption="Instant fall that empties a fund, by coverage and leverage law" showCaption height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Coverage</ColumnHeader>
          {exampleLaws.map(({ name }) => (
            <ColumnHeader key={name} numeric>
              {name}
            </ColumnHeader>
          ))}
        </tr>
      </thead>
      <tbody>
        {exampleCoverages.map((coverage) => (
          <tr key={coverage}>
            <th scope="row">{formatRatioPercent(coverage)}</th>
            {exampleLaws.map(({ name, law }) => (
              <NumberCell key={name}>
                <Percent value={exhaustionAt(law, coverage)} reason="no fall can exhaust it" />
              </NumberCell>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">mean margin of the law</th>
          {exampleLaws.map((law) => (
            <NumberCell key={law.name}>
              <Percent value={meanMargin(law)} reason="" />
            </NumberCell>
          ))}
        </tr>
      </tbody>
    </DataTable>
  )
}

function BandTable() {
  return (
    <DataTable caption="The band a venue gets, by coverage and highest leverage" showCaption height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Coverage</ColumnHeader>
          {BAND_LEVERAGES.map((max) => (
            <ColumnHeader key={max} numeric>
              up to {formatLeverage(max)}
            </ColumnHeader>
          ))}
        </tr>
      </thead>
      <tbody>
        {exampleCoverages.map((coverage) => (
          <tr key={coverage}>
            <th scope="row">{formatRatioPercent(coverage)}</th>
            {BAND_LEVERAGES.map((max) => {
              const band = bandAt(coverage, max)
              return (
                <NumberCell key={max}>{band.present ? formatMove(band) : <Absent reason={band.reason} />}</NumberCell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

export function ExhaustionSection() {
  return (
    <Section id="exhaustion-move" title="Exhaustion move: the fall that would use the fund up">
      <Prose>
        <p>
          “Empties at a fall of 8 to 15 %” is a stress test turned round. Instead of assuming a fall and asking for the
          loss, it asks which instant fall would make the losses beyond traders’ margin as large as the usable fund.
        </p>
        <Formula
          where={
            <>
              <Var>x</Var> is the loss per unit of open interest, <Var>L</Var> the leverage of a position at the price
              before the move (its value ÷ its equity), 1/<Var>L</Var> the share of price it can lose before its margin
              is used up. <Var>E</Var> is the mean over open interest. <Var>l</Var> below is 1/<Var>x</Var>, kept
              between <Var>a</Var> and <Var>b</Var>; <Var>h</Var> is <Var>x</Var>, kept between <Var>c</Var>
              <sub>0</sub> and <Var>c</Var>
              <sub>1</sub>.
            </>
          }
        >
          λ(<Var>x</Var>) = <Var>E</Var>[max(0, <Var>x</Var> − 1/<Var>L</Var>)]
          <br />
          exhaustion move = the <Var>x</Var> at which λ(<Var>x</Var>) = usable fund ÷ open interest
        </Formula>
        <p>
          For an inverse contract the loss is counted in coins, and a fall <Var>G</Var> costs <Var>x</Var> ={' '}
          <Var>G</Var> ÷ (1 − <Var>G</Var>) coins per coin. The published move is for longs, without slippage.
        </p>
        <h3>Why a band</h3>
        <p>
          No centralised venue publishes how levered its traders are, and the answer depends mainly on it. So three laws
          are assumed, and the smallest, middle and largest result are shown as <code>low</code>, <code>central</code>{' '}
          and <code>high</code>. They are ordered by result, not by law.
        </p>
        <ol>
          <li>
            log-uniform from 1 to the highest leverage offered, <Var>L</Var>
            <sub>max</sub>
          </li>
          <li>
            log-uniform from 1 to the smaller of <Var>L</Var>
            <sub>max</sub> and 50
          </li>
          <li>
            tiers: 36.3 % of open interest at 1 to 3x, 48.5 % at 3 to 7x, 15.2 % at 7 to 40x, cut at <Var>L</Var>
            <sub>max</sub> and brought back to 100 %. The shares were reported for Hyperliquid on 15 December 2025; what
            “leverage” means in that report, and the upper end of the last tier, are not confirmed.
          </li>
        </ol>
        <p>
          <Var>L</Var>
          <sub>max</sub> of a fund is the mean of its markets’ highest leverage, weighted by open interest, stated when
          it is known for at least 90 % of that open interest. Where no public interface gives it, a dated, cited page
          may; otherwise the move is absent with the reason. A venue’s row uses covered money over covered open
          interest.
        </p>
      </Prose>
      <LawFormulas />
      <Example>
        <ExhaustionTable />
      </Example>
      <Example>
        <BandTable />
      </Example>
      <Prose>
        <ul>
          <li>A fund at or below zero empties at a fall of 0.</li>
          <li>
            Where a law finds no fall below 100 %, that end of the band is left open; where all do, the move is absent
            with the words “no fall can exhaust it”.
          </li>
          <li>
            Inverse pools: once a fund holds more coins than its shorts can lose, no rise can exhaust it from that side.
          </li>
          <li>
            “Low” of a log-uniform law is not a worst case. Slippage, a thin book and a leverage closer to the maximum
            all bring the move down; margin shared between positions and hedges push it up.
          </li>
        </ul>
      </Prose>
    </Section>
  )
}
