import { Absent } from '@/app/_components/absent'
import { SourceLine } from '@/app/_components/source-line'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { formatLeverage } from '@/lib/render/format'
import styles from './parts.module.css'

/** The highest leverage, and how the venue counts open interest: both decide what coverage means. */
export function LeverageFacts({
  page,
}: {
  readonly page: Pick<VenuePage, 'leverage' | 'leveragePolicy' | 'openInterest' | 'openInterestNote'>
}) {
  const { leverage, leveragePolicy, openInterest } = page
  return (
    <dl className={styles.facts}>
      <dt>Highest leverage</dt>
      <dd>
        {leverage.max === null ? <Absent reason={leverage.reason ?? 'not published'} /> : formatLeverage(leverage.max)}
        {leveragePolicy?.perMarket ? ' · per market in the table below' : ''}
        <br />
        <SourceLine href={leverage.sourceUrl} on={leverage.observedAt} />
      </dd>
      <dt>Open interest</dt>
      <dd>
        {openInterest.sourceSides === 1
          ? 'The venue counts one side.'
          : 'The venue counts both sides; half is used here.'}{' '}
        {page.openInterestNote}
      </dd>
    </dl>
  )
}
