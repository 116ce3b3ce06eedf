import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { Notice } from '@/app/_components/notice'
import { Percent, Units, Usd } from '@/app/_components/value'
import type { FundSpanRow, FundSpans, SpanPoint } from '@/lib/queries/dto/episode'
import { levelTexts, samplingText } from '@/lib/render/episode-words'
import { formatTime } from '@/lib/render/time'
import styles from './fund-spans-table.module.css'

const MEASURES: Readonly<Record<FundSpanRow['measure'], string>> = {
  units: 'in units',
  flow_index: 'free of price',
  usd: 'in dollars: prices are in it',
}

/** Every venue's funds before a span, at their lowest, and recovered; with ADL and how well it was seen. */
export function FundSpansTable({ spans }: { readonly spans: FundSpans }) {
  return (
    <>
      {spans.rows.length === 0 ? (
        <Notice title="No balance of any venue is stored for these days.">
          Drops between published figures cannot be seen.
        </Notice>
      ) : (
        <DataTable
          caption={`Funds from ${formatTime(spans.start)} to ${formatTime(spans.end)} UTC`}
          showCaption
          height="flowing"
        >
          <thead>
            <tr>
              <ColumnHeader>Fund</ColumnHeader>
              <ColumnHeader numeric>Before</ColumnHeader>
              <ColumnHeader numeric>Lowest</ColumnHeader>
              <ColumnHeader numeric>Recovered</ColumnHeader>
              <ColumnHeader numeric>Fall</ColumnHeader>
              <ColumnHeader numeric>Fall ÷ open interest</ColumnHeader>
              <ColumnHeader>ADL</ColumnHeader>
              <ColumnHeader>Sampling</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {spans.rows.map((row) => (
              <SpanRow key={`${row.venue} ${row.fund}`} row={row} />
            ))}
          </tbody>
        </DataTable>
      )}
      <MissingVenues missing={spans.missing} />
    </>
  )
}

function SpanRow({ row }: { readonly row: FundSpanRow }) {
  const { sampling } = row
  const unseen = (['minor', 'material', 'severe'] as const).filter((level) => sampling.levels[level] === 'unobservable')
  const fell = row.fall !== null && row.fall > 0
  return (
    <tr>
      <th scope="row" className={styles.fund}>
        <a href={`/venues/${row.venue}`}>{row.venueName}</a>
        <span className={styles.detail}>
          {row.label}
          {row.basis === 'collected' ? '' : ` · ${row.basis}`}
        </span>
      </th>
      <PointCell point={row.before} row={row} reason="nothing stored before" of="the balance before" />
      <PointCell point={row.trough} row={row} reason="nothing stored in these days" of="the lowest balance" />
      <PointCell
        point={row.recovered}
        row={row}
        reason={fell ? 'not seen within 90 days' : 'it did not fall between samples'}
        of="the recovered balance"
      />
      <NumberCell>
        <Percent value={row.fall} reason="one side is missing" />
        {row.fall === null ? null : <span className={styles.detail}>{MEASURES[row.measure]}</span>}
      </NumberCell>
      <NumberCell>
        <Percent value={row.fallOverOi} reason={row.fallOverOiReason ?? ''} />
        {row.oiUsd === null ? null : (
          <span className={styles.detail}>
            of <Usd value={row.oiUsd} reason="" />
          </span>
        )}
      </NumberCell>
      <td>
        {row.adl.answer}
        <span className={styles.detail}>{row.adl.why}</span>
      </td>
      <td className={styles.sampling}>
        {samplingText(sampling.samples, sampling.expected, sampling.longestGapS)}
        {unseen.length === 0 ? null : (
          <span className={styles.detail}>unobservable: {unseen.map((level) => levelTexts[level]).join(', ')}</span>
        )}
      </td>
    </tr>
  )
}

function PointCell({
  point,
  row: { asset, venueName, label, basis },
  reason,
  of,
}: {
  readonly point: SpanPoint | null
  readonly row: FundSpanRow
  readonly reason: string
  readonly of: string
}) {
  if (point === null) {
    return (
      <NumberCell>
        <Absent reason={reason} />
      </NumberCell>
    )
  }
  return (
    <NumberCell>
      {asset === null || point.units === null ? null : <Units value={point.units} asset={asset} reason="" />}
      {asset === 'USD' && point.units !== null ? null : (
        <span className={point.units === null ? undefined : styles.detail}>
          <Usd value={point.usd} reason="no dollar price" />
        </span>
      )}
      <span className={styles.detail}>
        <time dateTime={point.at}>{formatTime(point.at)}</time>
        {basis === 'published' || point.sha256 === null ? null : (
          <>
            {' · '}
            <EvidenceLink sha256={point.sha256} of={`${of} of ${venueName} ${label}`} reason="" />
          </>
        )}
      </span>
    </NumberCell>
  )
}

function MissingVenues({ missing }: { readonly missing: FundSpans['missing'] }) {
  if (missing.length === 0) return null
  return (
    <details className={styles.missing}>
      <summary>{missing.length} venues without a balance in these days</summary>
      <ul>
        {missing.map(({ venue, name, why }) => (
          <li key={venue}>
            <a href={`/venues/${venue}`}>{name}</a>: {why}
          </li>
        ))}
      </ul>
    </details>
  )
}
