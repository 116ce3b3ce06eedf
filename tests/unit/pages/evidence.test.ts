import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plain } from '@/lib/core/decimal'
import { recompute } from '@/lib/core/recompute'
import { formatBytes } from '@/lib/render/bytes'
import { indentJson, isJson } from '@/lib/render/indent-json'
import { recomputeBalance, recomputeOpenInterest } from '@/lib/render/recompute-text'

describe('indented JSON', () => {
  test('keeps every digit and escape as received', () => {
    const text = '{"a":1.2300000000000000000001,"b":[1e400,-0,"x\\"]},{:, \\\\"],"c":{},"d":[ ]}'
    const indented = indentJson(text)
    for (const part of ['1.2300000000000000000001', '1e400', '-0', '"x\\"]},{:, \\\\"', '{}', '[]']) {
      expect(indented).toContain(part)
    }
    expect(indented.split('\n').length).toBeGreaterThan(6)
  })

  test('changes only white space outside strings', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        const indented = indentJson(text)
        expect(JSON.stringify(JSON.parse(indented))).toBe(JSON.stringify(JSON.parse(text)))
      }),
      { numRuns: 300 },
    )
  })

  test('takes a text that is cut anywhere', () => {
    const text = '{"a":["x\\u00e9",{"b":-1.5}],"c":null}'
    for (let end = 0; end <= text.length; end += 1) {
      const indented = indentJson(text.slice(0, end))
      expect(indented.replaceAll(/\s/g, '')).toBe(text.slice(0, end).replaceAll(/\s/g, ''))
    }
    expect(isJson(text)).toBe(true)
    expect(isJson(text.slice(0, -1))).toBe(false)
  })
})

describe('recompute', () => {
  test('agrees within the rounding of the store, and not beyond', () => {
    expect(recompute('3', '0.333333333333333333', '1').agrees).toBe(true)
    expect(recompute('1000000', '1', '1000000.01').agrees).toBe(false)
    expect(recompute('-5421', '1', '-5421').agrees).toBe(true)
    expect(recompute('0', '1', '0')).toMatchObject({ agrees: true, factor: null })
  })

  test('gives what else went into a value', () => {
    const { product, factor } = recompute('10', '0.05', '30000')
    expect(plain(product)).toBe('0.5')
    expect(factor && plain(factor)).toBe('60000')
  })

  test('writes a balance as units, price and value, with the basis of the price', () => {
    expect(
      recomputeBalance({ units: '12.5', asset: 'BTC', priceUsd: '60000', priceSource: 'index', valueUsd: '750000' }),
    ).toEqual({
      formula: '12.5 BTC × $60,000 = $750,000',
      note: 'Priced at the venue’s own index or mark price of the same pass.',
    })
    const odd = recomputeBalance({ units: '2', asset: 'BTC', priceUsd: '3', priceSource: 'par', valueUsd: '7' })
    expect(odd.formula).toBe('2 BTC × $3 = $6; stored $7')
    expect(odd.note).toContain('differ')
    expect(
      recomputeBalance({ units: '5', asset: 'BNFCR', priceUsd: null, priceSource: null, valueUsd: null }).formula,
    ).toBe('5 BNFCR, no dollar value')
    expect(
      recomputeBalance({ units: '0.1', asset: 'X', priceUsd: null, priceSource: 'venue', valueUsd: '0' }).formula,
    ).toBe('0.1 X, stated as $0')
  })

  test('writes open interest with its sides and the price of the quote asset', () => {
    const base = { contracts: null, baseUnits: '1000', markPrice: '60000', valueUsd: '60000000', sourceSides: 2 }
    expect(recomputeOpenInterest(base)).toEqual({
      formula: '1,000 base units × mark 60,000 = $60,000,000',
      note: 'The venue counts both sides: half is stored.',
    })
    const quoted = recomputeOpenInterest({ ...base, markPrice: '0.05', valueUsd: '3000000', sourceSides: 1 })
    expect(quoted.formula).toContain('= 50 in the quote asset; stored $3,000,000')
    expect(quoted.note).toContain('60000')
    expect(recomputeOpenInterest({ ...base, baseUnits: null, contracts: '7', valueUsd: null }).formula).toBe(
      '7 contracts, no dollar value',
    )
  })
})

test('sizes are short and honest at their edges', () => {
  expect([1, 1023, 1024, 5695, 10_240, 1024 * 1024].map(formatBytes)).toEqual([
    '1 byte',
    '1023 bytes',
    '1.0 kB',
    '5.6 kB',
    '10 kB',
    '1.0 MB',
  ])
})
