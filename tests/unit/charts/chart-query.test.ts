import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ChartQuery,
  chartHref,
  chartMeasures,
  chartPresets,
  chartScales,
  parseChartQuery,
  readRange,
  readTime,
  writeRange,
} from '@/lib/render/chart-query'

const paramsOf = (href: string) => Object.fromEntries(new URL(href, 'http://site.invalid').searchParams)

describe('the range of an address', () => {
  test('is a preset, or two times that are half-open, as links and as the form write them', () => {
    const range = { from: new Date('2025-10-10T00:00:00Z'), to: new Date('2025-10-11T12:30:00Z') }
    expect(readRange({ range: '30d' })).toMatchObject({ range: '30d', problems: [] })
    expect(readRange({ range: '2025-10-10..2025-10-11T12:30Z' }).range).toEqual(range)
    expect(readRange({ from: '2025-10-10T00:00', to: '2025-10-11T12:30' }).range).toEqual(range)
    expect(writeRange(range)).toBe('2025-10-10..2025-10-11T12:30Z')
  })

  test('lets what the form says win over the range the address had', () => {
    expect(readRange({ range: '7d', from: '2025-10-10', to: '2025-10-11' }).range).not.toBe('7d')
    expect(readRange({ range: '7d', from: '', to: '' }).range).toBe('7d')
  })

  test('names the field that cannot be used, what was given and what is accepted', () => {
    const problems = (params: Record<string, string>) => readRange(params).problems
    expect(problems({ from: '2025-10-10', to: '' })).toEqual([
      { path: 'to', message: expect.stringMatching(/^given nothing; accepted: a UTC date/) },
    ])
    expect(problems({ from: 'x'.repeat(90), to: '2025-13-01' }).map(({ path }) => path)).toEqual(['from', 'to'])
    expect(problems({ from: 'x'.repeat(90), to: '2025-10-10' })[0]?.message).not.toContain('x'.repeat(41))
    expect(problems({ from: '2025-10-11', to: '2025-10-11' })).toEqual([
      { path: 'to', message: expect.stringContaining('accepted: a time after from (2025-10-11)') },
    ])
    expect(readRange({ from: '2025-10-11', to: '2025-10-11' }).range).toBeNull()
  })

  test('takes no time that does not exist, and none from before there were funds', () => {
    for (const text of ['2025-02-30', '2025-10-10T25:00', '10/10/2025', '1999-01-01', '2025-10-10T00:00+02:00', '']) {
      expect(readTime(text), text).toBeNull()
    }
    expect(readTime('2025-10-10')?.toISOString()).toBe('2025-10-10T00:00:00.000Z')
  })

  test('is read back as it was written, with the rest of the view', () => {
    const time = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    const custom = fc
      .tuple(time, fc.integer({ min: 1, max: 10 ** 11 }))
      .map(([from, span]) => ({ from, to: new Date(from.getTime() + span) }))
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom(...chartMeasures)),
        fc.option(fc.oneof(fc.constantFrom(...chartPresets), custom)),
        fc.constantFrom(...chartScales),
        fc.tuple(fc.boolean(), fc.boolean()),
        fc.option(fc.string({ minLength: 1, maxLength: 40 })),
        fc.option(time),
        (measure, range, scale, [fit, allRows], fund, asOf) => {
          const query: ChartQuery = { measure, range, scale, fit, allRows, fund, asOf }
          expect(parseChartQuery(paramsOf(chartHref('acme', query)))).toEqual(query)
        },
      ),
      { numRuns: 300 },
    )
  })
})
