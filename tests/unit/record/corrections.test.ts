import { describe, expect, test } from 'vitest'
import { venueOfRecord } from '@/lib/core/record-id'
import { correctionsFileSchema, repliesFileSchema } from '@/lib/record/correction-schema'
import { isKnownVenue } from '@/lib/record/profiles'
import { assertAppended, readRecord } from '@/lib/record/read'

const correction = {
  id: '2026-11-25-bybit-1',
  date: '2026-11-25',
  record: 'fund-balances/bybit/BTCUSDT/USDT/2026-11-24T10:00:00.000Z',
  field: 'units',
  was: '50',
  now: '60',
  why: 'the unit of the row was read wrongly',
  evidence: 'https://bybit.invalid/notice',
}
const reply = {
  id: '2026-11-25-bybit-1',
  date: '2026-11-25',
  venue: 'bybit',
  about: 'fund',
  text: 'The pool was moved.',
  saidBy: 'press office',
  disputes: true,
  sourceUrl: 'https://bybit.invalid/reply',
}

const messagesOf = (overrides: object) =>
  correctionsFileSchema.safeParse([{ ...correction, ...overrides }]).error?.issues.map(({ message }) => message) ?? []

describe('the files', () => {
  const { corrections, replies } = readRecord()

  test('name only venues that are known', () => {
    for (const { id, record } of corrections)
      expect([id, isKnownVenue(venueOfRecord(record) ?? '')]).toEqual([id, true])
    for (const { id, venue } of replies) expect([id, isKnownVenue(venue)]).toEqual([id, true])
  })

  test('only grow', () => {
    const of = (...dates: readonly string[]) => dates.map((date, index) => ({ id: `${date}-x-${index}`, date }))
    expect(() => assertAppended('corrections.json', of('2026-11-24', '2026-11-25', '2026-11-25'))).not.toThrow()
    expect(() => assertAppended('corrections.json', of('2026-11-25', '2026-11-24'))).toThrow(
      'corrections.json: 2026-11-24-x-1 is dated before 2026-11-25-x-0 above it; new entries go last',
    )
    const [one] = of('2026-11-25')
    expect(() => assertAppended('corrections.json', one ? [one, one] : [])).toThrow('is used twice')
  })
})

describe('a correction', () => {
  test('of a stored observation, or withdrawing a value, is taken', () => {
    expect(messagesOf({})).toEqual([])
    expect(messagesOf({ field: 'value_usd', now: null })).toEqual([])
    expect(messagesOf({ evidence: 'ab'.repeat(32), reportedBy: 'a reader' })).toEqual([])
    expect(messagesOf({ id: '2026-11-25-ftx-1', record: 'figures/ftx/2022-01-01-ftx-x', field: 'amount' })).toEqual([])
  })

  test.each([
    [{ record: 'balances/x' }, 'record: "balances" is no kind'],
    [{ record: 'fund-balances/bybit/BTCUSDT/USDT/yesterday' }, 'observedAt "yesterday" is no time'],
    [{ id: '2026-11-25-okx-1' }, 'id "2026-11-25-okx-1" is not its date, venue and a number: 2026-11-25-bybit-1'],
    [{ was: '60' }, 'was and now are the same'],
    [{ field: 'price' }, 'field "price": of fund-balances, accepted are units, price_usd, value_usd'],
    [{ now: '1e9' }, 'now "1e9": expected plain decimal digits'],
    [{ now: null }, 'now: a balance has units; to withdraw it, withdraw its value_usd'],
    [{ evidence: 'a friend' }, 'expected an http or https address, or the SHA-256 of a capture'],
    [{ why: 'Wrong.' }, 'expected a sentence without its full stop'],
    [{ record: 'adl/bybit/market/BTC/s/2026-11-24T10:00:00.000Z' }, 'record: a row of adl is not corrected here'],
  ])('%o is refused by name', (overrides, message) => {
    expect(messagesOf(overrides).join('\n')).toContain(message)
  })
})

describe('a reply', () => {
  const refusals = (overrides: object) =>
    repliesFileSchema.safeParse([{ ...reply, ...overrides }]).error?.issues.map(({ message }) => message) ?? []

  test('is about a figure, a criterion or a record of the venue', () => {
    for (const about of ['coverage', 'T14', correction.record]) expect(refusals({ about })).toEqual([])
    expect(refusals({ about: 'T15' })).toEqual([
      'about "T15": accepted are fund, coverage, open_interest, exhaustion, T1 to T14 and record ids',
    ])
    expect(refusals({ about: 'venues/okx' })).toEqual(['about: the record is of "okx", the reply of "bybit"'])
    expect(refusals({ id: '2026-11-24-bybit-1' })).toHaveLength(1)
  })
})
