import { describe, expect, test } from 'vitest'
import { describeShape, mergeShape, SHAPE_BOUNDS, type Shape } from '@/lib/core/ledger/shape'

const describeAs = (body: unknown, capture = 'a') => describeShape(body, { capture })
const pathsOf = (shape: Shape) =>
  [...shape.containers].flatMap(([path, { fields }]) => [...fields.keys()].map((key) => `${path}|${key}`)).sort()

describe('describeShape', () => {
  test('names fields by container, with their types and whether any row fills them', () => {
    const shape = describeAs({
      code: '0',
      data: [
        { total: '5', at: null },
        { total: 6, note: ' ' },
      ],
    })
    expect(pathsOf(shape)).toEqual(['data[]|', 'data[]|at', 'data[]|note', 'data[]|total', '|', '|code', '|data'])
    const row = shape.containers.get('data[]')
    expect(row?.objects).toBe(2)
    expect([...(row?.fields.get('total')?.types ?? [])].sort()).toEqual(['number', 'string'])
    expect(row?.fields.get('total')?.filled).toBe(true)
    expect(row?.fields.get('at')).toMatchObject({ filled: false })
    expect(row?.fields.get('note')?.filled).toBe(false)
  })

  test.each([
    ['symbols', { BTCUSDT: { oi: '1' } }],
    ['coins of one letter more', { BTC: 1, ETH: 2, kPEPE: 3, DOGE: 4, SOL: 5 }],
    ['names of tokens on a chain', { 'BUFFI,UNISWAP_V3,0X4C-USD': { oi: '1' } }],
    ['pairs with a dash', { 'BTC-USD': { oi: '1' }, 'ETH-USD': { oi: '2' } }],
    ['numbers', { 0: { oi: '1' }, 17: { oi: '2' } }],
    ['dates', { '2026-11-20': 5, '2026-11-21': 6 }],
    [
      'lower-case symbols of one form',
      Object.fromEntries(['btc', 'eth', 'sol', 'xrp', 'ada', 'bnb', 'ltc', 'dot'].map((key) => [key, { oi: '1' }])),
    ],
  ])('takes keys that are %s for data: a new coin is no new field', (_name, markets) => {
    const shape = describeAs({ markets })
    expect(shape.maps).toEqual(new Set(['markets']))
    expect(shape.containers.has('markets')).toBe(false)
    expect(shape.containers.has('markets{}')).toBe(true)
  })

  test('takes names of fields for fields', () => {
    const shape = describeAs({ bid: { price: 1 }, ask: { price: 2 }, ID: 5, isLive: true })
    expect(shape.maps.size).toBe(0)
  })

  test('an object once known as a map stays one', () => {
    const shape = describeShape({ markets: { btc: 1 } }, { capture: 'a', maps: new Set(['markets']) })
    expect(shape.containers.has('markets{}')).toBe(true)
  })

  test('collects the words of the vocabulary only', () => {
    const body = { data: [{ details: [{ type: 'bankruptcy_loss', ccy: 'USDT' }, { type: '' }] }] }
    const shape = describeShape(body, { capture: 'a', vocabulary: ['data[].details[].type'] })
    expect([...(shape.words.get('data[].details[].type') ?? [])]).toEqual([['bankruptcy_loss', 'a']])
    expect(shape.words.size).toBe(1)
  })

  test('is bounded in depth and in fields, and says when it was cut', () => {
    let deep: unknown = 'bottom'
    for (let level = 0; level < 50; level += 1) deep = { next: deep }
    expect(describeAs(deep).truncated).toBe(true)
    expect(describeAs(deep).containers.size).toBeLessThanOrEqual(SHAPE_BOUNDS.depth + 1)
    const wide = Array.from({ length: 30 }, (_, list) => ({
      [`f${list}`]: Object.fromEntries(Array.from({ length: 100 }, (_v, key) => [`n${list}x${key}y`, key % 2 === 0])),
    }))
    const shape = describeAs(wide)
    expect(shape.truncated).toBe(true)
    expect(pathsOf(shape).length).toBeLessThanOrEqual(SHAPE_BOUNDS.fields)
    expect(describeAs({ a: 1 }).truncated).toBe(false)
  })

  test('keeps what PostgreSQL can store of a hostile name', () => {
    const shape = describeAs(JSON.parse('{"a\\u0000b":1,"\\ud800":2,"__proto__":3,"":4}'))
    expect(pathsOf(shape)).toEqual(['|', '|(no name)', '|__proto__', '|ab'])
  })
})

describe('mergeShape', () => {
  test('a field filled in one page is filled, and its capture is that page', () => {
    const merged = mergeShape(describeAs({ rows: [{ a: '' }] }, 'one'), describeAs({ rows: [{ a: '5', b: 1 }] }, 'two'))
    const row = merged.containers.get('rows[]')
    expect(row?.objects).toBe(2)
    expect(row?.fields.get('a')).toMatchObject({ filled: true, capture: 'two' })
    expect(row?.fields.get('b')?.capture).toBe('two')
    expect(row?.capture).toBe('one')
  })
})
