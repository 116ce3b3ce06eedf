import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal, list, ratio, text, time } from '@/lib/export/columns'
import { csvHeader, csvRow } from '@/lib/export/csv'
import { ndjsonRow, rowObject } from '@/lib/export/ndjson'
import { parseCsv } from '@/tests/support/csv'

const columns = [text('venue', ''), decimal('units', ''), ratio('coverage', ''), time('at', ''), list('stages', '')]

describe('csv', () => {
  test('quotes text, leaves numbers and times plain, and missing empty', () => {
    expect(csvHeader(columns)).toBe('venue,units,coverage,at,stages\r\n')
    expect(csvRow(columns, ['bybit', '-1.50', 0.000001, '2026-01-01T00:00:00.000Z', ['adl', 'halt']])).toBe(
      '"bybit",-1.50,0.000001,2026-01-01T00:00:00.000Z,"adl|halt"\r\n',
    )
    expect(csvRow(columns, [null, null, null, null, null])).toBe(',,,,\r\n')
    expect(csvRow(columns, ['', '0', 0, null, []])).toBe('"",0,0,,""\r\n')
  })

  test('doubles quotes and keeps line ends inside them', () => {
    expect(csvRow(columns, ['a "b",\r\nc', null, null, null, null])).toBe('"a ""b"",\r\nc",,,,\r\n')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('keeps %j from being run as a formula', (text) => {
    expect(csvRow(columns, [text, '-5', -0.5, null, [text]])).toBe(`"'${text}",-5,-0.5,,"'${text}"\r\n`)
  })

  test('reads back to the same cells, whatever the text', () => {
    let ran = 0
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
        (text, ratio) => {
          const [row] = parseCsv(csvRow(columns, [text, '1', ratio, null, ['x']]))
          const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
          expect(row?.toSpliced(2, 1)).toEqual([guarded, '1', null, 'x'])
          // Plain digits, and the same float again.
          if (ratio === null) expect(row?.[2]).toBeNull()
          else expect(row?.[2]).toMatch(/^-?\d+(\.\d+)?$/)
          if (ratio !== null) expect(Number(row?.[2]) + 0).toBe(ratio + 0)
          ran += 1
        },
      ),
      { numRuns: 300 },
    )
    expect(ran).toBeGreaterThanOrEqual(300)
  })
})

describe('ndjson', () => {
  test('is one object a line, keys in column order, missing as null', () => {
    expect(ndjsonRow(columns, ['a\nb', '1', 0.5])).toBe(
      '{"venue":"a\\nb","units":"1","coverage":0.5,"at":null,"stages":null}\n',
    )
    expect(Object.keys(rowObject(columns, []))).toEqual(['venue', 'units', 'coverage', 'at', 'stages'])
  })
})
