import { eventRungs } from '@/lib/render/event-words'
import styles from './event-stages.module.css'

/** The layers of the waterfall from the first to the last, each with what the record says of it. */
export function EventStages({ stages }: { readonly stages: readonly string[] }) {
  return (
    <ol className={styles.ladder}>
      <li className={styles.silent}>
        <span className={styles.layer}>Liquidation engine</span>
        <span className={styles.said}>every liquidation starts here; the record does not list it</span>
      </li>
      {eventRungs(stages).map(({ layer, reached }) => (
        <li key={layer} className={reached.length > 0 ? styles.reached : styles.silent}>
          <span className={styles.layer}>{layer}</span>
          <span className={styles.said}>
            {reached.length > 0 ? <strong>on record: {reached.join(', ')}</strong> : 'not on record'}
          </span>
        </li>
      ))}
    </ol>
  )
}
