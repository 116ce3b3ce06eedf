import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { StateBadge } from '@/app/_components/state-badge'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import type { DecimalText, IsoTime } from '@/lib/queries/dto/common'
import type { LiquidationBlock, LiquidationWindow } from '@/lib/queries/dto/context'
import { boundWord, isNoneSeen, windowWords } from '@/lib/render/context-text'
import { formatInteger } from '@/lib/render/format'
import { asSentence } from '@/lib/render/words'
import styles from './parts.module.css'

/** Liquidations of the last day and week as the venue's public feed shows them. */
export function LiquidationsTable({
  block,
  renderedAt,
}: {
  readonly block: LiquidationBlock
  readonly renderedAt: IsoTime
}) {
  return (
    <>
      <p className={styles.small}>
        Feed:{' '}
        <StateBadge
          state={block.state}
          checkedAt={block.checkedAt}
          expectedEveryS={block.expectedEveryS}
          renderedAt={renderedAt}
          staleText="too old to speak of now"
        />
      </p>
      <DataTable caption="Liquidations up to now, from the public feed">
        <thead>
          <tr>
            <ColumnHeader>Last</ColumnHeader>
            <ColumnHeader numeric>
              <Term name="liquidated" />
            </ColumnHeader>
            <ColumnHeader numeric>
              <Term name="beyond_bankruptcy" />
            </ColumnHeader>
            <ColumnHeader numeric>Share beyond</ColumnHeader>
            <ColumnHeader numeric>Loss beyond bankruptcy</ColumnHeader>
            <ColumnHeader numeric>Booked by the fund</ColumnHeader>
            <ColumnHeader numeric>
              <Term name="loss_per_liquidated" />
            </ColumnHeader>
            <ColumnHeader numeric>Taken by a backstop</ColumnHeader>
            <ColumnHeader numeric>Closed by ADL</ColumnHeader>
            <ColumnHeader numeric>Rows</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {block.windows.map((row) => (
            <tr key={row.window}>
              <th scope="row">{windowWords(row.window)}</th>
              <Amount row={row} value={row.liquidatedUsd} reason={row.reason} />
              <Amount row={row} value={row.beyondUsd} reason={row.beyondReason} />
              <NumberCell>
                <Percent value={row.beyondShare} reason={row.beyondReason ?? ''} />
              </NumberCell>
              <Amount row={row} value={row.lossUsd} reason={row.beyondReason} />
              <NumberCell>
                <Usd value={row.bookedUsd} reason="the fund’s flows are not typed" />
              </NumberCell>
              <NumberCell>
                <LossRate row={row} />
              </NumberCell>
              <Amount row={row} value={row.backstopUsd} reason={row.reason} />
              <Amount row={row} value={row.adlUsd} reason={row.reason} />
              <NumberCell>{formatInteger(row.rows)}</NumberCell>
              <td className={styles.note}>{row.reason === null ? '' : asSentence(row.reason)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}

/** Loss per liquidated notional, with what it was taken from. */
function LossRate({ row }: { readonly row: LiquidationWindow }) {
  return (
    <>
      {row.lossRatioAtMost ? 'at most ' : ''}
      <Percent value={row.lossRatio} reason={row.lossRatioReason ?? ''} />
      {row.lossRatioBasis === null ? null : (
        <span className={styles.small}>{row.lossRatioBasis === 'feed' ? ' from the feed' : ' from its bookings'}</span>
      )}
    </>
  )
}

function Amount({
  row,
  value,
  reason,
}: {
  readonly row: LiquidationWindow
  readonly value: DecimalText | null
  readonly reason: string | null
}) {
  if (isNoneSeen(row, value)) return <NumberCell>none seen</NumberCell>
  return (
    <NumberCell>
      {value === null ? '' : boundWord(row)}
      <Usd value={value} reason={reason ?? 'no dollar value'} />
    </NumberCell>
  )
}
