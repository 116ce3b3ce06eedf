import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { Notice } from '@/app/_components/notice'
import { Units, Usd } from '@/app/_components/value'
import type { EventFund } from '@/lib/queries/dto/event'
import type { FigureRow } from '@/lib/queries/dto/record'
import { venueName } from '@/lib/queries/venue-names'
import { formatDatePartial } from '@/lib/render/time'
import { plainWord } from '@/lib/render/words'
import styles from './event-figures.module.css'

/** What the record says the venue's funds held before and after, and every figure near the event. */
export function EventFigures({
  name,
  funds,
  figures,
}: {
  readonly name: string
  readonly funds: readonly EventFund[]
  readonly figures: readonly FigureRow[]
}) {
  if (figures.length === 0 && funds.length === 0) {
    return (
      <Notice title={`No figure of ${name} is on record near this event.`}>
        What its fund held before and after is not known from public sources.
      </Notice>
    )
  }
  return (
    <>
      {funds.length === 0 ? null : (
        <DataTable caption={`Balances of ${name} nearest to the event`} showCaption height="flowing">
          <thead>
            <tr>
              <ColumnHeader>Asset</ColumnHeader>
              <ColumnHeader numeric>Last before</ColumnHeader>
              <ColumnHeader>On</ColumnHeader>
              <ColumnHeader numeric>First after</ColumnHeader>
              <ColumnHeader>On</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {funds.map(({ asset, before, after }) => (
              <tr key={asset}>
                <th scope="row">{asset}</th>
                <Nearest asset={asset} figure={before} />
                <Nearest asset={asset} figure={after} />
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {figures.length === 0 ? null : <FiguresList caption={`Figures of ${name} within 60 days`} figures={figures} />}
    </>
  )
}

/** What the record says of other venues' funds near the event, marked as published. */
export function OtherFigures({ figures }: { readonly figures: readonly FigureRow[] }) {
  return <FiguresList caption="Published figures of other venues within 10 days" figures={figures} withVenue />
}

function FiguresList({
  caption,
  figures,
  withVenue = false,
}: {
  readonly caption: string
  readonly figures: readonly FigureRow[]
  readonly withVenue?: boolean
}) {
  return (
    <DataTable caption={caption} showCaption>
      <thead>
        <tr>
          <ColumnHeader>Date (UTC)</ColumnHeader>
          {withVenue ? <ColumnHeader>Venue</ColumnHeader> : null}
          <ColumnHeader>What it is</ColumnHeader>
          <ColumnHeader numeric>Amount</ColumnHeader>
          <ColumnHeader numeric>US dollars</ColumnHeader>
          <ColumnHeader>Confidence</ColumnHeader>
          <ColumnHeader>Source</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {figures.map((row) => (
          <tr key={`${row.venue} ${row.date} ${row.metric} ${row.asset} ${row.amount} ${row.sourceUrl}`}>
            <th scope="row">
              {row.date === null ? 'undated' : <time dateTime={row.date}>{formatDatePartial(row.date)}</time>}
              {row.datePrecision === 'approx' ? ' (about)' : ''}
            </th>
            {withVenue ? <td>{venueName(row.venue)}</td> : null}
            <td>
              {plainWord(row.metric)}
              {row.note === '' ? null : <span className={styles.note}>{row.note}</span>}
            </td>
            <NumberCell>
              <Units value={row.amount} asset={row.asset} reason="no amount" />
            </NumberCell>
            <NumberCell>
              <Usd value={row.usd} reason="no price on that date" />
            </NumberCell>
            <td>
              {row.confidence}
              {row.viaCopy ? ', via copy' : ''}
            </td>
            <td>
              <ExternalLink href={row.sourceUrl} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Nearest({ asset, figure }: { readonly asset: string; readonly figure: EventFund['before'] }) {
  if (figure === null) {
    return (
      <>
        <NumberCell>
          <Absent reason="none within 62 days" />
        </NumberCell>
        <td />
      </>
    )
  }
  return (
    <>
      <NumberCell>
        <Units value={figure.amount} asset={asset} reason="no amount" />
        {figure.usd === null ? null : (
          <span className={styles.note}>
            <Usd value={figure.usd} reason="" />
          </span>
        )}
      </NumberCell>
      <td>
        <time dateTime={figure.date}>{figure.date}</time>
      </td>
    </>
  )
}
