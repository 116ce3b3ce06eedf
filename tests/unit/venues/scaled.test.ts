import { describe, expect, test } from 'vitest'
import { readScaled } from '@/lib/venues/_contract/scaled'

describe('an integer in units of 10^-n', () => {
  test('is scaled exactly, however long', () => {
    const read = readScaled('usd', '92000000000000000000000000000000000001', 30)
    expect(read.ok && read.value.toFixed()).toBe('92000000.000000000000000000000000000001')
  })

  test('is judged for absurdity after scaling', () => {
    expect(readScaled('usd', `1${'0'.repeat(49)}`, 30)).toMatchObject({ ok: false, reason: 'absurd' })
  })

  test.each([
    ['1.5', 'wrong_type'],
    [5, 'wrong_type'],
    ['1e30', 'absurd'],
    ['', 'missing_field'],
    [undefined, 'missing_field'],
    ['abc', 'not_a_number'],
    [[], 'wrong_type'],
  ])('%j is refused: %s', (raw, reason) => {
    expect(readScaled('usd', raw, 30)).toMatchObject({ ok: false, reason })
  })

  test('may be below zero', () => {
    const read = readScaled('usd', '-1500000', 6)
    expect(read.ok && read.value.toFixed()).toBe('-1.5')
  })
})
