import { describe, expect, test } from 'vitest'
import { dayBefore, dayOf } from '@/lib/venues/_contract/daily-pages'
import cryptocom from '@/lib/venues/cryptocom'
import { readVendorError } from '@/lib/venues/cryptocom/sources'
import { declaredOf, loadFixture, normaliseFixture, receive, sourceOf, toReceived } from '../../support/venue-fixtures'

const checkedAt = new Date('2026-11-22T03:10:00Z')
const context = { now: checkedAt, largestMarkets: [] }
const HOST = 'https://api.crypto.com/exchange/v1/public'
const DAY = 86_400_000
const today = Date.UTC(2026, 10, 22)

test('the waterfall ends in a socialised loss, not in auto-deleveraging', () => {
  const last = cryptocom.waterfall.at(-1)
  expect(last?.name).toBe('Socialised loss')
  expect(last?.text).toContain('no auto-deleveraging')
  expect(cryptocom.adl.rule).toContain('socialised loss')
})

describe('Crypto.com open interest', () => {
  const { observations } = normaliseFixture(
    sourceOf(cryptocom, 'open_interest'),
    loadFixture('cryptocom', 'open_interest', 'documented'),
  )

  test('has no value while its unit is not documented', () => {
    const rows = observations.flatMap((item) => (item.kind === 'open_interest' ? [item] : []))
    expect(rows).toHaveLength(1)
    expect([rows[0]?.valueUsd, rows[0]?.undocumented]).toEqual([null, true])
    expect(rows[0]?.reason).toContain('unit')
  })

  test('comes with a volume in dollars as stated', () => {
    const volumes = observations.flatMap((item) => (item.kind === 'volume' ? [item.valueUsd?.toFixed()] : []))
    expect(volumes).toEqual(['26370000.12'])
  })
})

test('books are asked for the three perpetuals with most volume', () => {
  const depth = sourceOf(cryptocom, 'depth')
  const fixture = loadFixture('cryptocom', 'depth', 'edges')
  const received = toReceived(depth, { ...fixture, responses: fixture.responses.slice(0, 1) })
  expect(depth.requests(context).map((item) => item.url)).toEqual([`${HOST}/get-tickers`])
  expect(depth.next?.(received, { ...context, round: 1 }).map((item) => item.subject)).toEqual([
    'BUSD-PERP',
    'CUSD-PERP',
    'EUSD-PERP',
  ])
  expect(depth.next?.(received, { ...context, round: 2 })).toEqual([])
})

describe('the history of the Crypto.com fund', () => {
  const [history] = cryptocom.histories
  if (!history) throw new Error('no history')
  const plan = { now: checkedAt, from: new Date(0) }
  const page = (data: readonly unknown[]) =>
    receive(
      declaredOf(cryptocom, { source: history.id, lane: 'USD' }),
      {
        endpoint: 'get_insurance_past',
        request: { method: 'GET', url: HOST },
        status: 200,
        body: { result: { data } },
      },
      checkedAt,
    )

  test('asks for one point of every day', () => {
    expect(history.page('USD', `${today - DAY}/0`, plan).url).toBe(
      `${HOST}/get-insurance?instrument_name=USD&count=1&start_ts=${today - DAY}&end_ts=${today - 1}`,
    )
    expect(history.nextCursor('USD', page([{ v: '1', t: today }]), null, plan)).toBe(`${today - DAY}/0`)
    expect(history.nextCursor('USD', page([]), `${today}/2`, plan)).toBeNull()
  })
})

describe('histories read day by day', () => {
  const plan = { now: checkedAt, from: new Date(0), beginMs: Date.UTC(2021, 0, 1) }

  test('begin today and count silent days', () => {
    expect(dayOf(null, plan)).toEqual({ startMs: today, silent: 0 })
    expect(dayOf(`${today - DAY}/2`, plan)).toEqual({ startMs: today - DAY, silent: 2 })
    expect(dayBefore(null, false, plan)).toBe(`${today - DAY}/1`)
    expect(dayBefore(`${today - DAY}/1`, true, plan)).toBe(`${today - 2 * DAY}/0`)
  })

  test('end at the beginning, where nothing older is wanted, and after three silent days', () => {
    expect(dayBefore(`${plan.beginMs}/0`, true, plan)).toBeNull()
    expect(dayBefore(`${today}/0`, true, { ...plan, from: new Date(today + 1) })).toBeNull()
    expect(dayBefore(`${today}/0`, true, { ...plan, from: new Date(today) })).not.toBeNull()
    expect(dayBefore(`${today}/2`, false, plan)).toBeNull()
  })
})

test('errors are a code other than 0', () => {
  expect(readVendorError({ id: -1, code: 40004, message: 'Missing instrument_name param' }, 400)).toEqual({
    code: '40004',
    message: 'Missing instrument_name param',
    kind: 'request',
  })
  expect(readVendorError({ code: 42901, message: '' }, 429)?.kind).toBe('busy')
  expect(readVendorError({ code: 50001, message: '' }, 200)?.kind).toBe('server')
  expect(readVendorError({ code: 0, result: {} }, 200)).toBeNull()
})
