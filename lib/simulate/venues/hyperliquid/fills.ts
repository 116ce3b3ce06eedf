import { plain } from '@/lib/core/decimal'
import { answer, type Reply } from '@/lib/simulate/responder'
import { children } from '@/lib/simulate/venues/hyperliquid/book'
import { px } from '@/lib/simulate/venues/hyperliquid/markets'
import type { VenueView } from '@/lib/simulate/view'
import type { Liquidation } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const LIQUIDATED_USER = '0x5c9f4c2b6e0c5f5a3c1d7e8f90a1b2c3d4e5f607'
const FILLS_PER_PAGE = 2_000
/** Fills are kept for three days. */
const KEPT_MS = 3 * DAY_MS

const liquidators = children.filter((account) => account.spec.role === 'liquidator').map((account) => account.address)

/** What the book did not close, taken over by one of the liquidators; what none could keep, deleveraged. */
function fillOf(address: string, spec: MarketSpec, position: number, item: Liquidation) {
  const deleveraged = item.closedBy === 'adl'
  const buys = (item.side === 'long') !== deleveraged
  const tid = item.id * 1_000 + position
  return {
    coin: spec.market,
    px: px(item.bankruptcyPrice),
    sz: px(plain(item.amount)),
    side: buys ? 'B' : 'A',
    time: item.at.getTime(),
    startPosition: '0.0',
    dir: deleveraged ? 'Auto-Deleveraging' : buys ? 'Open Long' : 'Open Short',
    closedPnl: '0.0',
    hash: `0x${'0'.repeat(64)}`,
    oid: tid,
    crossed: true,
    fee: '0.0',
    feeToken: 'USDC',
    tid,
    liquidation: {
      liquidatedUser: deleveraged ? address : LIQUIDATED_USER,
      markPx: px(item.fillPrice),
      method: 'backstop',
    },
  }
}

/** Fills of a liquidator, oldest first, 2,000 at most; other accounts have none. */
export function answerFills(address: string, body: Readonly<Record<string, unknown>>, view: VenueView): Reply | null {
  const start = typeof body.startTime === 'number' ? body.startTime : null
  const end = typeof body.endTime === 'number' ? body.endTime : view.now.getTime()
  if (start === null) return null
  const own = liquidators.indexOf(address)
  const from = new Date(Math.max(start, view.now.getTime() - KEPT_MS))
  const markets = own < 0 ? [] : view.markets.filter((spec) => spec.segment === '' && spec.listed)
  const fills = markets.flatMap((spec, position) =>
    view
      .liquidations(spec, { from, to: new Date(end + 1) })
      .filter((item) => item.closedBy !== 'market' && (item.id + position) % liquidators.length === own)
      .map((item) => fillOf(address, spec, position, item)),
  )
  fills.sort((a, b) => a.time - b.time || a.tid - b.tid)
  return answer(fills.slice(0, FILLS_PER_PAGE), { fields: ['liquidation', 'dir'] })
}
