import { Absent } from '@/app/_components/absent'
import type { VenuePage } from '@/lib/queries/dto/venue'
import styles from './facts.module.css'

/** The order in which losses are borne, short: each step with the price at which positions close there. */
export function WaterfallCell({ steps }: { readonly steps: VenuePage['waterfall'] }) {
  if (steps.length === 0) return <Absent reason="none on record" />
  const ordered = [...steps].sort((a, b) => a.step - b.step)
  return (
    <ol className={styles.steps}>
      {ordered.map(({ step, name, closePrice }) => (
        <li key={step}>
          {name}
          {closePrice === null ? null : <span className={styles.small}>closes at: {closePrice}</span>}
        </li>
      ))}
    </ol>
  )
}
