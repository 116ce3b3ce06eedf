import { plain } from '@/lib/core/decimal'
import { answer, type Reply } from '@/lib/simulate/responder'
import { type Account, children, hlp, LIQUIDATOR_VAULT_ADDRESS } from '@/lib/simulate/venues/hyperliquid/book'
import { px } from '@/lib/simulate/venues/hyperliquid/markets'
import type { VenueView } from '@/lib/simulate/view'
import { DAY_MS, HOUR_MS } from '@/lib/simulate/world/calendar'

const LEADER = '0x677d831aef5328190852e24f13c46cac05f984e7'
const LAUNCH_MS = Date.UTC(2025, 0, 1)
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
