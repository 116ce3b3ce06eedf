import { describe, expect, test } from 'vitest'
import { periodOf, precisionOf } from '@/lib/record/dates'

describe('periodOf', () => {
  test.each([
    ['2021', '2021-01-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2025-12', '2025-12-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2025-10-10T21:16:59Z', '2025-10-10T21:16:59.000Z', '2025-10-10T21:17:00.000Z'],
  ])('takes %s as the whole of what it names', (text, from, until) => {
    const period = periodOf(text)
    expect([period.from.toISOString(), period.until.toISOString()]).toEqual([from, until])
  })

  test('names what it was given and what it accepts', () => {
    expect(() => periodOf('March 2017')).toThrow('date: got "March 2017", accepted are YYYY, YYYY-MM, YYYY-MM-DD')
  })
})

describe('precisionOf', () => {
  test.each(['2021-13', '2023-02-29', '2021-1-1', '', '20210', '2025-10-10T24:00:00Z', '2025-10-10T21:16:04'])(
    'rejects %j',
    (text) => {
      expect(precisionOf(text)).toBeNull()
    },
  )
})
