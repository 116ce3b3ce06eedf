import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseRecordId,
  RECORD_PARTS,
  RecordIdError,
  type RecordKind,
  type RecordRef,
  recordId,
  venueOfRecord,
} from '@/lib/core/record-id'

/** Any text that a database or an address can hold, and what has a meaning in either. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '/',
    '//',
    '%',
    '%2F',
    '%zz',
    '?a=b&c',
    '#x',
    '..',
    '. ',
    '\u0000',
    ' ',
    '+',
    'é',
    '🙂',
    '\'"<>&',
    ':',
  ),
)
const moment = fc
  .date({ min: new Date('2011-01-01T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const refs: fc.Arbitrary<RecordRef> = fc
  .constantFrom(...(Object.keys(RECORD_PARTS) as RecordKind[]))
  .chain((kind) =>
    fc
      .record(
        Object.fromEntries(RECORD_PARTS[kind].map((name) => [name, name === 'observedAt' ? moment : hostile] as const)),
      )
      .map((parts) => ({ kind, ...parts }) as RecordRef),
  )

describe('record ids', () => {
  test('are written as the documentation says', () => {
    expect(
      recordId({
        kind: 'fund-balances',
        venue: 'bybit',
        fund: 'BTCUSDT',
        asset: 'USDT',
        observedAt: '2026-11-24T10:00:00.000Z',
      }),
    ).toBe('fund-balances/bybit/BTCUSDT/USDT/2026-11-24T10:00:00.000Z')
    expect(
      recordId({ kind: 'open-interest', venue: 'x', market: 'A/B %', observedAt: '2026-11-24T10:00:00.000Z' }),
    ).toBe('open-interest/x/A%2FB%20%25/2026-11-24T10:00:00.000Z')
  })

  test('come back as they went in, whatever the names hold', () => {
    fc.assert(
      fc.property(refs, (ref) => {
        expect(parseRecordId(recordId(ref))).toEqual(ref)
      }),
    )
  })

  test('tell every two rows apart', () => {
    fc.assert(
      fc.property(refs, refs, (one, other) => {
        expect(recordId(one) === recordId(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })

  test('survive an address', () => {
    fc.assert(
      fc.property(refs, (ref) => {
        const url = new URL(`http://site.invalid/corrections/report?${new URLSearchParams({ record: recordId(ref) })}`)
        expect(parseRecordId(url.searchParams.get('record') ?? '')).toEqual(ref)
      }),
    )
  })

  test('any text is an id or is refused with a reason that names the record', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.array(hostile).map((parts) => `figures/${parts.join('/')}`),
        ),
        (text) => {
          try {
            parseRecordId(text)
          } catch (error) {
            expect(error).toBeInstanceOf(RecordIdError)
            expect(String(error)).toMatch(/record: /)
          }
        },
      ),
    )
  })

  test.each([
    ['balances/bybit', 'is no kind; there are fund-balances'],
    ['constructor/x', 'is no kind'],
    ['figures/bybit', '1 parts after figures, accepted are 2: figures/{venue}/{figure}'],
    ['fund-balances/bybit/f/USDT/2026-11-24', 'observedAt "2026-11-24" is no time'],
    ['fund-balances/bybit/f/USDT/2026-02-30T10:00:00Z', 'is no time'],
    ['venues/%E0%A4%A', 'venue is not escaped'],
  ])('%s is refused', (text, message) => {
    expect(() => parseRecordId(text)).toThrow(message)
  })

  test('a time without milliseconds is the same record', () => {
    expect(parseRecordId('open-interest/x/BTC/2026-11-24T10:00:00Z')).toMatchObject({
      observedAt: '2026-11-24T10:00:00.000Z',
    })
  })

  test('name their venue; a page has none', () => {
    expect(venueOfRecord({ kind: 'marks', venue: 'okx', criterion: 'T1' })).toBe('okx')
    expect(venueOfRecord({ kind: 'pages', path: '/stress' })).toBeNull()
  })
})
