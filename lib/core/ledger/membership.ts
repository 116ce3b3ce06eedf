import { groupBy } from '@/lib/core/collections'

/** A pool as a pass shows it: its stored id and the contracts it covers. */
export interface PoolMembers {
  readonly fund: string
  readonly label: string
  readonly markets: readonly string[]
  /** The capture it was read from. */
  readonly capture: string
}

/** Passes in a row that do not show a pool or a contract any more. */
export interface Missing {
  readonly passes: number
  readonly since: Date
  readonly capture: string
}

/** A pool as it is known, with what is missing of it but not yet given up. */
export interface KnownPool {
  readonly fund: string
  readonly label: string
  readonly missing: Missing | null
  readonly markets: ReadonlyMap<string, Missing | null>
}

export type PoolChangeKind =
  | 'pool_moved'
  | 'pool_split'
  | 'pool_merged'
  | 'pool_new'
  | 'pool_ended'
  | 'markets_joined'
  | 'markets_left'

/** Kinds that move contracts, and with them money, between pools: neither inflow nor outflow. */
export const REGROUPING_KINDS: readonly PoolChangeKind[] = ['pool_moved', 'pool_split', 'pool_merged']

export interface PoolChange {
  readonly kind: PoolChangeKind
  /** Pools on the losing and on the winning side, by stored id. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly markets: readonly string[]
  readonly since: Date
  readonly capture: string
}

/** A contract or pool counts as gone when that many complete passes in a row do not show it. */
export const MEMBER_GONE_AFTER_PASSES = 3

export interface Move {
  readonly from: string
  readonly to: string
  readonly market: string
}

/** Contracts that one pool had and another has now. */
export function findMoves(
  known: readonly { readonly fund: string; readonly markets: Iterable<string> }[],
  found: readonly { readonly fund: string; readonly markets: Iterable<string> }[],
): readonly Move[] {
  const before = new Map(known.map(({ fund, markets }) => [fund, new Set(markets)]))
  const now = new Map(found.map(({ fund, markets }) => [fund, new Set(markets)]))
  const holders = groupBy(
    [...before].flatMap(([fund, markets]) => [...markets].map((market) => ({ fund, market }))),
    ({ market }) => market,
  )
  return [...now].flatMap(([to, markets]) =>
    [...markets]
      .filter((market) => !before.get(to)?.has(market))
      .flatMap((market) =>
        (holders.get(market) ?? [])
          .filter(({ fund }) => !now.get(fund)?.has(market))
          .map(({ fund }) => ({ from: fund, to, market })),
      ),
  )
}

/** The pools whose contracts changed hands in this pass: what they hold now says nothing about flows. */
export function regroupedFunds(
  known: readonly { readonly fund: string; readonly markets: readonly string[] }[],
  found: readonly { readonly fund: string; readonly markets: readonly string[] }[],
): ReadonlySet<string> {
  return new Set(findMoves(known, found).flatMap(({ from, to }) => [from, to]))
}

interface Pass {
  readonly at: Date
  /** A capture of the pass, for what none of its captures shows. */
  readonly capture: string
}

/**
 * Compares the pools of a complete pass with those known. What moved, joined or is new counts at once; what is missing
 * without being elsewhere counts after `MEMBER_GONE_AFTER_PASSES`.
 */
export function compareMembership(
  known: readonly KnownPool[],
  found: readonly PoolMembers[],
  pass: Pass,
): { readonly known: readonly KnownPool[]; readonly changes: readonly PoolChange[] } {
  const moves = findMoves(
    known.map(({ fund, markets }) => ({ fund, markets: markets.keys() })),
    found,
  )
  const byFund = new Map(known.map((pool) => [pool.fund, pool]))
  const present = new Map(found.map((pool) => [pool.fund, pool]))
  const next = [
    ...found.map((pool) => carryOn(pool, byFund.get(pool.fund), moves, pass)),
    ...known.filter(({ fund }) => !present.has(fund)).map((pool) => missed(pool, moves, pass)),
  ]
  const ended = new Set(next.filter(({ isOver }) => isOver).map(({ pool }) => pool.fund))
  return {
    known: next
      .filter(({ isOver }) => !isOver)
      .map(({ pool }) => pool)
      .sort((a, b) => (a.fund < b.fund ? -1 : 1)),
    changes: [
      ...movesAsChanges(moves, { isNew: (fund) => !byFund.has(fund), ended, present, at: pass.at }),
      ...arrivals(found, byFund, moves, pass.at),
      ...departures(next, moves),
    ],
  }
}

interface Carried {
  readonly pool: KnownPool
  readonly isOver: boolean
  /** Contracts given up in this pass, and since when they are away. */
  readonly left: readonly { readonly market: string; readonly missing: Missing }[]
}

function oneMore(missing: Missing | null, { at, capture }: Pass): Missing {
  return missing ? { ...missing, passes: missing.passes + 1 } : { passes: 1, since: at, capture }
}

function carryOn(pool: PoolMembers, before: KnownPool | undefined, moves: readonly Move[], pass: Pass): Carried {
  const shown = new Set(pool.markets)
  const moved = new Set(moves.filter(({ from }) => from === pool.fund).map(({ market }) => market))
  const markets = new Map<string, Missing | null>(pool.markets.map((market) => [market, null]))
  const left: Carried['left'][number][] = []
  for (const [market, away] of before?.markets ?? []) {
    if (shown.has(market) || moved.has(market)) continue
    const missing = oneMore(away, pass)
    if (missing.passes >= MEMBER_GONE_AFTER_PASSES) left.push({ market, missing })
    else markets.set(market, missing)
  }
  return { pool: { fund: pool.fund, label: pool.label, missing: null, markets }, isOver: false, left }
}

function missed(pool: KnownPool, moves: readonly Move[], pass: Pass): Carried {
  const moved = new Set(moves.filter(({ from }) => from === pool.fund).map(({ market }) => market))
  const stay = [...pool.markets].filter(([market]) => !moved.has(market))
  const missing = oneMore(pool.missing, pass)
  const isOver = (moved.size > 0 && stay.length === 0) || missing.passes >= MEMBER_GONE_AFTER_PASSES
  return { pool: { ...pool, missing, markets: new Map(stay) }, isOver, left: [] }
}

function movesAsChanges(
  moves: readonly Move[],
  context: {
    readonly isNew: (fund: string) => boolean
    readonly ended: ReadonlySet<string>
    readonly present: ReadonlyMap<string, PoolMembers>
    readonly at: Date
  },
): readonly PoolChange[] {
  const { isNew, ended, present, at } = context
  const targets = groupBy(moves, ({ from }) => from)
  return [...groupBy(moves, ({ from, to }) => `${from}\n${to}`).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { from, to } = first
    const severalTargets = new Set(targets.get(from)?.map((move) => move.to)).size > 1
    const kind =
      ended.has(from) && !isNew(to) && !severalTargets
        ? 'pool_merged'
        : isNew(to) && (!ended.has(from) || severalTargets)
          ? 'pool_split'
          : 'pool_moved'
    const markets = group.map(({ market }) => market).sort()
    return [{ kind, from: [from], to: [to], markets, since: at, capture: present.get(to)?.capture ?? '' }]
  })
}

