import Link from 'next/link'
import type { ReactNode } from 'react'
import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Percent } from '@/app/_components/value'
import type { EpisodeDto, Happening } from '@/lib/queries/dto/episode'
import type { EventRow } from '@/lib/queries/dto/record'
import { venueName } from '@/lib/queries/venue-names'
import { episodeTitle, recoveryText, samplingText, severityWords } from '@/lib/render/episode-words'
import { stagesInOrder } from '@/lib/render/event-words'
import { formatTime } from '@/lib/render/time'
import { plainWord } from '@/lib/render/words'
import { EpisodeAmounts } from './episode-amounts'
import { EventAmount } from './event-amount'
import { EventDates } from './event-dates'
import styles from './events-table.module.css'

/** Events of the record and detected episodes, one row each; on a narrow screen the cells of a row stand below each other. */
export function EventsTable({ rows, caption }: { readonly rows: readonly Happening[]; readonly caption: string }) {
  return (
    <DataTable caption={caption} height="flowing" className={styles.table}>
      <thead className={styles.head}>
        <tr>
          <ColumnHeader>Event</ColumnHeader>
          <ColumnHeader>Date (UTC)</ColumnHeader>
          <ColumnHeader>Venue</ColumnHeader>
          <ColumnHeader>Stages on record, or size of the fall</ColumnHeader>
          <ColumnHeader>Amount, and what it is</ColumnHeader>
          <ColumnHeader>How we know</ColumnHeader>
        </tr>
      </thead>
      <tbody className={styles.body}>
        {rows.map((row) =>
          row.source === 'record' ? (
            <RecordRow key={row.event.event} event={row.event} />
          ) : (
            <DetectedRow key={row.episode.episode} episode={row.episode} />
          ),
        )}
      </tbody>
    </DataTable>
  )
}

function Title({ id, title, kind }: { readonly id: string; readonly title: string; readonly kind: ReactNode }) {
  return (
    <th scope="row" className={styles.title}>
      <Link href={`/events/${encodeURIComponent(id)}`} prefetch={false}>
        {title}
      </Link>
      <span className={styles.kind}>{kind}</span>
    </th>
  )
}

function RecordRow({ event }: { readonly event: EventRow }) {
  return (
    <tr className={styles.row}>
      <Title id={event.event} title={event.title} kind={<>on record · {plainWord(event.kind)}</>} />
      <td className={styles.date}>
        <EventDates event={event} />
      </td>
      <td className={styles.venue}>{venueName(event.venue)}</td>
      <td className={styles.stages}>{stagesInOrder(event.stages).join(' → ')}</td>
      <td className={styles.amount}>
        {event.amount === null ? <Absent reason="no amount on record" /> : <EventAmount event={event} />}
      </td>
      <td className={styles.known}>
        confidence {event.confidence}
        {event.viaCopy ? <span className={styles.kind}>via copy</span> : null}
      </td>
    </tr>
  )
}

function DetectedRow({ episode }: { readonly episode: EpisodeDto }) {
  return (
    <tr className={styles.row}>
      <Title
        id={episode.episode}
        title={episodeTitle(episode)}
        kind={<>detected{episode.note === null ? '' : ` · the record says: ${episode.note}`}</>}
      />
      <td className={styles.date}>
        <time dateTime={episode.crossedAt}>{formatTime(episode.crossedAt)}</time>
      </td>
      <td className={styles.venue}>{episode.venueName}</td>
      <td className={styles.stages}>
        {severityWords[episode.severity].word}: <Percent value={episode.fall} reason="" />
        <span className={styles.kind}>{recoveryText(episode)}</span>
      </td>
      <td className={styles.amount}>
        <EpisodeAmounts episode={episode} />
      </td>
      <td className={styles.known}>
        {episode.basis} balances
        <span className={styles.kind}>
          {samplingText(episode.samples, episode.expectedSamples, episode.longestGapS)}
        </span>
      </td>
    </tr>
  )
}
