import { describe, expect, test } from 'vitest'
import type { AttributedFund } from '@/lib/queries/dto/attribution'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { FigureRow } from '@/lib/queries/dto/record'
import type { AdlRow, MarketRow } from '@/lib/queries/dto/venue'
import { pickChanges, pickFigures, pickFunds, pickMarkets, pickSignals } from '@/lib/render/venue-shown'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

function fund(id: string, oiUsd: string | null, coverage: number | null, partOf: string | null = null): FundDetail {
  return {
    fund: id,
    label: id,
    fundType: 'insurance',
    scope: 'group',
    partOf,
    markets: [],
    oiUsd,
    coverage,
    valueUsd: null,
    usableUsd: null,
    balances: [],
    usableBasis: null,
    exhaustionMove: null,
    exhaustionReason: null,
    state: 'live',
    reason: null,
    regroupedOn: null,
  }
}

describe('the pools a venue page shows', () => {
  test('are all of them where there are few, and no rule is told', () => {
    for (const count of [0, 1, 10, 13]) {
      const { rows, rule } = pickFunds(numbers(count).map((n) => fund(`p${n}`, String(n), 0.1)))
      expect([rows.length, rule]).toEqual([count, null])
    }
  })

  test('are the largest and the thinnest, in reading order, and it says how many of how many', () => {
    // The more open interest, the higher the coverage: no pool is among both.
    const { rows, rule } = pickFunds(numbers(52).map((n) => fund(`p${String(n).padStart(2, '0')}`, `${n}000`, n / 100)))
    expect(rows.map((row) => row.fund)).toEqual([
      ...['p51', 'p50', 'p49', 'p48'],
      ...['p05', 'p04', 'p03', 'p02', 'p01', 'p00'],
    ])
    expect(rule).toBe(
      '10 of 52 pools: the 4 that come first by open interest, the 6 with the lowest coverage of the others',
    )
  })

  test('take a pool below zero for the thinnest, and count those without a coverage', () => {
    const funds = [
      ...numbers(30).map((n) => fund(`p${n}`, '1000', 0.5)),
      fund('owing', '1', -0.2),
      fund('silent', '999999', null),
      fund('unread', null, null),
    ]
    const { rows, rule } = pickFunds(funds)
    const shown = rows.map((row) => row.fund)
    expect(shown).toContain('owing')
    expect(shown).toContain('silent')
    expect(shown).not.toContain('unread')
    expect(rule).toContain('; 2 of all state no coverage now')
  })

  test('bring the fund they are part of', () => {
    const parts = numbers(40).map((n) => fund(`part${n}`, `${100 + n}`, n / 100, 'whole'))
    const { rows } = pickFunds([fund('whole', null, null), ...parts])
    expect(rows[0]?.fund).toBe('whole')
    expect(rows.map((row) => row.fund)).toContain('part0')
    expect(rows).toHaveLength(11)
  })

  test('are the first ones where nothing is stated of any, and it says so', () => {
    const { rows, rule } = pickFunds(numbers(20).map((n) => fund(`p${n}`, null, null)))
    expect(rows).toHaveLength(10)
    expect(rule).toBe('10 of 20 pools: 10 without a coverage; 20 of all state no coverage now')
  })
})

describe('further tables of a venue page', () => {
  test('markets are the largest', () => {
    const market = (n: number) => ({ market: `M${n}`, valueUsd: n === 0 ? null : `${n}` }) as MarketRow
    const { rows, rule } = pickMarkets(numbers(126).map(market))
    expect(rows.map((row) => row.market)).toEqual(numbers(12).map((n) => `M${125 - n}`))
    expect(rule).toBe('the 12 with the most open interest of 126 markets')
    expect(pickMarkets(numbers(15).map(market))).toMatchObject({ rule: null, rows: { length: 15 } })
  })

  test('no raised ADL signal is left out for being one of many, up to a bound that is told', () => {
    const signal = (n: number, raised: number) =>
      ({ subject: `S${String(n).padStart(3, '0')}`, level: n < raised ? 2 : 0, proximity: null }) as AdlRow
    const shown = (raised: number) => pickSignals(numbers(126).map((n) => signal(n, raised)))
    expect(shown(0).rows).toHaveLength(8)
    expect(shown(0).rule).toBe('the 8 nearest to the trigger of 126 signals, none of them raised')
    expect(shown(22).rows.filter(({ level }) => level === 2)).toHaveLength(22)
    expect(shown(90).rows).toHaveLength(30)
    expect(shown(90).rule).toBe('the 30 nearest to the trigger of 126 signals, 90 of them raised')
  })

  test('changes are the largest in either direction, and those without a dollar value are counted', () => {
    const change = (n: number) =>
      ({
        fund: `f${n}`,
        label: `f${n}`,
        changeUsd: n % 10 === 9 ? null : String(n % 2 === 0 ? n : -n),
      }) as AttributedFund
    const { rows, rule } = pickChanges(numbers(44).map(change))
    expect(rows.map((row) => row.fund)).toEqual(['f43', 'f42', 'f41', 'f40', 'f38', 'f37'])
    expect(rule).toBe('the 6 that changed most of 44 funds; 4 changed by an amount without a dollar value')
    const still = pickChanges(numbers(10).map((n) => ({ ...change(n), changeUsd: '0' })))
    expect([still.rows.length, still.rule]).toEqual([6, 'the first 6 of 10 funds; none changed in dollars'])
  })

  test('published figures are the newest', () => {
    const figure = (n: number) => ({ figure: `f${n}`, date: n === 0 ? null : `2020-01-${10 + n}` }) as FigureRow
    const { rows, rule } = pickFigures(numbers(19).map(figure))
    expect(rows[0]?.date).toBe('2020-01-28')
    expect([rows.length, rule]).toEqual([8, 'the newest 8 of 19 published figures'])
  })
})