function arrivals(
  found: readonly PoolMembers[],
  known: ReadonlyMap<string, KnownPool>,
  moves: readonly Move[],
  at: Date,
): readonly PoolChange[] {
  const common = { from: [], since: at }
  const moved = new Set(moves.map(({ to, market }) => `${to}\n${market}`))
  const fresh = found.filter(({ fund }) => !known.has(fund) && !moves.some(({ to }) => to === fund))
  const [first] = fresh
  const opened: readonly PoolChange[] =
    first === undefined
      ? []
      : [
          {
            ...common,
            kind: 'pool_new',
            to: fresh.map(({ fund }) => fund).sort(),
            markets: fresh.flatMap(({ markets }) => markets).sort(),
            capture: first.capture,
          },
        ]
  const joined = found
    .filter((pool) => !fresh.includes(pool))
    .flatMap(({ fund, markets, capture }): readonly PoolChange[] => {
      const before = known.get(fund)?.markets
      const added = markets.filter((market) => !before?.has(market) && !moved.has(`${fund}\n${market}`))
      return added.length === 0
        ? []
        : [{ ...common, kind: 'markets_joined', to: [fund], markets: [...added].sort(), capture }]
    })
  return [...opened, ...joined]
}

function departures(next: readonly Carried[], moves: readonly Move[]): readonly PoolChange[] {
  const left = next.flatMap(({ pool, left: gone }): readonly PoolChange[] => {
    const [first] = gone
    if (!first) return []
    const { since, capture } = first.missing
    const markets = gone.map(({ market }) => market).sort()
    return [{ kind: 'markets_left', from: [pool.fund], to: [], markets, since, capture }]
  })
  const over = next.filter(({ pool, isOver }) => isOver && !moves.some(({ from }) => from === pool.fund))
  const [first] = over
  const missing = first?.pool.missing
  if (!first || !missing) return left
  const markets = over.flatMap(({ pool }) => [...pool.markets.keys()])
  return [
    ...left,
    {
      kind: 'pool_ended',
      from: over.map(({ pool }) => pool.fund).sort(),
      to: [],
      markets: markets.sort(),
      since: missing.since,
      capture: missing.capture,
    },
  ]
}
