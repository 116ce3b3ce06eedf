import { plain } from '@/lib/core/decimal'
import { answer, type Reply } from '@/lib/simulate/responder'
import { type Account, children, hlp, LIQUIDATOR_VAULT_ADDRESS } from '@/lib/simulate/venues/hyperliquid/book'
import { px } from '@/lib/simulate/venues/hyperliquid/markets'
import type { VenueView } from '@/lib/simulate/view'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const LEADER = '0x677d831aef5328190852e24f13c46cac05f984e7'
const LAUNCH_MS = Date.UTC(2025, 0, 1)
const LIQUIDATED_USER = '0x5c9f4c2b6e0c5f5a3c1d7e8f90a1b2c3d4e5f607'
const FILLS_PER_PAGE = 2_000
const ADDRESS = /^0x[0-9a-f]{40}$/

/** Lower case, or null for what is not an address. */
export function readAddress(value: unknown): string | null {
  const address = typeof value === 'string' ? value.toLowerCase() : ''
  return ADDRESS.test(address) ? address : null
}

const accounts = [hlp, ...children]
const accountOf = (address: string) => accounts.find((account) => account.address === address) ?? null

const PERIODS = [
  ['day', DAY_MS, HOUR_MS],
  ['week', 7 * DAY_MS, 6 * HOUR_MS],
  ['month', 30 * DAY_MS, DAY_MS],
  ['allTime', Number.POSITIVE_INFINITY, 14 * DAY_MS],
] as const

type Point = readonly [ms: number, value: string]

function equityAt(view: VenueView, account: Account, at: Date): string {
  return px(plain(view.pool(account.spec, at).units))
}

/** Equity on a grid of the period, then the present one. */
function historyOf(view: VenueView, account: Account, spanMs: number, stepMs: number): readonly Point[] {
  const first = Math.max(view.at.getTime() - spanMs, LAUNCH_MS)
  const points: Point[] = []
  for (let time = Math.ceil(first / stepMs) * stepMs; time < view.at.getTime(); time += stepMs) {
    points.push([time, equityAt(view, account, new Date(time))])
  }
  return [...points, [view.at.getTime(), equityAt(view, account, view.at)]]
}

/** All profit, no deposits: the equity against its first value. */
function profitOf(history: readonly Point[]): readonly Point[] {
  const [first] = history
  return first ? history.map(([ms, value]) => [ms, px((Number(value) - Number(first[1])).toFixed(6))]) : []
}

