import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jaccard, resolveFundIds } from '@/lib/core/fund-identity'

describe('resolveFundIds', () => {
  test('single-contract funds are their key', () => {
    expect(resolveFundIds([{ key: 'usdt-btcusdt', shared: false, markets: ['BTCUSDT'] }], []).get('usdt-btcusdt')).toBe(
      'usdt-btcusdt',
    )
  })
  test('a shared pool keeps its id through a change of its first symbol', () => {
    const ids = resolveFundIds(
      [{ key: 'usdt-pool-b', shared: true, markets: ['B', 'C'] }],
      [{ fund: 'usdt-pool-a', shared: true, markets: ['A', 'B', 'C'] }],
    )
    expect(ids.get('usdt-pool-b')).toBe('usdt-pool-a')
  })
  test('less than half of the symbols is a new pool, under a free id', () => {
    const known = [{ fund: 'usdt-pool-a', shared: true, markets: ['A', 'X', 'Y', 'Z'] }]
    expect(
      resolveFundIds([{ key: 'usdt-pool-a', shared: true, markets: ['A', 'B', 'C', 'D'] }], known).get('usdt-pool-a'),
    ).toBe('usdt-pool-a-2')
  })
  test('a split gives the old id to the greater part', () => {
    const known = [{ fund: 'usdt-pool-a', shared: true, markets: ['A', 'B', 'C', 'D', 'E'] }]
    const ids = resolveFundIds(
      [
        { key: 'usdt-pool-a', shared: true, markets: ['A', 'B'] },
        { key: 'usdt-pool-c', shared: true, markets: ['C', 'D', 'E'] },
      ],
      known,
    )
    expect(ids.get('usdt-pool-c')).toBe('usdt-pool-a')
    expect(ids.get('usdt-pool-a')).toBe('usdt-pool-a-2')
  })
  test('pools of another settle coin never match', () => {
    const known = [{ fund: 'usdc-pool-a', shared: true, markets: ['A', 'B'] }]
    expect(resolveFundIds([{ key: 'usdt-pool-a', shared: true, markets: ['A', 'B'] }], known).get('usdt-pool-a')).toBe(
      'usdt-pool-a',
    )
  })
  test('every pool gets exactly one id and no id is given twice', () => {
    const markets = fc.uniqueArray(fc.constantFrom(...'ABCDEFGHIJ'), { minLength: 1, maxLength: 6 })
    const pools = fc.uniqueArray(
      markets.map((list) => ({ key: `usdt-pool-${[...list].sort()[0]}`, shared: true, markets: list })),
      { selector: (pool) => pool.key, maxLength: 6 },
    )
    fc.assert(
      fc.property(pools, pools, (described, before) => {
        const ids = resolveFundIds(
          described,
          before.map((pool) => ({ fund: pool.key, shared: true, markets: pool.markets })),
        )
        expect(ids.size).toBe(described.length)
        expect(new Set(ids.values()).size).toBe(described.length)
      }),
    )
  })
})

test('jaccard is between 0 and 1 and 1 for equal sets', () => {
  expect(jaccard([], [])).toBe(0)
  expect(jaccard(['A', 'B'], ['B', 'A'])).toBe(1)
  expect(jaccard(['A', 'B'], ['B', 'C'])).toBeCloseTo(1 / 3, 12)
})
