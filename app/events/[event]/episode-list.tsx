import Link from 'next/link'
import type { EpisodeDto } from '@/lib/queries/dto/episode'
import { episodeTitle, recoveryText, severityWords } from '@/lib/render/episode-words'
import { formatTime } from '@/lib/render/time'
import styles from './event-neighbours.module.css'

/** Detected episodes, a line each. */
export function EpisodeList({ episodes }: { readonly episodes: readonly EpisodeDto[] }) {
  if (episodes.length === 0) return <p className={styles.none}>None found in stored balances.</p>
  return (
    <ul className={styles.list}>
      {episodes.map((episode) => (
        <li key={episode.episode}>
          <Link href={`/events/${encodeURIComponent(episode.episode)}`} prefetch={false}>
            {episodeTitle(episode)}
          </Link>
          <span className={styles.detail}>
            <time dateTime={episode.crossedAt}>{formatTime(episode.crossedAt)}</time> UTC ·{' '}
            {severityWords[episode.severity].word} · {recoveryText(episode)}
          </span>
        </li>
      ))}
    </ul>
  )
}
