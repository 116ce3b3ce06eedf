import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adlHref, parseAdlQuery } from '@/lib/render/adl-query'
import {
  backingKinds,
  type CoinQuery,
  type CoinsQuery,
  coinColumns,
  coinHref,
  coinPath,
  coinsColumns,
  coinsHref,
  defaultCoinsQuery,
  parseCoinQuery,
  parseCoinsQuery,
  poolKinds,
} from '@/lib/render/coins-query'
import { sortRows, turnSort } from '@/lib/render/table-query'

const paramsOf = (href: string) => Object.fromEntries(new URL(href, 'http://x').searchParams)
const search = fc.string({ maxLength: 60 }).map((text) => text.trim())
const sortOf = <Column extends string>(columns: readonly Column[]) =>
  fc.record({ column: fc.constantFrom(...columns), descending: fc.boolean() })

describe('the address', () => {
  test('of the list of coins says all of the query, and nothing for the default', () => {
    expect(coinsHref(defaultCoinsQuery)).toBe('/coins')
    const query: fc.Arbitrary<CoinsQuery> = fc.record({
      pools: fc.constantFrom(...poolKinds),
      sort: sortOf(coinsColumns),
      search,
      adl: fc.constantFrom(null, 1, 2, 3),
      all: fc.boolean(),
    })
    fc.assert(
      fc.property(query, (asked) => {
        expect(parseCoinsQuery(paramsOf(coinsHref(asked)))).toEqual(asked)
      }),
    )
  })

  test('of a coin and of the ADL monitor says all of the query', () => {
    const query: fc.Arbitrary<CoinQuery> = fc.record({
      backing: fc.constantFrom(null, ...backingKinds),
      sort: sortOf(coinColumns),
      search,
    })
    fc.assert(
      fc.property(query, (asked) => {
        expect(parseCoinQuery(paramsOf(coinHref('BTC', asked)))).toEqual(asked)
      }),
    )
    const adl = { venue: 'bybit', level: 2 }
    expect(parseAdlQuery(paramsOf(adlHref(adl)))).toEqual(adl)
    expect(adlHref({ venue: null, level: null })).toBe('/adl')
  })

  test('holds any name of a coin, and leaves aside what it does not know', () => {
    expect(coinPath('A/B?')).toBe('/coins/A%2FB%3F')
    expect(parseCoinsQuery({ sort: '-luck', adl: '9', pools: 'all' })).toEqual(defaultCoinsQuery)
  })
})

describe('sorting', () => {
  test('puts unknown last in both directions and breaks ties by name', () => {
    const rows = [
      { name: 'b', value: 1 },
      { name: 'a', value: 1 },
      { name: 'x', value: null },
      { name: 'c', value: 2 },
    ]
    const names = (descending: boolean) =>
      sortRows(
        rows,
        { descending },
        ({ value }) => value,
        ({ name }) => name,
      ).map(({ name }) => name)
    expect(names(true)).toEqual(['c', 'a', 'b', 'x'])
    expect(names(false)).toEqual(['a', 'b', 'c', 'x'])
  })

  test('turns on the second press; names start upwards', () => {
    const current = { column: 'oi_usd', descending: true }
    expect(turnSort(current, 'oi_usd', false).descending).toBe(false)
    expect(turnSort(current, 'coin', true)).toEqual({ column: 'coin', descending: false })
  })
})
