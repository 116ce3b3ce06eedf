import { Units, Usd } from '@/app/_components/value'
import type { EventRow } from '@/lib/queries/dto/record'
import { amountMeaningWords } from '@/lib/render/event-words'
import styles from './event-amount.module.css'

/** The amount of an event with what it is: most amounts of the record are not a loss of the fund. */
export function EventAmount({
  event: { amount, asset, usd, amountMeaning },
}: {
  readonly event: Pick<EventRow, 'amount' | 'asset' | 'usd' | 'amountMeaning'>
}) {
  const meaning = amountMeaningWords(amountMeaning)
  const isDollars = asset === 'USD'
  return (
    <span className={styles.amount}>
      <span className={styles.figure}>
        {isDollars ? (
          <Usd value={amount} reason="no amount on record" />
        ) : (
          <Units value={amount} asset={asset ?? ''} reason="no amount on record" />
        )}
        {isDollars || usd === null ? null : (
          <>
            {' ('}
            <Usd value={usd} reason="no dollar value" />
            {')'}
          </>
        )}
      </span>
      {meaning === null ? null : <span className={styles.meaning}> amount is {meaning}</span>}
    </span>
  )
}
