import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { HeatLegend } from '@/app/_components/heat-strip'
import { HeatStrips } from '@/app/_components/heat-strips'
import { Notice } from '@/app/_components/notice'
import { ShownLine } from '@/app/_components/shown-line'
import { SourceLine } from '@/app/_components/source-line'
import { Term } from '@/app/_components/term'
import type { AdlStrips } from '@/lib/queries/dto/adl'
import type { AdlRow, VenuePage } from '@/lib/queries/dto/venue'
import { adlHref } from '@/lib/render/adl-query'
import { formatCount, formatProximity } from '@/lib/render/format'
import { formatTime } from '@/lib/render/time'
import { pickSignals } from '@/lib/render/venue-shown'
import { adlLevelWord, asSentence } from '@/lib/render/words'
import styles from './parts.module.css'

function Table({ rows }: { readonly rows: readonly AdlRow[] }) {
  return (
    <DataTable caption="ADL signals, nearest to the trigger first">
      <thead>
        <tr>
          <ColumnHeader>Market</ColumnHeader>
          <ColumnHeader>Level</ColumnHeader>
          <ColumnHeader numeric>
            <Term name="proximity" />
          </ColumnHeader>
          <ColumnHeader>Venue’s own signal</ColumnHeader>
          <ColumnHeader>Observed (UTC)</ColumnHeader>
          <ColumnHeader>Evidence</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.subject} ${row.signal}`}>
            <th scope="row">{row.subject}</th>
            <td>{row.level === null ? <Absent reason="not graded" /> : adlLevelWord(row.level)}</td>
            <NumberCell>
              {row.proximity === null ? <Absent reason="not computable" /> : formatProximity(row.proximity)}
            </NumberCell>
            <td className={styles.signal}>
              {row.signal}: <code className={styles.raw}>{row.value}</code>
            </td>
            <td>{formatTime(row.observedAt)}</td>
            <td>
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

/** The venue's public ADL signal, as printed and on one scale of words, nearest to the trigger first. */
export function AdlPanel({
  page,
  strips,
}: {
  readonly page: Pick<VenuePage, 'venue' | 'adl' | 'adlProfile'>
  /** Null for a venue without a public signal. */
  readonly strips: AdlStrips | null
}) {
  const { venue, adlProfile } = page
  const signalsHref = adlHref({ venue, level: null })
  const { rows, rule } = pickSignals(page.adl)
  return (
    <>
      {adlProfile.rule === null ? null : <p className={styles.text}>{adlProfile.rule}</p>}
      <SourceLine href={adlProfile.sourceUrl} on={null} />
      {rows.length === 0 ? (
        <Notice
          title={asSentence(
            adlProfile.absence === null ? 'No signal collected yet' : `No signal: ${adlProfile.absence}`,
          )}
        />
      ) : (
        <>
          <ShownLine rule={rule} href={signalsHref}>
            {`All ${formatCount(page.adl.length, 'signal')}`}
          </ShownLine>
          <Table rows={rows} />
        </>
      )}
      {strips === null ? null : (
        <>
          <HeatLegend />
          <HeatStrips strips={strips} wholeHref={signalsHref} />
          <p className={styles.text}>
            The highest level of any of its markets, by our checks. <a href="/adl">The signals of all venues</a>
          </p>
        </>
      )}
    </>
  )
}
