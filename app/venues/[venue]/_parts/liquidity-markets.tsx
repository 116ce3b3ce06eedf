import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { StateBadge } from '@/app/_components/state-badge'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { ContextMarket, DepthBand, DepthBlock, MarketContext, VolatilityBlock } from '@/lib/queries/dto/context'
import { formatCount, formatLeverage, formatMultiple } from '@/lib/render/format'
import { formatAge } from '@/lib/render/time'
import styles from './liquidity.module.css'

/** The largest markets with their order books and how their prices move. */
export function LiquidityMarkets({
  context,
  renderedAt,
}: {
  readonly context: MarketContext
  readonly renderedAt: IsoTime
}) {
  const { markets } = context
  const withDepth = context.depthReason === null
  const withVolume = markets.some(({ volumeUsd }) => volumeUsd !== null)
  return (
    <DataTable caption={`The ${formatCount(markets.length, 'largest market')} by open interest`} showCaption>
      <thead>
        <tr>
          <ColumnHeader>Market</ColumnHeader>
          <ColumnHeader numeric>Open interest</ColumnHeader>
          {withVolume ? <ColumnHeader numeric>Volume, 24 h</ColumnHeader> : null}
          {withDepth ? (
            <>
              <ColumnHeader numeric>
                <Term name="depth">Depth within 1 %</Term>
              </ColumnHeader>
              <ColumnHeader numeric>Depth within 2 %</ColumnHeader>
              <ColumnHeader numeric>
                <Term name="oi_over_depth">Open interest ÷ depth, 2 %</Term>
              </ColumnHeader>
            </>
          ) : null}
          <ColumnHeader numeric>
            <Term name="volatility" />
          </ColumnHeader>
          <ColumnHeader numeric>Highest leverage</ColumnHeader>
          <ColumnHeader numeric>
            <Term name="thinnest_margin">Thinnest margin, in daily moves</Term>
          </ColumnHeader>
          {withDepth ? <ColumnHeader>Book read (UTC), evidence</ColumnHeader> : null}
        </tr>
      </thead>
      <tbody>
        {markets.map((row) => (
          <tr key={row.market}>
            <th scope="row">{row.market}</th>
            <NumberCell>
              <Usd value={row.oiUsd} reason="not known" />
            </NumberCell>
            {withVolume ? (
              <NumberCell>
                <Usd value={row.volumeUsd} reason={row.volumeReason ?? ''} />
              </NumberCell>
            ) : null}
            {withDepth ? <DepthCells depth={row.depth} /> : null}
            <VolatilityCells row={row} />
            {withDepth ? (
              <td>
                <StateBadge
                  state={row.depth.state}
                  checkedAt={row.depth.checkedAt}
                  expectedEveryS={row.depth.expectedEveryS}
                  renderedAt={renderedAt}
                  reason={row.depth.reason}
                  staleText="too old for a ratio"
                />{' '}
                <EvidenceLink
                  sha256={row.depth.rawSha256}
                  of={`the order book of ${row.market}`}
                  reason="no archived answer"
                />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function DepthCells({ depth }: { readonly depth: DepthBlock }) {
  const unread = depth.midPrice === null
  const last = depth.bands.at(-1)
  return (
    <>
      {depth.bands.map((band) => (
        <NumberCell key={band.band}>
          <Sides band={band} reason={unread ? (depth.reason ?? 'not read') : 'book ends before'} />
        </NumberCell>
      ))}
      <NumberCell>
        {last === undefined || last.oiOverDepth === null ? (
          <Absent reason={unread ? 'no book' : 'see note'} />
        ) : (
          <data value={last.oiOverDepth}>{formatMultiple(last.oiOverDepth)}</data>
        )}
      </NumberCell>
    </>
  )
}

function Sides({ band, reason }: { readonly band: DepthBand; readonly reason: string }) {
  if (band.bidUsd === null && band.askUsd === null) return <Absent reason={reason} />
  return (
    <>
      <span className={styles.side}>
        bids <Usd value={band.bidUsd} reason={reason} />
      </span>
      <span className={styles.side}>
        asks <Usd value={band.askUsd} reason={reason} />
      </span>
    </>
  )
}

function VolatilityCells({ row }: { readonly row: ContextMarket }) {
  const { volatility, maxLeverage } = row
  const unknown = volatility.daily === null && maxLeverage !== null
  return (
    <>
      <NumberCell>
        {volatility.daily === null ? (
          <Absent reason={volatility.reason ?? ''} />
        ) : (
          <>
            <span className={styles.side}>
              <Percent value={volatility.daily} reason="" /> a day
            </span>
            <span className={styles.side}>
              <Percent value={volatility.annualised} reason="" /> a year
            </span>
            <span className={styles.span}>{spanOf(volatility)}</span>
          </>
        )}
      </NumberCell>
      <NumberCell>
        {maxLeverage === null ? <Absent reason="not known by market" /> : formatLeverage(maxLeverage)}
      </NumberCell>
      <NumberCell>
        {row.thinnestMarginMoves === null ? (
          <Absent reason={unknown ? 'no volatility' : (row.thinnestMarginReason ?? '')} />
        ) : (
          <data value={row.thinnestMarginMoves}>{formatMultiple(row.thinnestMarginMoves)}</data>
        )}
      </NumberCell>
    </>
  )
}

/** The window a volatility was measured over: `over 26 h, 104 steps`. */
function spanOf({ from, to, returns }: VolatilityBlock): string {
  const ms = from === null || to === null ? 0 : Date.parse(to) - Date.parse(from)
  return `over ${formatAge(ms)}, ${formatCount(returns, 'step')}`
}
