import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { EPISODE_LEVELS } from '@/lib/core/metrics/episode'
import { formatAge, formatRatioPercent } from '@/lib/render/format'
import { Formula, Var } from './formula'

/** How net outflows are found in balances. */
export function EpisodesSection() {
  return (
    <Section id="episodes" title="Net outflows found in balances">
      <Prose>
        <p>
          Every stored balance is looked through for falls. A sample counts when it lies at least 1 % below the highest
          of the 24 hours before it. Samples that count and lie at most 24 hours apart are one episode. The thresholds
          are policy, not science; the severe one equals the size of published ADL triggers.
        </p>
        <DataTable caption="Levels of a net outflow" height="flowing">
          <thead>
            <tr>
              <ColumnHeader>Level</ColumnHeader>
              <ColumnHeader>Share of the units</ColumnHeader>
              <ColumnHeader>Within</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {Object.entries(EPISODE_LEVELS).map(([level, { share, windowMs }]) => (
              <tr key={level}>
                <th scope="row">{level}</th>
                <td>at least {formatRatioPercent(Number(share))}</td>
                <td>{formatAge(windowMs)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
        <ul>
          <li>
            <strong>In units.</strong> A fund of several assets is measured by an index that only flows move. A price
            that falls is no outflow.
          </li>
          <li>
            <strong>Reached, not reached between samples, or unobservable.</strong> A level is unobservable where
            samples lie further apart than its window (a sample may come one twenty-fourth of the window late). A fall
            between two such samples is listed, with its size in time unobservable. It is never “none”.
          </li>
          <li>
            <strong>Net outflow</strong> is all a balance can say: use, a withdrawal by the venue and a move elsewhere
            look the same. It is called a bankruptcy loss only when the venue’s own typed flow says so.
          </li>
          <li>
            Contracts that move between pools, and a step the venue announced, break the series: what is before is not
            compared with what is after. Assets a mixed fund starts or stops listing are no flow either.
          </li>
          <li>
            Before is the last sample at the highest, the lowest is the first at the lowest, recovered is the first at
            or above before. Dollars are at the price of their own moment.
          </li>
          <li>
            The id is the day, the venue and the fund, and stays when balances are read again or come late. What is then
            known differently is a new revision; what does not stand any more is retracted, and its page says so.
          </li>
        </ul>
        <h3 id="around">Funds around an event</h3>
        <p>
          For each venue with balances in the days of an event: what it held last before, the lowest, and the recovery
          within 90 days. A venue with more than three funds is shown as one. Where its level free of price is not kept
          the fall is in dollars, and says so. Fall ÷ open interest values the fall at the price before it. ADL is yes
          where a source, a published execution or an active signal says so; no where signals were stored and none was
          active; unknown otherwise.
        </p>
      </Prose>
    </Section>
  )
}

/** How the change of a fund is split by cause. */
export function AttributionSection() {
  return (
    <Section id="attribution" title="What changed a fund">
      <Prose>
        <p>The change between two balances is split by cause. The parts add up to the change, to the last digit.</p>
        <Formula
          where={
            <>
              flows count at the middle of both prices; the price moves the mean of both amounts, see{' '}
              <a href="#flows">flow and price</a>. What is left of the units after typed flows, announced amounts and
              regroupings is <Var>unexplained</Var>.
            </>
          }
        >
          change = typed flows + announced + regrouped + unexplained + price
        </Formula>
        <ul>
          <li>Flows after the first balance, up to and with the last, are counted: both are booked by the venue.</li>
          <li>
            Where the venue publishes no flows of a fund, all of the units is “net, cause not published”. We do not
            guess a cause from the sign.
          </li>
          <li>
            An amount on record as put in by the company counts where no typed feed has it and only one fund holds that
            coin. Otherwise it is named and not added.
          </li>
          <li>
            For the venue, funds that were first listed or not listed any more in the period bring or take what they
            held. Components of a larger fund are split on their own and not added.
          </li>
          <li>
            A fund published as one dollar amount is not split. The bound is flow = change − β × value before × return
            of BTC, with β, the share that moves with BTC, from 0 to 1.
          </li>
        </ul>
      </Prose>
    </Section>
  )
}