function portfolioOf(view: VenueView, account: Account) {
  const parts = PERIODS.map(([name, spanMs, stepMs]) => {
    const accountValueHistory = historyOf(view, account, spanMs, stepMs)
    return { name, value: { accountValueHistory, pnlHistory: profitOf(accountValueHistory), vlm: '0.0' } }
  })
  const perp = (name: string) => `perp${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  return [
    ...parts.map(({ name, value }) => [name, value] as const),
    ...parts.map(({ name, value }) => [perp(name), value] as const),
  ]
}

export function answerPortfolio(address: string, view: VenueView): Reply {
  const account = accountOf(address)
  if (!account) return answer([], { fields: ['accountValueHistory'] })
  view.servePool(account.spec)
  return answer(portfolioOf(view, account), { fields: ['accountValueHistory'] })
}

function relationshipOf(account: Account) {
  if (account !== hlp) return { type: 'child' }
  return { type: 'parent', data: { childAddresses: children.map(({ address }) => address) } }
}

/** Null for an address that is not a vault. */
export function answerVault(address: string, view: VenueView): Reply | null {
  const fields = { rows: [['portfolio']], fields: ['accountValueHistory', 'portfolio'] } as const
  const common = { leader: LEADER, description: '', followerState: null, leaderFraction: 0.0002, leaderCommission: 0 }
  const closing = { isClosed: false, allowDeposits: true, alwaysCloseOnWithdraw: false }
  if (address === LIQUIDATOR_VAULT_ADDRESS) {
    const body = {
      name: 'Liquidator',
      vaultAddress: address,
      ...common,
      portfolio: [['day', { accountValueHistory: [[view.at.getTime(), '1250.5']], pnlHistory: [], vlm: '0.0' }]],
      apr: 0,
      followers: [],
      maxDistributable: 0,
      maxWithdrawable: 0,
      relationship: { type: 'normal' },
      ...closing,
    }
    return answer(body, fields)
  }
  const account = accountOf(address)
  if (!account) return null
  const equity = view.servePool(account.spec).units.toNumber()
  const body = {
    name: account.name,
    vaultAddress: address,
    ...common,
    portfolio: portfolioOf(view, account),
    apr: 0.037569521048262375,
    followers: [],
    maxDistributable: equity * 0.9,
    maxWithdrawable: equity * 0.9,
    relationship: relationshipOf(account),
    ...closing,
  }
  return answer(body, fields)
}

function marginSummary(equity: string, notional: string) {
  return { accountValue: equity, totalNtlPos: notional, totalRawUsd: equity, totalMarginUsed: '0.0' }
}

/** Any address has a state; a stranger's is empty. HLP itself holds its money in its children. */
export function answerState(address: string, view: VenueView): Reply {
  const account = accountOf(address)
  const own = account && account !== hlp ? view.servePool(account.spec) : null
  const equity = own ? px(plain(own.units)) : '0.0'
  const summary = marginSummary(equity, own ? px(plain(own.units.times('0.4').toDecimalPlaces(6))) : '0.0')
  const body = {
    marginSummary: summary,
    crossMarginSummary: summary,
    crossMaintenanceMarginUsed: '0.0',
    withdrawable: equity,
    assetPositions: [],
    time: view.now.getTime(),
  }
  return answer(body, { rows: [], fields: ['accountValue', 'marginSummary'] })
}

/** Twenty takeovers in each minute of a stress hour, by the liquidators; oldest first, 2,000 at most. */
export function answerFills(address: string, body: Readonly<Record<string, unknown>>, view: VenueView): Reply | null {
  const start = typeof body.startTime === 'number' ? body.startTime : null
  const end = typeof body.endTime === 'number' ? body.endTime : view.now.getTime()
  if (start === null) return null
  const account = accountOf(address)
  const fills: unknown[] = []
  if (account?.spec.role === 'liquidator') {
    const first = Math.max(floorTo(new Date(start), MINUTE_MS).getTime(), view.at.getTime() - 3 * DAY_MS)
    for (let time = first; time <= Math.min(end, view.now.getTime()); time += MINUTE_MS) {
      if (view.stress(new Date(time)).phase === 'active') fills.push(...fillsOf(view, account, time))
    }
  }
  const asked = fills.slice(0, FILLS_PER_PAGE)
  return answer(asked, { fields: ['liquidation', 'dir'] })
}

function fillsOf(view: VenueView, account: Account, time: number): readonly unknown[] {
  const coins = view.markets.filter((spec) => spec.segment === '' && spec.listed)
  return Array.from({ length: 20 }, (_, index) => {
    const roll = (word: string) => view.roll(`${word} ${account.address} ${index}`, Math.floor(time / MINUTE_MS))
    const spec = coins[Math.floor(roll('coin') * coins.length)]
    const mark = spec ? px(view.market(spec, new Date(time)).mark) : '0.0'
    const deleveraged = roll('dir') < 0.25
    return {
      coin: spec?.market ?? '',
      px: mark,
      sz: px((10 * roll('size')).toFixed(2)),
      side: roll('side') < 0.5 ? 'B' : 'A',
      time: time + index * 1_000,
      startPosition: '0.0',
      dir: deleveraged ? 'Auto-Deleveraging' : 'Open Long',
      closedPnl: '0.0',
      hash: `0x${'0'.repeat(64)}`,
      oid: Math.floor(time / 1000) * 100 + index,
      crossed: true,
      fee: '0.0',
      feeToken: 'USDC',
      tid: Math.floor(time / 1000) * 100 + index,
      liquidation: {
        liquidatedUser: deleveraged ? account.address : LIQUIDATED_USER,
        markPx: mark,
        method: 'backstop',
      },
    }
  })
}
