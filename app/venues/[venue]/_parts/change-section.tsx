import Link from 'next/link'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import { Section } from '@/app/_components/page'
import { Segmented } from '@/app/_components/segmented'
import { ShownLine } from '@/app/_components/shown-line'
import { Units, Usd } from '@/app/_components/value'
import type { Attribution } from '@/lib/queries/dto/attribution'
import { attributionWords } from '@/lib/render/attribution-words'
import { formatCount, formatTime } from '@/lib/render/format'
import { PERIOD_PRESETS, type PeriodQuery, periodHref } from '@/lib/render/period-query'
import { orderChanges, pickChanges, venueTablePath } from '@/lib/render/venue-shown'
import { asSentence } from '@/lib/render/words'
import { ChangeBar } from './change-bar'
import styles from './change-section.module.css'
import { FundChanges } from './fund-changes'

/** What changed the venue's funds over a period in the address: by cause, as a table that adds up. */
export function ChangeSection({
  attribution,
  query: { period, problem },
  whole = false,
}: {
  readonly attribution: Attribution
  readonly query: PeriodQuery
  /** Every fund, on a page of its own. */
  readonly whole?: boolean
}) {
  const { venue, from, to, measuredFrom, total, totalReason, funds, announced } = attribution
  const wholePath = venueTablePath(venue, 'change')
  const path = whole ? wholePath : `/venues/${venue}`
  const { rows, rule } = whole ? { rows: orderChanges(funds), rule: null } : pickChanges(funds)
  const api = `/api/v1/venues/${venue}/attribution?from=${from}&to=${to}`
  return (
    <Section
      id="change"
      title="What changed the fund"
      note={
        <>
          Flows by cause where the venue types them, the price, and what is left.{' '}
          <Link href="/methodology#attribution" prefetch={false}>
            How it is split
          </Link>
        </>
      }
    >
      <div className={styles.controls}>
        <Segmented
          label="Period of the change"
          segments={PERIOD_PRESETS.map((preset) => ({
            href: periodHref(path, { kind: 'preset', preset }),
            text: preset,
            selected: period.kind === 'preset' && period.preset === preset,
          }))}
        />
        <form className={styles.form} method="get" action={`${path}#change`} aria-label="Days of the change">
          <label>
            <span>From</span>
            <input type="date" name="change_from" required defaultValue={from.slice(0, 10)} />
          </label>
          <label>
            <span>up to, not with</span>
            <input
              type="date"
              name="change_to"
              required
              defaultValue={period.kind === 'days' ? period.to : to.slice(0, 10)}
            />
          </label>
          <button type="submit">Show</button>
        </form>
      </div>
      {problem === null ? null : <Notice title="That period cannot be shown.">{problem}</Notice>}
      <p className={styles.range}>
        <time dateTime={measuredFrom ?? from}>{formatTime(measuredFrom ?? from)}</time> to{' '}
        <time dateTime={to}>{formatTime(to)}</time> UTC
        {measuredFrom === null ? '' : ', from the first balance we hold'} · <a href={api}>these figures (JSON)</a>
      </p>
      {total === null ? (
        <Notice
          title={asSentence(`The change of all funds together cannot be split: ${totalReason ?? 'nothing stored'}`)}
        />
      ) : (
        <TotalTable total={total} />
      )}
      {announced.length === 0 ? null : (
        <ul className={styles.announced}>
          {announced.map((one) => (
            <li key={`${one.date} ${one.asset} ${one.amount}`}>
              {one.date}: <Units value={one.amount} asset={one.asset} reason="" /> put in by the company,{' '}
              <a href={one.sourceUrl}>announced</a>
              {one.fund === null ? '; which fund it went to cannot be told' : ''}
            </li>
          ))}
        </ul>
      )}
      <ShownLine rule={rule} href={periodHref(wholePath, period)}>
        {`All ${formatCount(funds.length, 'fund')}`}
      </ShownLine>
      {rows.length === 0 ? null : <FundChanges funds={rows} />}
    </Section>
  )
}

function TotalTable({ total }: { readonly total: NonNullable<Attribution['total']> }) {
  const most = total.parts.map(({ usd }) => Math.abs(Number(usd))).reduce((a, b) => Math.max(a, b), 0)
  return (
    <>
      <DataTable caption="The change of all funds together, by cause" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Part</ColumnHeader>
            <ColumnHeader numeric>US dollars</ColumnHeader>
            <ColumnHeader>Share of the largest</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">At the start</th>
            <NumberCell>
              <Usd value={total.beforeUsd} reason="" />
            </NumberCell>
            <td />
          </tr>
          {total.parts.map(({ part, usd }) => (
            <tr key={part}>
              <th scope="row">
                {attributionWords[part].word}
                <span className={styles.meaning}>{attributionWords[part].meaning}</span>
              </th>
              <NumberCell>
                <Usd value={usd} reason="" />
              </NumberCell>
              <td>
                <ChangeBar value={Number(usd)} most={most} />
              </td>
            </tr>
          ))}
          <tr className={styles.sum}>
            <th scope="row">Change</th>
            <NumberCell>
              <Usd value={total.changeUsd} reason="" />
            </NumberCell>
            <td />
          </tr>
          <tr>
            <th scope="row">At the end</th>
            <NumberCell>
              <Usd value={total.afterUsd} reason="" />
            </NumberCell>
            <td />
          </tr>
        </tbody>
      </DataTable>
      {total.leftOut.length === 0 ? null : (
        <p className={styles.range}>Left out, because they cannot be split: {total.leftOut.join(', ')}.</p>
      )}
    </>
  )
}
