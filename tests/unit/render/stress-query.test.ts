import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStressFields } from '@/lib/render/stress-fields'
import {
  defaultStressQuery,
  isStressForm,
  parseStressQuery,
  type StressQuery,
  stressHref,
  stressKey,
  stressLaws,
  stressQueryFields,
} from '@/lib/render/stress-query'

function paramsOf(href: string): Record<string, string> {
  return Object.fromEntries(new URL(href, 'http://site.invalid').searchParams)
}

const query = (overrides: Partial<StressQuery> = {}): StressQuery => ({ ...defaultStressQuery, ...overrides })

function fieldsOf(overrides: Partial<StressQuery> = {}) {
  const read = readStressFields(query(overrides))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.fields
}

function problemsOf(overrides: Partial<StressQuery>) {
  const read = readStressFields(query(overrides))
  return read.ok ? [] : read.problems
}

describe('the address of the stress lab', () => {
  test('writes only what differs from the default', () => {
    expect(stressHref(defaultStressQuery)).toBe('/stress')
    expect(stressHref({ venue: 'bybit', fund: 'usdt-btc' })).toBe('/stress?v=bybit&fund=usdt-btc')
    expect(stressHref(query({ venue: 'okx', gap: '20', side: 'short' }))).toBe('/stress?v=okx&gap=20&side=short')
  })

  test('reads back what it writes', () => {
    const text = fc.stringMatching(/^[ -~]{0,40}$/).map((value) => value.trim())
    const number = fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 1e9 }).map(String))
    const record = fc.record({
      venue: fc.constantFrom('', 'own', 'bybit', 'dydx-v4'),
      fund: text,
      contract: fc.constantFrom('', 'linear', 'inverse'),
      openInterest: number,
      money: number,
      usable: number,
      maxLeverage: number,
      gap: fc.integer({ min: 0, max: 99 }).map(String),
      slippage: fc.constantFrom('0', '0.5', '2'),
      side: fc.constantFrom('long', 'short'),
      law: fc.constantFrom(...stressLaws),
      leverage: fc.integer({ min: 1, max: 1000 }).map(String),
      custom: text,
      maintenance: number,
    })
    fc.assert(
      fc.property(record, (given) => {
        expect(parseStressQuery(paramsOf(stressHref(given)))).toEqual(given)
      }),
      { numRuns: 300 },
    )
  })

  test('every field has a key of its own', () => {
    expect(stressQueryFields).toHaveLength(Object.keys(defaultStressQuery).length)
    expect(new Set(stressQueryFields.map(stressKey)).size).toBe(stressQueryFields.length)
  })

  test('takes the pool of the form only with its own venue', () => {
    expect(parseStressQuery({ v: 'bybit', pool: 'bybit/usdt-a/b' }).fund).toBe('usdt-a/b')
    expect(parseStressQuery({ v: 'okx', pool: 'bybit/usdt-a' }).fund).toBe('')
    expect(parseStressQuery({ v: 'bybit', pool: 'bybit/' }).fund).toBe('')
    expect(isStressForm({ v: 'bybit', pool: 'bybit/' })).toBe(true)
    expect(isStressForm({ v: 'bybit', oi: '' })).toBe(true)
    expect(isStressForm({ v: 'bybit', gap: '20' })).toBe(false)
    expect(isStressForm({})).toBe(false)
  })

  test('the address of a form is not that of a form again', () => {
    const form = { v: 'okx', pool: 'bybit/x', gap: '10', slip: '', oi: '', law: 'lu50', side: 'long', custom: '' }
    const href = stressHref(parseStressQuery(form))
    expect(href).toBe('/stress?v=okx')
    expect(isStressForm(paramsOf(href))).toBe(false)
  })

  test('cuts what is absurdly long and leaves unknown keys aside', () => {
    const parsed = parseStressQuery({ v: 'x'.repeat(9999), custom: 'y'.repeat(99_999), colour: 'red' })
    expect(parsed.venue).toHaveLength(200)
    expect(parsed.custom).toHaveLength(4000)
  })
})

describe('the numbers of the address', () => {
  test('are read as decimals: percent become ratios, commas are allowed', () => {
    const fields = fieldsOf({
      gap: '12.3',
      slippage: '0.1',
      openInterest: '2,000,000,000',
      usable: '30',
      money: '-5.5',
    })
    expect(fields).toMatchObject({ gap: 0.123, slippage: 0.001, openInterest: '2000000000', usableShare: 0.3 })
    expect(fields.money).toBe('-5.5')
    expect(fieldsOf()).toMatchObject({ gap: 0.1, slippage: 0.005, side: 'long', law: 'lu50', money: null })
  })

  test.each([
    ['gap', '100', 'below 100'],
    ['gap', 'abc', '"abc"'],
    ['gap', '-1', 'from 0'],
    ['gap', 'NaN', '"NaN"'],
    ['gap', '1e1', '"1e1"'],
    ['slippage', '100', 'below 100'],
    ['usable', '101', 'from 0 to 100'],
    ['openInterest', '-1', '0 or more'],
    ['openInterest', '9'.repeat(26), 'number'],
    ['maxLeverage', '1', 'above 1'],
    ['maxLeverage', '1001', 'at most 1000'],
    ['side', 'up', 'long, short'],
    ['contract', 'quanto', 'linear, inverse'],
    ['law', 'lognormal', 'tiers'],
    ['custom', '{', 'not JSON'],
    ['custom', '{"kind":"point","leverage":0}', 'leverage'],
    ['maintenance', '100', 'below 100'],
  ] as const)('%s %s is refused with what is accepted', (field, text, words) => {
    const problems = problemsOf({ [field]: text })
    expect(problems.map((problem) => problem.field)).toEqual([field])
    expect(problems[0]?.message).toContain(words)
  })

  test('a rise may be more than 100 %', () => {
    expect(fieldsOf({ side: 'short', gap: '250' }).gap).toBe(2.5)
  })

  test('names every bad field at once', () => {
    expect(problemsOf({ gap: 'x', slippage: 'y', law: 'z' }).map(({ field }) => field)).toEqual([
      'gap',
      'slippage',
      'law',
    ])
  })

  test('laws that need a figure have one, or say so', () => {
    expect(fieldsOf({ law: 'point' }).leverage).toBe(20)
    expect(problemsOf({ law: 'custom' }).map(({ field }) => field)).toEqual(['custom'])
    expect(fieldsOf({ law: 'point', leverage: '7.5' }).leverage).toBe(7.5)
    const custom = '{"kind":"mixture","parts":[{"weight":1,"law":{"kind":"point","leverage":10}}]}'
    expect(fieldsOf({ law: 'custom', custom }).custom).toEqual(JSON.parse(custom))
  })

  test('no text of any kind throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stressQueryFields), fc.string(), (field, text) => {
        readStressFields(query({ [field]: text }))
      }),
    )
  })
})
