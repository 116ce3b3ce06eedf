import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { Units, Usd } from '@/app/_components/value'
import { formatRatioPercent } from '@/lib/render/format'
import { exampleTrigger, openInterestExamples, usableExamples } from '../worked'
import { Example, Formula, Var } from './formula'

export function OpenInterestSection() {
  return (
    <Section id="open-interest" title="Open interest: one side counted once">
      <Prose>
        <p>
          Every contract has one long and one short. A fall hurts the longs, a rise the shorts; never both. So each
          contract counts once. A venue that adds longs and shorts is halved (<code>source_sides</code> 2).
        </p>
        <ul>
          <li>
            Linear contracts: base units × mark price × dollars per quote asset. A quote that is not a dollar is
            converted (ETHBTC is priced in BTC).
          </li>
          <li>
            Inverse contracts: number of contracts × face value in dollars. The price plays no part; coins are that
            value ÷ price.
          </li>
          <li>Quanto contracts: contracts × multiplier × mark price × dollars per settlement asset.</li>
          <li>All perpetuals and dated futures of a venue are added. Options are left apart.</li>
          <li>
            Where a venue does not say whether it counts one side or both, the figure is taken as one-sided, marked as
            an estimate, and the reason says so.
          </li>
          <li>
            Where the size or unit of a contract is not documented, its open interest is absent. Such markets are left
            out together with their fund, and named.
          </li>
        </ul>
      </Prose>
      <Example>
        <DataTable caption="The same book told in different ways" showCaption height="flowing">
          <thead>
            <tr>
              <ColumnHeader>What the venue says</ColumnHeader>
              <ColumnHeader>Rule</ColumnHeader>
              <ColumnHeader numeric>Base units</ColumnHeader>
              <ColumnHeader numeric>Open interest</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {openInterestExamples().map(({ told, rule, baseUnits, valueUsd }) => (
              <tr key={told}>
                <th scope="row">{told}</th>
                <td>{rule}</td>
                <NumberCell>
                  <Units value={baseUnits} asset="BTC" reason="not known" />
                </NumberCell>
                <NumberCell>
                  <Usd value={valueUsd} reason="not known" />
                </NumberCell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Example>
      <Prose>
        <p>
          In a fall, the dollar value of linear open interest shrinks and that of inverse contracts does not. Coverage
          then moves for a reason of units, not because anyone paid.
        </p>
      </Prose>
    </Section>
  )
}

export function PricesSection() {
  return (
    <Section id="prices" title="Prices">
      <Prose>
        <p>
          Units are what a fund holds; dollars are units × a price. Both are stored, with the price and where it came
          from (<code>price_source</code>), so that every dollar can be computed again. The first that exists is used:
        </p>
        <ol>
          <li>
            <code>venue</code>: the dollar value the venue itself publishes beside the balance.
          </li>
          <li>
            <code>index</code>: the venue’s own index or mark price of the same pass.
          </li>
          <li>
            <code>par</code>: the US dollar and dollar stablecoins count one dollar each, and say so.
          </li>
          <li>
            <code>close</code>: in the published record only, the daily close of that UTC day from a cited price file.
          </li>
        </ol>
        <p>
          An asset without a price is left out of the dollar value and named in the reason (Binance’s futures credit
          BNFCR is one). It is not counted as zero. Past figures keep the price of their time and are never valued
          again.
        </p>
        <p>
          Not done yet: discounts for a fund’s own token, and for coins that fall in the same move the fund must pay
          for. A fund in bitcoin loses value in the fall it insures against.
        </p>
      </Prose>
    </Section>
  )
}

export function UsableSection() {
  return (
    <Section id="usable" title="Usable: what a fund can pay before ADL starts">
      <Prose>
        <p>
          Some venues start auto-deleveraging when a pool has lost a set share of its highest balance of the last 8
          hours, long before it is empty. Then only the part above that line can pay.
        </p>
        <Formula
          where={
            <>
              <Var>F</Var> is the balance now, <Var>F</Var>
              <sub>8h</sub> its highest of our own samples in the last 8 hours, θ the published share (
              {formatRatioPercent(exampleTrigger)} in the example).
            </>
          }
        >
          usable = max(0, <Var>F</Var> − (1 − θ) × <Var>F</Var>
          <sub>8h</sub>)
        </Formula>
      </Prose>
      <Example>
        <DataTable
          caption={`A pool whose peak of 8 hours is $1.00M, trigger at a loss of ${formatRatioPercent(exampleTrigger)}`}
          showCaption
          height="flowing"
        >
          <thead>
            <tr>
              <ColumnHeader>Balance now</ColumnHeader>
              <ColumnHeader numeric>Usable</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {usableExamples().map(({ balance, usable }) => (
              <tr key={balance}>
                <th scope="row">
                  <Usd value={balance} reason="" />
                </th>
                <NumberCell>
                  <Usd value={usable} reason="" />
                </NumberCell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Example>
      <Prose>
        <p>
          <code>usable_basis</code> is <code>rule</code> only for pools of a single contract with 8 hours of our own
          samples, one asset, and a balance above the venue’s threshold. Everywhere else it is <code>full</code>: the
          whole balance, because no rule is published or we cannot apply it. It is never below zero. A venue’s usable
          sum is therefore an upper bound wherever it says <code>full</code>.
        </p>
        <p>Not modelled: caps on the size of positions a fund may take over, and money a venue may add by hand.</p>
      </Prose>
    </Section>
  )
}
