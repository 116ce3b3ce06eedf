import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { TimeText } from '@/app/_components/time-text'
import { Usd } from '@/app/_components/value'
import type { EvidenceContext, EvidencePage } from '@/lib/queries/dto/evidence'
import { venueName } from '@/lib/queries/venue-names'
import { plainWord } from '@/lib/render/words'
import { Cut, Reason } from './derived-notes'
import styles from './page.module.css'

/** Volume, depth and liquidations read from the bytes. */
export function DerivedContext({ evidence: { context, counts } }: { readonly evidence: EvidencePage }) {
  return (
    <>
      <Volumes rows={context.volumes} all={counts.volumes} />
      <Depths rows={context.depths} all={counts.depths} />
      <Liquidations rows={context.liquidations} all={counts.liquidations} />
    </>
  )
}

function MarketCell({ market, venue }: { readonly market: string; readonly venue: string }) {
  return (
    <th scope="row">
      {market}
      <span className={styles.small}>{venueName(venue)}</span>
    </th>
  )
}

function Volumes({ rows, all }: { readonly rows: EvidenceContext['volumes']; readonly all: number }) {
  if (rows.length === 0) return null
  return (
    <>
      <DataTable caption="24 h volume read from these bytes" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Market</ColumnHeader>
            <ColumnHeader numeric>Base units</ColumnHeader>
            <ColumnHeader numeric>Value</ColumnHeader>
            <ColumnHeader>Observed (UTC)</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.venue} ${row.market} ${row.observedAt} ${row.valueUsd}`}>
              <MarketCell {...row} />
              <NumberCell>{row.baseUnits ?? <Absent reason="not given" />}</NumberCell>
              <NumberCell>
                <Usd value={row.valueUsd} reason={row.reason ?? 'no dollar value'} />
              </NumberCell>
              <td>
                <TimeText at={row.observedAt} reason="" />
              </td>
              <Reason reason={row.reason} />
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Cut shown={rows.length} all={all} what="market" />
    </>
  )
}

function Depths({ rows, all }: { readonly rows: EvidenceContext['depths']; readonly all: number }) {
  if (rows.length === 0) return null
  return (
    <>
      <DataTable caption="Order-book depth read from these bytes" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Market</ColumnHeader>
            <ColumnHeader numeric>Middle</ColumnHeader>
            <ColumnHeader numeric>Bids, asks within 1 %</ColumnHeader>
            <ColumnHeader numeric>Bids, asks within 2 %</ColumnHeader>
            <ColumnHeader>Observed (UTC)</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.venue} ${row.market} ${row.observedAt} ${row.midPrice}`}>
              <MarketCell {...row} />
              <NumberCell>{row.midPrice}</NumberCell>
              {row.bands.map(({ band, bidUsd, askUsd }) => (
                <NumberCell key={band}>
                  <Usd value={bidUsd} reason="book ends before" />, <Usd value={askUsd} reason="book ends before" />
                </NumberCell>
              ))}
              <td>
                <TimeText at={row.observedAt} reason="" />
              </td>
              <Reason reason={row.reason} />
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Cut shown={rows.length} all={all} what="book" />
    </>
  )
}

function Liquidations({ rows, all }: { readonly rows: EvidenceContext['liquidations']; readonly all: number }) {
  if (rows.length === 0) return null
  return (
    <>
      <DataTable caption="Liquidations read from these bytes" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Event</ColumnHeader>
            <ColumnHeader>Market</ColumnHeader>
            <ColumnHeader>Kind, side</ColumnHeader>
            <ColumnHeader numeric>Base units</ColumnHeader>
            <ColumnHeader numeric>Price</ColumnHeader>
            <ColumnHeader numeric>Value</ColumnHeader>
            <ColumnHeader numeric>Loss</ColumnHeader>
            <ColumnHeader>Time (UTC)</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.venue} ${row.event} ${row.observedAt} ${row.baseUnits} ${row.valueUsd}`}>
              <th scope="row">
                <code className={styles.code}>{row.event}</code>
                <span className={styles.small}>{venueName(row.venue)}</span>
              </th>
              <td>{row.market ?? <Absent reason="several" />}</td>
              <td>
                {plainWord(row.liquidation)}
                {row.side === null ? '' : `, ${row.side}`}
              </td>
              <NumberCell>{row.baseUnits ?? <Absent reason="not given" />}</NumberCell>
              <NumberCell>{row.price ?? <Absent reason="not given" />}</NumberCell>
              <NumberCell>
                <Usd value={row.valueUsd} reason={row.reason ?? 'no dollar value'} />
              </NumberCell>
              <NumberCell>
                <Usd value={row.lossUsd} reason="not published" />
              </NumberCell>
              <td>
                {row.windowStart === null ? null : (
                  <>
                    <TimeText at={row.windowStart} reason="" /> to{' '}
                  </>
                )}
                <TimeText at={row.observedAt} reason="" />
              </td>
              <Reason reason={row.reason} />
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Cut shown={rows.length} all={all} what="liquidation" />
    </>
  )
}
