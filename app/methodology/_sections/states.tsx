import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { StateIcon } from '@/app/_components/state-icon'
import { stateWords } from '@/lib/render/words'
import { stateExamples } from '../worked'
import { Example } from './formula'

const CLOCKS = [
  {
    name: 'observed_at',
    meaning: 'The venue’s own time of the figure. Where it gives none, our time of the check, and the source says so.',
  },
  { name: 'checked_at', meaning: 'Our last good fetch.' },
  {
    name: 'changed_at',
    meaning: 'When the figure last differed from the one before. Bytes differ on every answer; units do not.',
  },
  {
    name: 'expected_every',
    meaning: 'The cadence the source is asked at, as the venue documents it or as assumed and said so.',
  },
] as const

const RULES = [
  { state: 'withdrawn', rule: 'the venue is declared to have stopped publishing it' },
  { state: 'failing', rule: 'the last two or more checks failed' },
  { state: 'late', rule: 'the last good check is older than 2 cadences' },
  { state: 'unchanged', rule: 'checked in time, and the figure last changed more than 1 cadence ago' },
  { state: 'live', rule: 'none of these' },
  { state: 'none', rule: 'nothing to collect (closed, on record only), or never checked' },
] as const

export function StatesSection() {
  return (
    <Section id="states" title="Four clocks and five states">
      <Prose>
        <p>
          “Last changed” does not tell whether a figure is fresh: a balance may stand still for days. So four times are
          kept.
        </p>
      </Prose>
      <DataTable caption="The four clocks" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Clock</ColumnHeader>
            <ColumnHeader>Meaning</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {CLOCKS.map(({ name, meaning }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <DataTable caption="States; the first rule that applies decides" showCaption height="flowing">
        <thead>
          <tr>
            <ColumnHeader>State</ColumnHeader>
            <ColumnHeader>When</ColumnHeader>
            <ColumnHeader>What it says</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {RULES.map(({ state, rule }) => (
            <tr key={state}>
              <th scope="row">
                <StateIcon state={state} /> {stateWords[state].word}
              </th>
              <td>{rule}</td>
              <td>{stateWords[state].meaning}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Prose>
        <p>
          Above 4 cadences since the last good check, coverage and what follows from it are not stated at all: the
          figures beneath are shown with their age. A venue’s state is the worst of the sources its coverage needs, in
          the order withdrawn, failing, late, never checked, unchanged, live.
        </p>
      </Prose>
      <Example>
        <DataTable caption="The rules at work" showCaption height="flowing">
          <thead>
            <tr>
              <ColumnHeader numeric>Cadences since the check</ColumnHeader>
              <ColumnHeader numeric>Since the change</ColumnHeader>
              <ColumnHeader numeric>Failures in a row</ColumnHeader>
              <ColumnHeader>State</ColumnHeader>
              <ColumnHeader>Coverage</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {stateExamples().map((row) => (
              <tr key={`${row.cadencesSinceCheck} ${row.cadencesSinceChange} ${row.failures}`}>
                <NumberCell>{row.cadencesSinceCheck}</NumberCell>
                <NumberCell>{row.cadencesSinceChange}</NumberCell>
                <NumberCell>{row.failures}</NumberCell>
                <td>
                  <StateIcon state={row.state} /> {stateWords[row.state].word}
                </td>
                <td>{row.coverageStated ? 'stated' : 'not stated, too old'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Example>
      <Prose>
        <p>
          Your browser judges age again while a page stays open: a page left alone turns late by itself. A page is at
          most a minute behind the store.
        </p>
      </Prose>
    </Section>
  )
}

export function MissingSection() {
  return (
    <Section id="missing" title="Missing data">
      <Prose>
        <ul>
          <li>
            A missing value is a reason in words (not disclosed, not yet collected, source failing, withdrawn), never a
            zero, and never the last value drawn as if it were current. Zero appears only where the source said zero.
          </li>
          <li>
            <strong>Partial passes.</strong> A market missing from a pass keeps its last value for 2 cadences. After
            that the open interest and coverage of its fund and of the venue are absent with “n of m markets missing”. A
            part of a sum is never shown as the sum.
          </li>
          <li>
            <strong>Refused rows.</strong> A row that is not a number, negative where it cannot be, absurd, from the
            future, twice in one answer or in an unknown unit is refused with its reason and a sample. It is listed on{' '}
            <a href="/status">the status page</a>, stops no other row, and never becomes a zero.
          </li>
          <li>
            <strong>Changed formats.</strong> An answer that no longer fits is archived and refused as a whole.
          </li>
          <li>
            Nothing is interpolated. A chart holds a figure until the next one and breaks where observations are further
            apart than 2 cadences. Month-end rows of the record have a cadence of 31 days. A single observation is a
            hollow point, a restated one a square; the time after a source stopped is hatched.
          </li>
          <li>
            <strong>Price effect.</strong> A fund of one asset is also drawn at the price of its first point in view:
            units × that price. The distance to its value is what the price did. From 100: each line as percent of its
            first value in view above zero.
          </li>
          <li>
            The figure of a day or an hour is the last observation at or before its end (UTC), with its own time. The
            open day is provisional.
          </li>
          <li>
            Rows are only added. A correction is a new <code>revision</code>; <code>as_of</code> in the API, in
            downloads, on a venue’s page, the overview and comparisons, and in embeds gives what was known then, and the
            same for ever.
          </li>
          <li>
            <strong>A pinned page</strong> reads only rows recorded by its moment: the last pass, or the last hour that
            had closed, and none older than an hour and 4 cadences. Charts end with the last closed hour or day.
            Drawdown, state, leverage and rules are not kept for an earlier moment and are not shown in it. Names and
            kinds of funds are those of this release. Events, coins and the stress lab cannot be pinned; their citations
            say so.
          </li>
          <li>
            <code>obs_status</code> uses the letters of SDMX: A normal, E estimated, P provisional, M missing, B break.
          </li>
          <li>
            Every collected figure names the SHA-256 of the bytes it was read from. Bytes of fund sources are kept for
            good; those of open interest and ADL expire (90 days unless set otherwise), and the evidence page then keeps
            the hash. ADL rows older than 90 days are thinned to changes and hours.
          </li>
        </ul>
      </Prose>
    </Section>
  )
}
