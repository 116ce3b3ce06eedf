import { Units, Usd } from '@/app/_components/value'
import type { EpisodeAmount, EpisodeDto } from '@/lib/queries/dto/episode'
import styles from './event-amount.module.css'

/** What a fund held before a fall and at its lowest, in units where it holds one asset, and in dollars. */
export function EpisodeAmounts({ episode }: { readonly episode: Pick<EpisodeDto, 'before' | 'trough' | 'asset'> }) {
  return (
    <span className={styles.amount}>
      <span className={styles.figure}>
        <Amount amount={episode.before} asset={episode.asset} /> →
      </span>{' '}
      <span className={styles.figure}>
        <Amount amount={episode.trough} asset={episode.asset} />
      </span>
      <span className={styles.meaning}> before the fall, and at its lowest</span>
    </span>
  )
}

function Amount({ amount: { units, usd }, asset }: { readonly amount: EpisodeAmount; readonly asset: string | null }) {
  if (asset === null || units === null) return <Usd value={usd} reason="no dollar price" />
  return (
    <>
      <Units value={units} asset={asset} reason="no units" />
      {usd === null || asset === 'USD' ? null : (
        <>
          {' ('}
          <Usd value={usd} reason="" />
          {')'}
        </>
      )}
    </>
  )
}
