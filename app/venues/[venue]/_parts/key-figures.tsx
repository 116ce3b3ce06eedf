import Link from 'next/link'
import { BandBar } from '@/app/_components/band-bar'
import { Figure, Figures } from '@/app/_components/figure'
import { Remarks } from '@/app/_components/remarks'
import { StateBadge } from '@/app/_components/state-badge'
import { Term } from '@/app/_components/term'
import { Change, Percent, Usd } from '@/app/_components/value'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { repliesAbout } from '@/lib/render/correction-text'
import { stressHref } from '@/lib/render/stress-query'
import { remarkOn } from '@/lib/render/venue-text'
import { asSentence } from '@/lib/render/words'
import styles from './key-figures.module.css'

/** The headline figures of a venue, and what must be said of them. */
export function KeyFigures({ page, renderedAt }: { readonly page: VenuePage; readonly renderedAt: IsoTime }) {
  const { latest } = page
  const reason = latest.reason ?? 'not yet collected'
  const noFund = page.fundAbsence === null ? reason : 'no figure to collect'
  const remark = remarkOn(page)
  return (
    <div>
      <Figures>
        <Figure
          label={<Term name="fund">{page.fundName === null ? 'Fund' : `Fund (“${page.fundName}”)`}</Term>}
          note={
            latest.fundUsd === null ? undefined : (
              <>
                24 h <Change value={latest.change24h} reason="no base" /> · 7 d{' '}
                <Change value={latest.change7d} reason="no base" /> · <Term name="drawdown">drawdown</Term>{' '}
                <Percent value={latest.drawdown} reason="no history yet" />
              </>
            )
          }
        >
          <Usd value={latest.fundUsd} reason={noFund} />
        </Figure>
        <Figure
          label={<Term name="open_interest" />}
          note={
            latest.coveredOiUsd === null ? undefined : (
              <>
                covered by a fund: <Usd value={latest.coveredOiUsd} reason="" />
              </>
            )
          }
        >
          <Usd value={latest.oiUsd} reason={reason} />
        </Figure>
        <Figure
          label={<Term name="coverage" />}
          note={
            latest.weakestFund === null ? undefined : (
              <>
                <Term name="weakest_pool">weakest pool</Term>: <Percent value={latest.weakestFund.coverage} reason="" />{' '}
                {page.weakestFundLabel ?? latest.weakestFund.fund}
              </>
            )
          }
        >
          <Percent value={latest.coverage} reason={latest.fundUsd === null ? 'no fund figure' : reason} />
        </Figure>
        <Figure
          label={<Term name="exhaustion_move" />}
          note={
            latest.fundUsd === null ? undefined : (
              <Link href={stressHref({ venue: page.venue })} prefetch={false}>
                stress test it
              </Link>
            )
          }
        >
          <BandBar
            band={latest.exhaustionMove}
            reason={latest.fundUsd === null ? 'no fund figure' : (page.exhaustionReason ?? reason)}
          />
        </Figure>
        <Figure
          label={<Term name="usable" />}
          note={
            latest.usableBasis === null
              ? undefined
              : latest.usableBasis === 'rule'
                ? 'before ADL starts by its rule'
                : 'full balance'
          }
        >
          <Usd value={latest.usableUsd} reason={latest.fundUsd === null ? 'no fund figure' : reason} />
        </Figure>
        <Figure label={<Term name="state">State</Term>}>
          <span className={styles.state}>
            <StateBadge
              state={latest.state}
              checkedAt={latest.checkedAt}
              expectedEveryS={page.expectedEveryS}
              renderedAt={renderedAt}
            />
          </span>
        </Figure>
      </Figures>
      <Remarks
        corrections={page.remarks.corrections.filter(({ about }) => about !== 'record')}
        replies={repliesAbout(page.remarks.replies, 'fund', 'coverage', 'open_interest', 'exhaustion')}
      />
      {remark === null ? null : <p className={styles.remark}>{asSentence(`On these figures: ${remark}`)}</p>}
    </div>
  )
}
