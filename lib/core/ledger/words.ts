import type { ShapeChange } from '@/lib/core/ledger/known'
import type { PoolChange } from '@/lib/core/ledger/membership'

const NAMED = 5

/** A change of form as one sentence without its full stop. */
export function shapeChangeText({ kind, path, before, after }: ShapeChange): string {
  switch (kind) {
    case 'field_new':
      return `new field ${path} (${after})`
    case 'field_filled':
      return `field ${path} was empty and now holds ${after}`
    case 'field_emptied':
      return `field ${path} held ${before} and is now empty in every row`
    case 'field_gone':
      return `field ${path} (${before}) is no longer in any row`
    case 'type_changed':
      return `field ${path} was ${before} and is now ${after}`
    case 'row_type_new':
      return `rows of type ${after} in ${path}, not seen before`
    case 'row_type_gone':
      return `no row of type ${before} in ${path} any more`
  }
}

const contracts = (count: number): string => `${count} contract${count === 1 ? '' : 's'}`

/** The first few by name: `A, B and 3 more`. */
function named(items: readonly string[]): string {
  const rest = items.length - NAMED
  return rest > 0 ? `${items.slice(0, NAMED).join(', ')} and ${rest} more` : items.join(', ')
}

/** A change of pools as one sentence without its full stop. `labelOf` names a pool by its id. */
export function poolChangeText({ kind, from, to, markets }: PoolChange, labelOf: (fund: string) => string): string {
  const [source, target] = [from, to].map((funds) => funds.map((fund) => `“${labelOf(fund)}”`))
  const list = markets.length === 0 ? '' : `: ${named(markets)}`
  switch (kind) {
    case 'pool_moved':
      return `${contracts(markets.length)} moved from ${named(source ?? [])} to ${named(target ?? [])}${list}`
    case 'pool_split':
      return `${contracts(markets.length)} split off from ${named(source ?? [])} into the new pool ${named(target ?? [])}${list}`
    case 'pool_merged':
      return `${named(source ?? [])} merged into ${named(target ?? [])}, ${contracts(markets.length)}${list}`
    case 'pool_new':
      return `${to.length === 1 ? 'new pool' : `${to.length} new pools`} ${named(target ?? [])}, ${contracts(markets.length)}`
    case 'pool_ended':
      return `${from.length === 1 ? 'pool' : `${from.length} pools`} no longer published: ${named(source ?? [])}`
    case 'markets_joined':
      return `${contracts(markets.length)} joined ${named(target ?? [])}${list}`
    case 'markets_left':
      return `${contracts(markets.length)} left ${named(source ?? [])}${list}`
  }
}
