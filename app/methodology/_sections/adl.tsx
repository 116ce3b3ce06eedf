import { Absent } from '@/app/_components/absent'
import { AdlLevels } from '@/app/_components/adl-levels'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { Prose, Section } from '@/app/_components/page'
import { listProfiles } from '@/lib/record/profiles'
import { formatRatioPercent, formatUsd } from '@/lib/render/format'
import { adlExample } from '../worked'
import { Formula, WorkedNote } from './formula'

function VenueTable() {
  const modules = listProfiles().flatMap(({ module }) => (module ? [module] : []))
  return (
    <DataTable caption="Public ADL signals and rules, venue by venue" showCaption>
      <thead>
        <tr>
          <ColumnHeader>Venue</ColumnHeader>
          <ColumnHeader>Public signal</ColumnHeader>
          <ColumnHeader>Rule, as the venue states it</ColumnHeader>
          <ColumnHeader>Source</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {modules.map(({ id, name, adl }) => (
          <tr key={id}>
            <th scope="row">
              <a href={`/venues/${id}`}>{name}</a>
            </th>
            <td>{adl.signal === null ? <Absent reason={adl.absence ?? 'none found'} /> : <code>{adl.signal}</code>}</td>
            <td>{adl.rule}</td>
            <td>
              <ExternalLink href={adl.sourceUrl} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

export function AdlSection() {
  const example = adlExample()
  return (
    <Section id="adl" title="ADL: signals and levels">
      <Prose>
        <p>
          Auto-deleveraging closes profitable positions of other traders when the fund cannot, or by rule may not, pay.
          The venue’s raw value is always shown. Beside it stands a level from 0 to 3, so that one can scan:
        </p>
      </Prose>
      <AdlLevels />
      <Prose>
        <p>
          Other venues keep their own words; a value that cannot be graded has no level. The signals of different venues
          measure different things and are never averaged.
        </p>
        <h3 id="strips">Strips</h3>
        <p>
          The history of a venue is drawn as the highest level of any of its subjects per hour or day, by our checks:
          every check raises the hour it falls into. Hours before such strips were kept are made from the stored
          signals, where a value stands until the next one of its subject. An hour without a check is hatched and is no
          level.
        </p>
        <h3 id="proximity">Proximity</h3>
        <p>
          Bybit publishes the rule with its numbers, so the distance to it can be computed, while the pool is above its
          threshold:
        </p>
        <Formula where="The ratio is the symbol’s profit or loss now, less its highest of 8 hours, over the pool’s highest balance of 8 hours; both limits are negative. 0 is calm, 1 is at the trigger.">
          proximity = pnlRatio ÷ insurancePnlRatio
        </Formula>
        <p>
          A pool of {formatUsd('1000000')} whose contract lost {formatUsd('350000')} in 8 hours, with a limit of{' '}
          {formatRatioPercent(-0.3)}: the ratio is {formatRatioPercent(example.pnlRatio)}, proximity{' '}
          {example.proximity.toFixed(2)}, ADL {example.triggered ? 'starts' : 'does not start'}; the pool bears{' '}
          {formatUsd(example.byPool)} and {formatUsd(example.byAdl)} is passed on.
        </p>
        <WorkedNote />
        <p>
          Limits are read per contract from the venue and not assumed: they differ between pools, and a venue may change
          them by hand.
        </p>
      </Prose>
      <VenueTable />
    </Section>
  )
}
