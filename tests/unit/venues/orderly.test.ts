import { describe, expect, test } from 'vitest'
import type { PlannedRequest } from '@/lib/venues/_contract/module'
import orderly from '@/lib/venues/orderly'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const fund = sourceOf(orderly, 'fund')
const adl = sourceOf(orderly, 'adl')
const openInterest = sourceOf(orderly, 'open_interest')
const liquidations = sourceOf(orderly, 'liquidations')
const history = orderly.histories[0]
const now = new Date('2026-11-23T12:00:00Z')

function ratioOf(margin: unknown, least: unknown) {
  const base = loadFixture('orderly', 'adl', 'docs')
  const data = { balance: 1, margin_ratio: margin, min_insurance_fund_margin_ratio: least }
  const responses = base.responses.map((item) => ({ ...item, body: { timestamp: 1_795_000_000_000, data } }))
  const { observations, rejected } = normaliseFixture(adl, { ...base, responses })
  const [found] = observations
  return found?.kind === 'adl' ? found.proximity : (rejected[0]?.reason ?? null)
}

describe('the Orderly fund', () => {
  test('stands behind platform markets only', () => {
    const [balance] = normaliseFixture(fund, loadFixture('orderly', 'fund', 'docs')).observations
    expect(balance).toMatchObject({ fund: { cover: { kind: 'segment', segment: 'platform' } } })
    const { observations } = normaliseFixture(openInterest, loadFixture('orderly', 'open_interest', 'mixed'))
    const segments = new Map(
      observations.flatMap((item) => (item.kind === 'market' ? [[item.market.market, item.market.segment]] : [])),
    )
    expect(segments.get('PERP_BTC_USDC')).toBe('platform')
    expect(segments.get('PERP_AAPL_USDC_mythos')).toBe('builder')
  })

  test('is as near to deleveraging as its minimum ratio is to its ratio, never more than 1', () => {
    expect([ratioOf(10, 0.25), ratioOf(0.5, 0.25), ratioOf(0.25, 0.25), ratioOf(0.1, 0.25), ratioOf(-3, 0.25)]).toEqual(
      [0.025, 0.5, 1, 1, 1],
    )
    expect(ratioOf(10, 0)).toBe('missing_field')
    expect(ratioOf('NaN', 0.25)).toBe('not_a_number')
  })
})

describe('Orderly errors', () => {
  test('are known by success false, whatever the status', () => {
    const read = (body: unknown, status = 200) => fund.vendorError?.(body, status) ?? null
    expect(read({ success: false, code: -1003, message: 'Rate limit exceeded' })).toMatchObject({ kind: 'busy' })
    expect(read({ success: false, code: 'RATE_LIMIT_EXCEEDED', message: 'x', ts: 1 })).toMatchObject({ kind: 'busy' })
    expect(read({ success: false, code: -1005, message: 'bad' })).toEqual({
      code: '-1005',
      message: 'bad',
      kind: 'request',
    })
    expect(read({ success: false }, 503)).toMatchObject({ code: '503', kind: 'server' })
    expect(read({ success: true, data: {} })).toBeNull()
  })
})

describe('Orderly liquidations', () => {
  const page = loadFixture('orderly', 'liquidations', 'mixed')

  test('keep their name when the account of a row becomes known', () => {
    const events = (patch: Record<string, unknown>) => {
      const body = { data: { rows: [{ ...rowOf(page.responses[0]?.body), ...patch }], next_cursor: null } }
      const responses = page.responses.map((item) => ({ ...item, body }))
      return normaliseFixture(liquidations, { ...page, responses }).observations.map((item) =>
        item.kind === 'liquidation' ? item.event : null,
      )
    }
    expect(events({ account_id: null })).toEqual(events({ account_id: '0xabc', address: '0x1' }))
    expect(events({ account_id: null })).not.toEqual(events({ position_qty: '21' }))
  })

  test('are paged until nothing is left or everything is too old', () => {
    if (!history) throw new Error('no history')
    const request: PlannedRequest = history.page('all', null, { now, from: now })
    const next = (timestamps: readonly number[], cursor: string | null, from: string) =>
      history.nextCursor(
        'all',
        {
          endpoint: 'liquidations',
          request,
          checkedAt: now,
          body: { data: { rows: timestamps.map((timestamp) => ({ timestamp })), next_cursor: cursor } },
        },
        null,
        { now, from: new Date(from) },
      )
    const [old, young] = [Date.parse('2026-10-01T00:00:00Z'), Date.parse('2026-11-20T00:00:00Z')]
    expect(next([old, young], 'c', '2026-11-01T00:00:00Z')).toBe('c')
    expect(next([old], 'c', '2026-11-01T00:00:00Z')).toBeNull()
    expect(next([young], null, '2026-11-01T00:00:00Z')).toBeNull()
    expect(next([], 'c', '2026-11-01T00:00:00Z')).toBeNull()
    expect(history.page('all', 'c', { now, from: now }).body).toEqual({ type: 'liquidations', limit: 500, cursor: 'c' })
  })
})

function rowOf(body: unknown): Record<string, unknown> {
  const { rows } = Object(Object(body).data)
  return { ...Object(rows[0]) }
}
