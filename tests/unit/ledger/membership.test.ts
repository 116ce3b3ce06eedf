import { describe, expect, test } from 'vitest'
import { compareMembership, findMoves, type KnownPool, regroupedFunds } from '@/lib/core/ledger/membership'
import { poolChangeText } from '@/lib/core/ledger/words'

type Pools = Readonly<Record<string, readonly string[]>>

const listed = (pools: Pools, capture = 'first') =>
  Object.entries(pools).map(([fund, markets]) => ({ fund, label: `Pool ${fund}`, markets, capture }))

class Passes {
  known: readonly KnownPool[]
  readonly told: string[] = []
  private pass = 1

  constructor(first: Pools) {
    this.known = compareMembership([], listed(first), { at: new Date(0), capture: 'first' }).known
  }

  see(pools: Pools, times = 1): this {
    for (let time = 0; time < times; time += 1) {
      this.pass += 1
      const at = new Date(this.pass * 60_000)
      const capture = `pass ${this.pass}`
      const { known, changes } = compareMembership(this.known, listed(pools, capture), { at, capture })
      this.known = known
      for (const change of changes) {
        this.told.push(`${change.kind} @${change.capture} ${poolChangeText(change, (fund) => fund)}`)
      }
    }
    return this
  }
}

describe('compareMembership', () => {
  test('the same pools again are no change', () => {
    expect(new Passes({ a: ['X', 'Y'], b: ['Z'] }).see({ b: ['Z'], a: ['Y', 'X'] }, 5).told).toEqual([])
  })

  test('contracts that change pools are told as moved, once, with both pools', () => {
    expect(
      new Passes({ a: ['U', 'V', 'W', 'X'], b: ['Z'] }).see({ a: ['U', 'V'], b: ['W', 'X', 'Z'] }, 3).told,
    ).toEqual(['pool_moved @pass 2 2 contracts moved from “a” to “b”: W, X'])
  })

  test('a pool that gives contracts to a new one has split', () => {
    expect(new Passes({ a: ['U', 'V', 'W', 'X'] }).see({ a: ['U', 'V', 'W'], n: ['X'] }, 3).told).toEqual([
      'pool_split @pass 2 1 contract split off from “a” into the new pool “n”: X',
    ])
  })

  test('a pool that ends in one that was there has merged; in a new one only, it has moved', () => {
    expect(new Passes({ a: ['U', 'V'], b: ['Z'] }).see({ b: ['U', 'V', 'Z'] }, 4).told).toEqual([
      'pool_merged @pass 2 “a” merged into “b”, 2 contracts: U, V',
    ])
    expect(new Passes({ a: ['U', 'V'] }).see({ n: ['U', 'V'] }, 4).told).toEqual([
      'pool_moved @pass 2 2 contracts moved from “a” to “n”: U, V',
    ])
  })

  test('a listing that joins and pools of new contracts count at once', () => {
    expect(new Passes({ a: ['U'] }).see({ a: ['U', 'NEW'], c: ['C1'], d: ['D1', 'D2'] }, 3).told).toEqual([
      'pool_new @pass 2 2 new pools “c”, “d”, 3 contracts',
      'markets_joined @pass 2 1 contract joined “a”: NEW',
    ])
  })

  test('what is missing counts after three passes in a row, dated by the first', () => {
    const passes = new Passes({ a: ['U', 'V'], b: ['Z'] }).see({ a: ['U'] }, 2)
    expect(passes.told).toEqual([])
    passes.see({ a: ['U', 'V'], b: ['Z'] }).see({ a: ['U'] }, 2)
    expect(passes.told).toEqual([])
    expect(passes.see({ a: ['U'] }, 4).told).toEqual([
      'markets_left @pass 5 1 contract left “a”: V',
      'pool_ended @pass 5 pool no longer published: “b”',
    ])
  })

  test('a long list names five', () => {
    const many = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
    expect(new Passes({ a: many, b: ['Z'] }).see({ b: [...many, 'Z'] }).told[0]).toContain(': A, B, C, D, E and 2 more')
  })
})

describe('regroupedFunds', () => {
  test('names the pools on both sides, not those that only gain or lose a listing', () => {
    const known = listed({ a: ['U', 'V'], b: ['Z'], c: ['C'], d: ['D', 'OLD'] })
    expect([...regroupedFunds(known, listed({ a: ['U'], b: ['V', 'Z'], c: ['C', 'NEW'], d: ['D'] }))].sort()).toEqual([
      'a',
      'b',
    ])
  })

  test('a contract that two pools share before and after has not moved', () => {
    const pools = listed({ usdt: ['X'], usdc: ['X'] })
    expect(findMoves(pools, pools)).toEqual([])
  })
})
