/** A fund as this pass describes it. */
export interface DescribedFund {
  readonly key: string
  readonly shared: boolean
  readonly markets: readonly string[]
}

/** A fund already in the store, with the markets it covered at the last pass. */
export interface KnownFund {
  readonly fund: string
  readonly shared: boolean
  readonly markets: readonly string[]
}

const SAME_POOL_OVERLAP = 0.5

/** Shared keys read `<settle>-pool-<anchor>`; only pools of the same settle asset set can be the same pool. */
function familyOf(key: string): string {
  const cut = key.indexOf('-pool-')
  return cut < 0 ? key : key.slice(0, cut)
}

/** Intersection over union of two market lists; 0 when both are empty. */
export function jaccard(left: readonly string[], right: readonly string[]): number {
  const a = new Set(left)
  const b = new Set(right)
  const shared = [...a].filter((market) => b.has(market)).length
  const union = a.size + b.size - shared
  return union === 0 ? 0 : shared / union
}

/**
 * The stored id of every described fund (decision 1). A single-contract or whole-venue fund is its key. A shared pool
 * keeps the previous id with the greatest overlap of symbols, if at least half; otherwise it is new, under its key,
 * numbered when that id belongs to another pool. Each stored id is given out once.
 */
export function resolveFundIds(
  described: readonly DescribedFund[],
  known: readonly KnownFund[],
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const fund of described) {
    if (fund.shared) continue
    ids.set(fund.key, fund.key)
    taken.add(fund.key)
  }
  const pools = described.filter((fund) => fund.shared)
  const candidates = pools
    .flatMap((pool) =>
      known
        .filter((old) => old.shared && familyOf(old.fund) === familyOf(pool.key))
        .map((old) => ({ key: pool.key, fund: old.fund, overlap: jaccard(pool.markets, old.markets) })),
    )
    .filter((pair) => pair.overlap >= SAME_POOL_OVERLAP)
    .sort((a, b) => b.overlap - a.overlap || a.key.localeCompare(b.key) || a.fund.localeCompare(b.fund))
  for (const pair of candidates) {
    if (ids.has(pair.key) || taken.has(pair.fund)) continue
    ids.set(pair.key, pair.fund)
    taken.add(pair.fund)
  }
  const stored = new Set(known.map((old) => old.fund))
  for (const pool of pools) {
    if (ids.has(pool.key)) continue
    let id = pool.key
    for (let suffix = 2; taken.has(id) || stored.has(id); suffix += 1) id = `${pool.key}-${suffix}`
    ids.set(pool.key, id)
    taken.add(id)
  }
  return ids
}
