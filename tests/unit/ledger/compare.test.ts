import { describe, expect, test } from 'vitest'
import { compareShapes, learnShape } from '@/lib/core/ledger/compare'
import { GONE_AFTER, type KnownShape, type ShapeChange } from '@/lib/core/ledger/known'
import { describeShape } from '@/lib/core/ledger/shape'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const VOCABULARY = ['rows[].type']

/** A run of passes; each body is one capture, named by its number. */
class Passes {
  known: KnownShape | null = null
  readonly changes: ShapeChange[] = []
  private pass = 0
  private at = Date.parse('2026-11-20T00:00:00Z')

  constructor(private readonly everyMs = 10 * MINUTE) {}

  see(body: unknown, times = 1): this {
    for (let time = 0; time < times; time += 1) {
      this.pass += 1
      this.at += this.everyMs
      const capture = `capture ${this.pass}`
      const maps = new Set(this.known?.maps)
      const shape = describeShape(body, { capture, vocabulary: VOCABULARY, maps })
      const at = new Date(this.at)
      if (this.known === null) {
        this.known = learnShape(shape, at)
        continue
      }
      const lastCaptureOf = () => `capture ${this.pass - 1}`
      const compared = compareShapes(this.known, shape, { at, lastCaptureOf })
      // What is stored is JSON.
      this.known = JSON.parse(JSON.stringify(compared.known))
      this.changes.push(...compared.changes)
    }
    return this
  }

  get told(): readonly string[] {
    return this.changes.map(({ kind, path, before, after }) => `${kind} ${path}: ${before} > ${after}`)
  }
}

