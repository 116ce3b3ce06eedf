import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { Change, Percent, Usd } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'
import { formatRatioPercent, formatUsd } from '@/lib/render/format'
import { sensitivityBase, sensitivityRows } from '../worked'
import { Example, Formula, Var } from './formula'

function money(value: number): string {
  return plain(dec(value))
}

export function StressSection() {
  const { openInterest, fund, gap, slippage } = sensitivityBase
  return (
    <Section id="stress" title="Stress model">
      <Prose>
        <p>
          The same model, the other way round: a fund, an open interest, a leverage law and an instant move in; who pays
          how much out. The seed of it is one line: shortfall = max(0, bankruptcy loss − liquidation proceeds).
        </p>
        <Formula
          where={
            <>
              <Var>g</Var> gap, <Var>s</Var> slippage on the gapped price, <Var>N</Var> one-sided open interest,{' '}
              <Var>F</Var> usable fund. Inverse pools are counted in coins.
            </>
          }
        >
          <Var>G</Var> = 1 − (1 − <Var>g</Var>)(1 − <Var>s</Var>) for a fall; (1 + <Var>g</Var>)(1 + <Var>s</Var>) − 1
          for a rise
          <br />
          <Var>x</Var> = <Var>G</Var> linear; <Var>G</Var> ÷ (1 − <Var>G</Var>) inverse long; <Var>G</Var> ÷ (1 +{' '}
          <Var>G</Var>) inverse short
          <br />
          shortfall = <Var>N</Var> × λ(<Var>x</Var>)
          <br />
          fund draw = min(<Var>F</Var>, shortfall); residual to ADL = max(0, shortfall − <Var>F</Var>)
          <br />
          stress coverage = <Var>F</Var> ÷ shortfall; absent when there is no shortfall
        </Formula>
        <p>
          The <a href="/stress">stress lab</a> computes it for a venue’s latest figures or your own, the API for your
          programs: <code>POST /api/v1/stress</code> (see <a href="/data#api">API</a>). Amounts are in one margin
          currency; apply it pool by pool, then add.
        </p>
      </Prose>
      <Example>
        <DataTable
          caption={`A linear pool: open interest ${formatUsd(openInterest)}, fund ${formatUsd(fund)}, gap ${formatRatioPercent(gap)}, slippage ${formatRatioPercent(slippage)}, log-uniform 1 to 100x; one change at a time`}
          showCaption
          height="flowing"
        >
          <thead>
            <tr>
              <ColumnHeader>Change</ColumnHeader>
              <ColumnHeader numeric>Share bankrupt</ColumnHeader>
              <ColumnHeader numeric>Shortfall</ColumnHeader>
              <ColumnHeader numeric>Against base</ColumnHeader>
              <ColumnHeader numeric>Fund pays</ColumnHeader>
              <ColumnHeader numeric>Left to ADL</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {sensitivityRows().map(({ change, result, against }) => (
              <tr key={change}>
                <th scope="row">{change}</th>
                <NumberCell>
                  <Percent value={result.bankruptShare} reason="" />
                </NumberCell>
                <NumberCell>
                  <Usd value={money(result.shortfall)} reason="" />
                </NumberCell>
                <NumberCell>{against === null ? '' : <Change value={against} reason="" />}</NumberCell>
                <NumberCell>
                  <Usd value={money(result.fundDraw)} reason="" />
                </NumberCell>
                <NumberCell>
                  <Usd value={money(result.residualToAdl)} reason="" />
                </NumberCell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Example>
      <Prose>
        <h3 id="stress-orderly">An orderly market instead of a gap</h3>
        <p>
          Without a gap each position is closed at its own trigger, before its margin is gone. Then a fund loses only
          where slippage is larger than the maintenance margin <Var>μ</Var>, and grows otherwise. The truth lies between
          the two; the lab shows both, for linear contracts in a fall. Where no maintenance margin is typed in, half the
          initial margin at the highest leverage is assumed.
        </p>
        <Formula>
          net fund change = <Var>N</Var> × (<Var>μ</Var> − <Var>s</Var>) ÷ (1 − <Var>μ</Var>) × <Var>E</Var>[(1 −{' '}
          <Var>c</Var>) · 1{'{'}
          <Var>c</Var> ≤ <Var>χ</Var>
          {'}'}], <Var>χ</Var> = <Var>g</Var> + <Var>μ</Var>(1 − <Var>g</Var>), <Var>c</Var> = 1 ÷ <Var>L</Var>
        </Formula>
        <h3 id="stress-wrong-way">The fund’s own assets in the scenario</h3>
        <p>
          A fund of coins is worth less when they are needed. The lab sets the same hole against the fund as it is worth
          in the scenario: dollars and stablecoins at par, coins moved as the market is, tokens the venue issued itself
          counted as nothing; and after haircuts of 2 % for stablecoins, 35 % (or the fall) for BTC and ETH, 60 % for
          other coins and 100 % for own tokens. The wrong-way ratio is the value in the scenario ÷ the value now, own
          tokens included. A coin fund behind contracts of the same coin is counted in coins and does not move.
        </p>
        <h3 id="stress-limits">Limits of the model</h3>
        <ul>
          <li>One instant gap that hits all contracts of a pool alike: correlation inside a pool is 1.</li>
          <li>
            Every position stands alone. Margin shared between positions and hedges that offset each other are not
            known; leaving them out makes the loss too large.
          </li>
          <li>Leverage is assumed, not seen. Leverage at the price before the move counts, not leverage at entry.</li>
          <li>
            No credit for what liquidations of solvent positions leave over. In an orderly market with little slippage a
            fund grows through a volatile day, so a rising fund is not proof of low losses.
          </li>
          <li>No money added by the venue, no backstop dealers, no insurance.</li>
          <li>
            Liquidation bands and slippage are inputs, not results: a cascade that makes its own slippage is not here.
          </li>
          <li>Scenarios, never the probability of a failure.</li>
          <li>
            What is left to ADL is a hole that someone fills. Where winners are closed at the bankruptcy price they are
            handed the hole; where they are closed at the mark price, ADL only stops further loss.
          </li>
        </ul>
      </Prose>
    </Section>
  )
}
