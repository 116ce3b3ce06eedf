import { Absent } from '@/app/_components/absent'
import { AdlLevel } from '@/app/_components/adl-cell'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import styles from '@/app/_components/stacked.module.css'
import { StateBadge } from '@/app/_components/state-badge'
import { Term } from '@/app/_components/term'
import type { AdlStanding } from '@/lib/queries/dto/adl'
import type { IsoTime } from '@/lib/queries/dto/common'
import { formatProximity, formatRatioPercent } from '@/lib/render/format'
import { formatTime } from '@/lib/render/time'

const SCOPE_WORDS: Readonly<Record<AdlStanding['scope'], string>> = {
  market: 'contract',
  fund: 'fund',
  venue: 'whole venue',
}

/** Bybit's rule of losses is off while the pool is small; at or below zero it is ADL by the balance alone. */
function missingDistance({ trigger, level }: AdlStanding): string {
  if (trigger === null) return 'no rule in numbers'
  return level === 3 ? 'by balance, not by loss' : 'rule not live'
}

function Distance({ row }: { readonly row: AdlStanding }) {
  if (row.proximity === null) return <Absent reason={missingDistance(row)} />
  return (
    <span>
      <data value={row.proximity}>{formatProximity(row.proximity)}</data>
      {row.trigger === null ? null : (
        <span className={styles.small}>
          ADL at a loss of {formatRatioPercent(row.trigger.drawdown)} of the 8 h peak
        </span>
      )}
    </span>
  )
}

/** Signals of one venue, worst first, each with its raw value, its clocks and its evidence. */
export function SignalsTable({
  rows,
  name,
  renderedAt,
}: {
  readonly rows: readonly AdlStanding[]
  readonly name: string
  readonly renderedAt: IsoTime
}) {
  return (
    <DataTable caption={`ADL signals of ${name} now, worst first`} height="flowing" className={styles.table}>
      <thead>
        <tr>
          <ColumnHeader>Market or fund</ColumnHeader>
          <ColumnHeader>Level</ColumnHeader>
          <ColumnHeader numeric>
            <Term name="proximity" />
          </ColumnHeader>
          <ColumnHeader>Venue’s own signal</ColumnHeader>
          <ColumnHeader>Observed (UTC)</ColumnHeader>
          <ColumnHeader>State · age</ColumnHeader>
          <ColumnHeader>Evidence</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.scope} ${row.subject} ${row.signal}`}>
            <th scope="row">
              <span className={styles.strong}>{row.subject}</span>
              {row.scope === 'market' ? null : <span className={styles.small}>{SCOPE_WORDS[row.scope]}</span>}
            </th>
            <td data-label="Level">
              <AdlLevel row={row} />
            </td>
            <td className={styles.figure} data-label="Proximity">
              <Distance row={row} />
            </td>
            <td className={styles.whole} data-label="Signal">
              <span>
                {row.signal}: <code className={styles.raw}>{row.value}</code>
              </span>
            </td>
            <td data-label="Observed (UTC)">
              <span>{formatTime(row.observedAt)}</span>
            </td>
            <td className={styles.whole} data-label="State · age">
              <StateBadge
                state={row.state}
                checkedAt={row.checkedAt}
                expectedEveryS={row.expectedEveryS}
                renderedAt={renderedAt}
                staleText="too old to say now"
              />
            </td>
            <td data-label="Evidence">
              <EvidenceLink
                sha256={row.rawSha256}
                of={`the ADL signal of ${row.subject}`}
                reason="no archived answer"
              />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
