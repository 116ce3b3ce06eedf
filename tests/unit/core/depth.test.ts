import { describe, expect, test } from 'vitest'
import { dec, plain } from '@/lib/core/decimal'
import { type BookInput, measureDepth } from '@/lib/core/depth'

const level = (price: string, size: string) => ({ price: dec(price), size: dec(size) })
const book = (overrides: Partial<BookInput> = {}): BookInput => ({
  bids: [level('99.5', '2'), level('98.5', '3'), level('97', '100')],
  asks: [level('100.5', '1'), level('101.5', '4'), level('110', '100')],
  levelLimit: null,
  contractType: 'linear',
  unit: 'base',
  quoteUsd: dec(1),
  ...overrides,
})
const text = (value: Parameters<typeof plain>[0] | null | undefined) => (value ? plain(value) : value)

describe('depth near the middle', () => {
  test('adds what rests within 1 % and 2 %, each side alone, in any order of levels', () => {
    const { bids, asks } = book()
    for (const input of [book(), book({ bids: [...bids].reverse(), asks: [...asks].reverse() })]) {
      const depth = measureDepth(input)
      expect(text(depth?.midPrice)).toBe('100')
      expect(text(depth?.bidUsd1)).toBe('199')
      expect(text(depth?.askUsd1)).toBe('100.5')
      expect(text(depth?.bidUsd2)).toBe('494.5')
      expect(text(depth?.askUsd2)).toBe('506.5')
      expect(depth?.reason).toBeNull()
    }
  })

  test('counts a level that lies exactly on the bound', () => {
    const depth = measureDepth(book({ bids: [level('99.9', '1'), level('99', '5')], asks: [level('100.1', '1')] }))
    expect(text(depth?.bidUsd1)).toBe('594.9')
  })

  test('states no band that a full answer does not reach, and keeps the one it does', () => {
    const cut = book({ bids: [level('99.5', '2'), level('98.5', '3')], levelLimit: 2 })
    const depth = measureDepth(cut)
    expect(text(depth?.bidUsd1)).toBe('199')
    expect(depth?.bidUsd2).toBeNull()
    expect(depth?.reason).toBe('bids: the answered book ends 1.50 % from the middle')
    expect(text(measureDepth({ ...cut, levelLimit: 3 })?.bidUsd2)).toBe('494.5')
  })

  test('values contracts by their size and inverse contracts by their face', () => {
    const linear = measureDepth(book({ unit: 'contracts', contractSize: dec('0.01') }))
    expect(text(linear?.bidUsd1)).toBe('1.99')
    const inverse = measureDepth(book({ contractType: 'inverse', unit: 'contracts', contractSize: dec(100) }))
    expect(text(inverse?.bidUsd1)).toBe('200')
  })

  test('gives a reason, never a number, without a dollar price or a contract size', () => {
    expect(measureDepth(book({ quoteUsd: null }))).toMatchObject({ bidUsd1: null, askUsd2: null })
    expect(measureDepth(book({ quoteUsd: null }))?.reason).toContain('no dollar price')
    expect(measureDepth(book({ unit: 'contracts' }))?.reason).toContain('contract size not documented')
  })

  test('refuses an empty side and a crossed book', () => {
    expect(measureDepth(book({ bids: [] }))).toBeNull()
    expect(measureDepth(book({ asks: [level('100.5', '0')] }))).toBeNull()
    expect(measureDepth(book({ bids: [level('100.5', '1')] }))).toBeNull()
  })
})
