import { Notice } from '@/app/_components/notice'
import { SourceLine } from '@/app/_components/source-line'
import { Term } from '@/app/_components/term'
import type { VenuePage } from '@/lib/queries/dto/venue'
import styles from './parts.module.css'

/** Who bears a loss when a liquidation fails, in order, each step with its source and the day it was read. */
export function Waterfall({ steps }: { readonly steps: VenuePage['waterfall'] }) {
  if (steps.length === 0) return <Notice title="Not on record." />
  return (
    <ol className={styles.steps}>
      {[...steps]
        .sort((a, b) => a.step - b.step)
        .map((step) => (
          <li key={step.step} className={styles.step}>
            <p className={styles.stepName}>
              {step.step} {step.name}
            </p>
            <p>{step.text}</p>
            {step.closePrice === null ? null : (
              <p>
                Closes at:{' '}
                {step.closePrice.includes('bankruptcy price') ? (
                  <Term name="bankruptcy_price">{step.closePrice}</Term>
                ) : (
                  step.closePrice
                )}
              </p>
            )}
            <SourceLine href={step.sourceUrl} on={step.checkedOn} />
          </li>
        ))}
    </ol>
  )
}
