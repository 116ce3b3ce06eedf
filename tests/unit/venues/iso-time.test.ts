import { describe, expect, test } from 'vitest'
import { readIsoTime } from '@/lib/venues/_contract/numeric'

const checkedAt = new Date('2026-11-23T12:00:00Z')

describe('a time in ISO 8601', () => {
  test('is read with or without a fraction of a second', () => {
    const read = (raw: string) => {
      const found = readIsoTime('time', raw, checkedAt)
      return found.ok ? found.value.toISOString() : found.reason
    }
    expect(read('2026-11-23T11:59:59Z')).toBe('2026-11-23T11:59:59.000Z')
    expect(read('2026-11-23T11:59:59.123456Z')).toBe('2026-11-23T11:59:59.123Z')
    expect(read('2026-11-23T12:04:59Z')).toBe('2026-11-23T12:04:59.000Z')
  })

  test.each([
    [undefined, 'missing_field'],
    [null, 'missing_field'],
    ['', 'missing_field'],
    ['2026-11-23T11:59:59', 'wrong_type'],
    ['2026-11-23T11:59:59+01:00', 'wrong_type'],
    ['23 November 2026', 'wrong_type'],
    [1_795_435_199, 'wrong_type'],
    ['2026-13-41T11:59:59Z', 'absurd'],
    ['1999-11-23T11:59:59Z', 'absurd'],
    ['2026-11-23T12:05:01Z', 'future_time'],
  ])('%s is %s', (raw, reason) => {
    expect(readIsoTime('time', raw, checkedAt)).toMatchObject({ ok: false, reason })
  })
})
