import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  defaultOverviewQuery,
  nextSort,
  type OverviewQuery,
  overviewColumns,
  overviewHref,
  overviewTypes,
  parseOverviewQuery,
} from '@/lib/render/overview-query'

function paramsOf(href: string): Record<string, string> {
  return Object.fromEntries(new URL(href, 'http://localhost').searchParams)
}

const queries: fc.Arbitrary<OverviewQuery> = fc.record({
  type: fc.constantFrom(...overviewTypes),
  sort: fc.record({ column: fc.constantFrom(...overviewColumns), descending: fc.boolean() }),
  search: fc.string({ maxLength: 60 }).map((text) => text.trim()),
  state: fc.constantFrom('live', 'unchanged', 'late', 'failing', 'withdrawn', 'none', null),
  disclosure: fc.constantFrom('api', 'onchain', 'page', 'none', null),
})

test('reads back every address it writes', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(parseOverviewQuery(paramsOf(overviewHref(query)))).toEqual(query)
    }),
    { numRuns: 500 },
  )
})

test('writes only what is not the default', () => {
  expect(overviewHref(defaultOverviewQuery)).toBe('/')
  expect(overviewHref({ ...defaultOverviewQuery, type: 'vault' })).toBe('/?type=vault')
  expect(overviewHref({ ...defaultOverviewQuery, sort: { column: 'fund_usd', descending: true } })).toBe(
    '/?sort=-fund_usd',
  )
})

test('leaves unknown keys and words aside', () => {
  expect(parseOverviewQuery({ sort: '-health', type: 'all2', state: 'safe', discloses: 'x', utm: '1' })).toEqual(
    defaultOverviewQuery,
  )
  expect(parseOverviewQuery({ q: ['bybit', 'okx'], sort: 'oi_usd' })).toEqual({
    ...defaultOverviewQuery,
    search: 'bybit',
    sort: { column: 'oi_usd', descending: false },
  })
})

test('cuts a long search', () => {
  expect(parseOverviewQuery({ q: 'x'.repeat(500) }).search).toHaveLength(60)
})

test('sorts a new column by figures downwards and names upwards, and turns the present one round', () => {
  expect(nextSort(defaultOverviewQuery.sort, 'oi_usd')).toEqual({ column: 'oi_usd', descending: true })
  expect(nextSort(defaultOverviewQuery.sort, 'venue')).toEqual({ column: 'venue', descending: false })
  expect(nextSort(defaultOverviewQuery.sort, 'coverage')).toEqual({ column: 'coverage', descending: false })
})