describe('compareShapes', () => {
  test('the first capture makes no news, and the same again makes none', () => {
    expect(new Passes().see({ rows: [{ a: '1' }] }, 100).told).toEqual([])
  })

  test('a new field counts at once, with the captures on both sides; what is inside it is not told again', () => {
    const passes = new Passes().see({ rows: [{ a: '1' }] }).see({ rows: [{ a: '1', b: { c: 1 } }] })
    expect(passes.told).toEqual(['field_new rows[].b: not there > object'])
    expect(passes.changes[0]).toMatchObject({ beforeCapture: 'capture 1', afterCapture: 'capture 2' })
    expect(passes.see({ rows: [{ a: '1', b: { c: 1 } }] }, 5).told).toHaveLength(1)
  })

  test('a container without a row is not judged, and its first rows are learned silently', () => {
    const passes = new Passes().see({ rows: [] }).see({ rows: [{ a: '1' }] })
    expect(passes.told).toEqual([])
    expect(passes.see({ rows: [] }, 200).told).toEqual([])
  })

  test('a field counts as emptied only after twelve captures in a row, dated by the first of them', () => {
    const passes = new Passes().see({ rows: [{ a: '1', b: '2' }] }, 3)
    passes.see({ rows: [{ a: '1', b: '' }] }, GONE_AFTER.captures - 1)
    expect(passes.told).toEqual([])
    passes.see({ rows: [{ a: '1', b: null }] })
    expect(passes.told).toEqual(['field_emptied rows[].b: string > empty'])
    expect(passes.changes[0]).toMatchObject({
      at: new Date('2026-11-20T00:40:00Z'),
      beforeCapture: 'capture 3',
      afterCapture: 'capture 4',
    })
    passes.see({ rows: [{ a: '1', b: '' }] }, 50)
    expect(passes.told).toHaveLength(1)
    expect(passes.see({ rows: [{ a: '1', b: '7' }] }).told[1]).toBe('field_filled rows[].b: empty > string')
  })

  test('captures in quick succession are not enough: the field must be away for an hour too', () => {
    const passes = new Passes(MINUTE).see({ rows: [{ a: '1', b: '2' }] })
    expect(passes.see({ rows: [{ a: '1' }] }, 60).told).toEqual([])
    expect(passes.see({ rows: [{ a: '1' }] }).told).toEqual(['field_gone rows[].b: string > not there'])
  })

  test('one row that still has the field is enough', () => {
    const passes = new Passes().see({ rows: [{ a: '1', b: '2' }] })
    expect(passes.see({ rows: [{ a: '1' }, { a: '1', b: '3' }, { a: '2' }] }, 50).told).toEqual([])
  })

  test('an optional field that comes and goes is told once and then never while it keeps its rhythm', () => {
    const passes = new Passes().see({ rows: [{ a: '1' }] })
    for (let round = 0; round < 40; round += 1) {
      passes.see({ rows: [{ a: '1', b: '2' }] }).see({ rows: [{ a: '1' }] }, 11)
    }
    expect(passes.told).toEqual(['field_new rows[].b: not there > string'])
    const rare = new Passes().see({ rows: [{ a: '1', b: '2' }] })
    for (let round = 0; round < 40; round += 1) rare.see({ rows: [{ a: '1' }] }, 30).see({ rows: [{ a: '1', b: '2' }] })
    expect(rare.told).toEqual(['field_gone rows[].b: string > not there', 'field_new rows[].b: not there > string'])
  })

  test('a field that was never filled is no news while it stays so', () => {
    expect(new Passes().see({ rows: [{ a: '1', b: '' }] }, 100).told).toEqual([])
  })

  test('a type no row had before counts at once; null is no type', () => {
    const passes = new Passes().see({ rows: [{ a: '1' }] }).see({ rows: [{ a: null }, { a: '1' }] })
    expect(passes.told).toEqual([])
    passes.see({ rows: [{ a: 1 }] })
    expect(passes.told).toEqual(['type_changed rows[].a: string > number'])
    expect(passes.see({ rows: [{ a: '1' }] }, 3).told).toHaveLength(1)
  })

  test('an item whose type changes is told without its fields', () => {
    const passes = new Passes().see({ rows: [{ a: '1', b: 2 }] }).see({ rows: [['1', 2]] }, 20)
    expect(passes.told).toEqual(['type_changed rows[]: object > list'])
  })

  test('a new coin in a map keyed by symbol is no change; a new field of every coin is', () => {
    const passes = new Passes().see({ markets: { BTCUSDT: { oi: '1' } } })
    expect(passes.see({ markets: { BTCUSDT: { oi: '1' }, DOGEUSDT: { oi: '2' } } }).told).toEqual([])
    expect(passes.see({ markets: { DOGEUSDT: { oi: '2', cap: '3' } } }).told).toEqual([
      'field_new markets{}.cap: not there > string',
    ])
  })

  test('a record that turns out to be keyed by data is read as a map from then on, silently', () => {
    const row = { oi: '1' }
    const passes = new Passes().see({ markets: { btc: row, eth: row } })
    const many = Object.fromEntries(['btc', 'eth', 'sol', 'xrp', 'ada', 'bnb', 'ltc', 'dot'].map((key) => [key, row]))
    expect(passes.see({ markets: many }, 3).told).toEqual([])
    expect(passes.see({ markets: { btc: row } }, 100).told).toEqual([])
  })

  test('nothing counts as missing from a capture that was cut short', () => {
    const known = learnShape(describeShape({ a: 1, b: 2 }, { capture: 'one' }), new Date(0))
    const shape = { ...describeShape({ a: 1 }, { capture: 'two' }), truncated: true }
    let state = known
    for (let pass = 1; pass < 50; pass += 1) {
      const compared = compareShapes(state, shape, { at: new Date(pass * HOUR), lastCaptureOf: () => 'one' })
      expect(compared.changes).toEqual([])
      state = compared.known
    }
    expect(state).toEqual(known)
  })
})

describe('row types', () => {
  const rows = (...types: readonly string[]) => ({ rows: types.map((type) => ({ type })) })

  test('a word not met before counts at once', () => {
    const passes = new Passes().see(rows('deposit')).see(rows('deposit', 'loss'))
    expect(passes.told).toEqual(['row_type_new rows[].type: not seen > loss'])
    expect(passes.changes[0]).toMatchObject({ beforeCapture: 'capture 1', afterCapture: 'capture 2' })
  })

  test('a word that no row has for 30 days counts as gone, dated by the first capture without it', () => {
    const day = new Passes(24 * HOUR).see(rows('deposit', 'loss'), 2)
    expect(day.see(rows('deposit'), 30).told).toEqual([])
    day.see(rows('deposit'))
    expect(day.told).toEqual(['row_type_gone rows[].type: loss > not seen'])
    expect(day.changes[0]).toMatchObject({
      at: new Date('2026-11-23T00:00:00Z'),
      beforeCapture: 'capture 2',
      afterCapture: 'capture 3',
    })
    expect(day.see(rows('deposit'), 40).told).toHaveLength(1)
    expect(day.see(rows('loss')).told[1]).toBe('row_type_new rows[].type: not seen > loss')
  })

  test('captures without any row say nothing about types', () => {
    expect(new Passes(24 * HOUR).see(rows('deposit', 'loss')).see(rows(), 100).told).toEqual([])
  })
})
