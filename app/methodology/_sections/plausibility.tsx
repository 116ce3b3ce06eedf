import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { declaredTests } from '@/lib/core/metrics/plausibility/declared'
import { FAMILY_LEVEL } from '@/lib/core/metrics/plausibility/judge'
import { formatRatioPercent } from '@/lib/render/format'

export function PlausibilitySection() {
  return (
    <Section id="plausibility" title="Plausibility tests">
      <Prose>
        <p>
          A published number is not evidence. By trial testimony, the fund one exchange displayed was moved by trading
          volume times a random number. These tests ask whether what a venue publishes behaves like a ledger. They were
          declared before any collected series was looked at: what is asked, the statistic, the fewest samples, the size
          that counts as a pattern. One long published record (BitMEX) was used to set the jump test: a first form of it
          called one change in thirteen a jump, so jumps must now be rare to be named.
        </p>
        <p>
          A pattern is a question, not an accusation; what would explain it innocently stands beside it. No pattern is
          not proof of anything. A test with too few samples says nothing on the page; the API gives it as “too few
          samples: n of m”.
        </p>
      </Prose>
      <DataTable caption="The declared tests" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Test</ColumnHeader>
            <ColumnHeader>Asks</ColumnHeader>
            <ColumnHeader>Statistic</ColumnHeader>
            <ColumnHeader>Fewest samples</ColumnHeader>
            <ColumnHeader>Pattern</ColumnHeader>
            <ColumnHeader>Innocent explanation</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {Object.entries(declaredTests).map(([test, declared]) => (
            <tr key={test}>
              <th scope="row">{declared.title}</th>
              <td>{declared.asks}</td>
              <td>{declared.statistic}</td>
              <td>{declared.minimum}</td>
              <td>{declared.pattern}</td>
              <td>{declared.innocent}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Prose>
        <ul>
          <li>
            Many tests make false alarms likely. All tests of one venue that have a p are adjusted together by Holm’s
            method: the chance of any false alarm among them is held to {formatRatioPercent(FAMILY_LEVEL)}, and the size
            must be beyond the declared one as well. Tests that count what should not occur have no p; their thresholds
            stand alone.
          </li>
          <li>
            Looked at are whole days: up to 400 of the fund, 120 of liquidations, 30 of the ten largest markets, 10 of
            pools side by side. A day without a reading is left out, never filled. Results do not depend on the unit nor
            on the order of days; shuffles have a fixed seed.
          </li>
          <li>
            The permutation takes daily changes as exchangeable. Days follow each other, so its p alone would be too
            small; the size of 0.8 guards against that.
          </li>
          <li>
            Only linear contracts are set against their turnover: an inverse contract’s coins move with the price. Where
            a venue publishes dollars and we convert them, the price can move open interest without a trade.
          </li>
          <li>
            Balances on record, month by month, are tested as what they are: published data. Simulated rows are marked.
          </li>
          <li>
            Computed when first asked for and kept for a quarter of an hour. Not tested yet: open interest over highest
            leverage against disclosed reserves, for want of reserves by venue.
          </li>
        </ul>
      </Prose>
    </Section>
  )
}
