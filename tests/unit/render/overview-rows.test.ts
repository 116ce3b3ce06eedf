import { describe, expect, test } from 'vitest'
import { defaultOverviewQuery, overviewColumns } from '@/lib/render/overview-query'
import { filterOverview, groupOverview, sortOverview } from '@/lib/render/overview-rows'
import {
  describeAdl,
  describeAdlAbsence,
  describeFilters,
  describeRecordSpan,
  describeSort,
  describeStatus,
} from '@/lib/render/overview-text'
import { makeLatest, makeOverviewRow, noLatest } from '@/tests/support/dto-factories'

function names(rows: readonly { readonly venue: string }[]): string {
  return rows.map(({ venue }) => venue).join(' ')
}

describe('sortOverview', () => {
  const rows = [
    makeOverviewRow('d', { latest: makeLatest({ fundUsd: '9', coverage: 0.02 }) }),
    makeOverviewRow('b', { latest: noLatest }),
    makeOverviewRow('a', { latest: makeLatest({ fundUsd: '1000000000000000000001', coverage: 0.02 }) }),
    makeOverviewRow('c', { latest: makeLatest({ fundUsd: '1000000000000000000000', coverage: 0.1 }) }),
    makeOverviewRow('e', { latest: noLatest }),
  ]

  test('puts unknown last in both directions and breaks ties by name', () => {
    expect(names(sortOverview(rows, { column: 'coverage', descending: true }))).toBe('c a d b e')
    expect(names(sortOverview(rows, { column: 'coverage', descending: false }))).toBe('a d c b e')
  })

  test('compares money as decimals, beyond what a float can tell apart', () => {
    expect(names(sortOverview(rows, { column: 'fund_usd', descending: true }))).toBe('a c d b e')
    expect(names(sortOverview(rows, { column: 'fund_usd', descending: false }))).toBe('d c a b e')
  })

  test('keeps every row under every column and direction', () => {
    let cases = 0
    for (const column of overviewColumns) {
      for (const descending of [true, false]) {
        expect(
          sortOverview(rows, { column, descending })
            .map(({ venue }) => venue)
            .sort(),
        ).toEqual(['a', 'b', 'c', 'd', 'e'])
        cases += 1
      }
    }
    expect(cases).toBe(22)
  })
})

describe('groupOverview', () => {
  test('keeps vaults, venues without a fund figure and the record apart from insurance funds', () => {
    const groups = groupOverview([
      makeOverviewRow('insurer'),
      makeOverviewRow('vault', { latest: makeLatest({ fundType: 'vault' }) }),
      makeOverviewRow('pool', { latest: makeLatest({ fundType: null }), declaredFund: 'counterparty' }),
      makeOverviewRow('silent', { latest: noLatest, fundAbsence: 'not disclosed by API', disclosure: 'page' }),
      makeOverviewRow('new', { latest: noLatest }),
      makeOverviewRow('closed', { status: 'closed' }),
      makeOverviewRow('recorded', { recordOnly: true, status: null, latest: noLatest }),
      makeOverviewRow('paused', { status: 'paused', latest: noLatest }),
      makeOverviewRow('paused-with-fund', { status: 'paused' }),
    ])
    expect(names(groups.insurance)).toBe('insurer new paused-with-fund')
    expect(names(groups.vaults)).toBe('vault')
    expect(names(groups.counterparties)).toBe('pool')
    expect(names(groups.withoutFund)).toBe('silent')
    expect(names(groups.onRecord)).toBe('closed recorded paused')
  })
})

describe('filterOverview', () => {
  const rows = [
    makeOverviewRow('bybit', { name: 'Bybit' }),
    makeOverviewRow('bitget', { name: 'Bitget', latest: makeLatest({ state: 'late' }) }),
    makeOverviewRow('kucoin', { name: 'KuCoin', disclosure: 'page' }),
  ]

  test('matches name, state and disclosure together', () => {
    expect(names(filterOverview(rows, { ...defaultOverviewQuery, search: 'BIT' }))).toBe('bybit bitget')
    expect(names(filterOverview(rows, { ...defaultOverviewQuery, search: 'b', state: 'late' }))).toBe('bitget')
    expect(names(filterOverview(rows, { ...defaultOverviewQuery, disclosure: 'page' }))).toBe('kucoin')
    expect(filterOverview(rows, { ...defaultOverviewQuery, search: 'zz' })).toEqual([])
  })

  test('names the filters that are in force', () => {
    expect(describeFilters({ ...defaultOverviewQuery, search: 'zz', state: 'late', disclosure: 'page' })).toEqual([
      'name contains “zz”',
      'state is late',
      'discloses: page only',
    ])
    expect(describeFilters(defaultOverviewQuery)).toEqual([])
  })
})

describe('words of the overview', () => {
  test('say how the table is sorted', () => {
    expect(describeSort(defaultOverviewQuery.sort)).toBe('coverage, largest first')
    expect(describeSort({ column: 'venue', descending: false })).toBe('name, A to Z')
    expect(describeSort({ column: 'checked_at', descending: true })).toBe('last check, newest first')
  })

  test('count markets near ADL only above calm, and leave a missing level to its reason', () => {
    expect(describeAdl({ level: 0, subjects: 0, absence: null })).toBe('none')
    expect(describeAdl({ level: 2, subjects: 1, absence: null })).toBe('near · 1 market')
    expect(describeAdl({ level: 3, subjects: 4, absence: null })).toBe('active · 4 markets')
    expect(describeAdl({ level: null, subjects: 0, absence: 'no public signal' })).toBeNull()
  })

  test('are short for a missing ADL level', () => {
    expect(describeAdlAbsence('not available by REST')).toBe('not available by REST')
    expect(describeAdlAbsence('Hyperliquid has no public feed of auto-deleveraging')).toBe('no public signal')
    expect(describeAdlAbsence(null)).toBe('not yet collected')
  })

  test('tell a venue that is not followed from one that is closed', () => {
    expect(describeStatus({ status: 'active', recordOnly: true })).toBe('active, not followed here')
    expect(describeStatus({ status: 'closed', recordOnly: false })).toBe('closed')
    expect(describeStatus({ status: null, recordOnly: true })).toBe('status not on record')
  })

  test('give the span of a record', () => {
    expect(describeRecordSpan({ recordFrom: '2016-02', recordUntil: '2026-09-11' })).toBe('2016-02 to 2026-09-11')
    expect(describeRecordSpan({ recordFrom: '2014-11-14', recordUntil: '2014-11-14' })).toBe('2014-11-14')
    expect(describeRecordSpan({ recordFrom: null, recordUntil: null })).toBeNull()
  })
})
