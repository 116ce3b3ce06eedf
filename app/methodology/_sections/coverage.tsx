import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { Percent, Usd } from '@/app/_components/value'
import { fundTypeWords } from '@/lib/render/words'
import { poolExample } from '../worked'
import { Example, Formula } from './formula'

export function CoverageSection() {
  return (
    <Section id="coverage" title="What coverage is, and what it is not">
      <Prose>
        <p>
          An insurance fund pays when a liquidated position is closed at a worse price than its bankruptcy price. Then
          someone must pay the difference: first the fund, and when the fund cannot, other traders.
        </p>
        <Formula
          where={
            <>
              <code>covered_fund_usd</code> is the money whose markets have a known open interest,{' '}
              <code>covered_oi_usd</code> the open interest of the markets that this money covers.
            </>
          }
        >
          coverage = covered_fund_usd ÷ covered_oi_usd
        </Formula>
        <p>
          Coverage is a size, nothing more. It is computed for each fund against the contracts that this fund stands
          behind, and only then added up. It is absent, with the reason, when the open interest is zero, when either
          side is missing, or when either side is too old.
        </p>
        <ul>
          <li>It is not a probability. It does not say when or whether a fund is used up.</li>
          <li>
            It is not a reserve ratio. A fund is not customers’ collateral, not the venue’s revenue, and cannot pay
            withdrawals.
          </li>
          <li>
            It is not comparable with a clearing house. Members there owe more than their margin and can be asked for
            more; traders here owe only their margin, and the next layer is auto-deleveraging.
          </li>
          <li>A large fund can stand behind a larger market. A growing fund is not proof of low losses.</li>
          <li>
            An insurance fund does not make trading free of loss: winning positions can be closed, and a fund can be
            used up.
          </li>
        </ul>
        <p>
          Adequacy (these figures) and transparency (<a href="/disclosure">what a venue discloses</a>) are kept apart.
          There is no combined score: a fund can be fully disclosed and thin.
        </p>
      </Prose>
    </Section>
  )
}

export function PoolsSection() {
  const { pools, total } = poolExample()
  return (
    <Section id="pools" title="The pool is the unit, not the venue">
      <Prose>
        <p>
          Many venues keep several pools, each for its own contracts. Money in one pool does not pay for another. So a
          venue’s total is always shown with its weakest pool: the lowest coverage of any fund whose markets carry at
          least $1M and 0.1 % of the venue’s open interest. Smaller pools are listed and not singled out.
        </p>
      </Prose>
      <Example>
        <DataTable caption="Three pools and the total that hides the thinnest" showCaption height="flowing">
          <thead>
            <tr>
              <ColumnHeader>Pool</ColumnHeader>
              <ColumnHeader numeric>Fund</ColumnHeader>
              <ColumnHeader numeric>Open interest</ColumnHeader>
              <ColumnHeader numeric>Coverage</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {[...pools, total].map((pool) => (
              <tr key={pool.name}>
                <th scope="row">{pool.name}</th>
                <NumberCell>
                  <Usd value={pool.fundUsd} reason="" />
                </NumberCell>
                <NumberCell>
                  <Usd value={pool.oiUsd} reason="" />
                </NumberCell>
                <NumberCell>
                  <Percent value={pool.coverage} reason="no open interest" />
                </NumberCell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Example>
      <Prose>
        <p>
          <strong>Negative pools are real.</strong> A pool below zero counts as it is; the sum of negative pools is
          shown beside the total (<code>negative_pools_usd</code>).
        </p>
        <h3 id="identity">Which pool is which</h3>
        <ul>
          <li>
            A fund’s id is its venue and settlement coin (for Binance its set of assets), and the contract for a pool of
            one contract. The id <code>total</code> is the venue’s row.
          </li>
          <li>
            Venues regroup shared pools. A shared pool keeps its earlier id with the greatest overlap of contracts
            (shared ÷ all contracts of both), if that is at least one half; otherwise it is a new pool. Which contracts
            a pool covers is stored with the time from which it did.
          </li>
          <li>
            A fund that is a part of another (OKX families of the platform total, the liquidator vaults inside HLP) is
            shown and never added again.
          </li>
          <li>
            OKX: the platform total stands against all swaps and futures, and is marked as an estimate, because the same
            money also backs margin and options. A family larger than the total is refused.
          </li>
          <li>
            Hyperliquid: HLP stands against the main dex only. Markets of third-party dexes (HIP-3) count in the open
            interest and are not covered.
          </li>
          <li>dYdX Chain: isolated markets have a fund each; the shared fund does not stand behind them.</li>
        </ul>
      </Prose>
    </Section>
  )
}

export function FundTypesSection() {
  return (
    <Section id="fund-types" title="Three kinds of fund stay apart">
      <DataTable caption="Kinds of fund" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Kind</ColumnHeader>
            <ColumnHeader>What it is</ColumnHeader>
            <ColumnHeader>In a venue’s fund figure</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{fundTypeWords.insurance.word}</th>
            <td>{fundTypeWords.insurance.meaning}</td>
            <td>yes</td>
          </tr>
          <tr>
            <th scope="row">{fundTypeWords.vault.word}</th>
            <td>{fundTypeWords.vault.meaning}</td>
            <td>only where it is the venue’s single layer; then the row says vault and is ranked with vaults</td>
          </tr>
          <tr>
            <th scope="row">{fundTypeWords.protection.word}</th>
            <td>{fundTypeWords.protection.meaning}</td>
            <td>never; listed in the record for what it is</td>
          </tr>
          <tr>
            <th scope="row">{fundTypeWords.counterparty.word}</th>
            <td>{fundTypeWords.counterparty.meaning}</td>
            <td>never; listed for what it is, without coverage</td>
          </tr>
        </tbody>
      </DataTable>
      <Prose>
        <p>
          Only like is ranked with like. Depositors of a vault can withdraw, and the vault trades on its own account:
          its size says something else than the size of a fund. Reserves such as SAFU or a protection fund answer for
          hacks.
        </p>
      </Prose>
    </Section>
  )
}
