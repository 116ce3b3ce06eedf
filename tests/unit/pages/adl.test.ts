import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { HeatLegend, HeatStrip } from '@/app/_components/heat-strip'
import { SignalsTable } from '@/app/adl/signals-table'
import { AdlUnderFund } from '@/app/events/[event]/adl-under-fund'
import type { AdlCell, AdlStanding, AdlStrip, AdlVenue } from '@/lib/queries/dto/adl'
import { selectSignals } from '@/lib/render/adl-query'
import { adlVerdict, describeCounts } from '@/lib/render/adl-text'

const NOW = '2026-11-20T12:30:00.000Z'

function standing(subject: string, extra: Partial<AdlStanding> = {}): AdlStanding {
  return {
    venue: 'alpha',
    scope: 'market',
    subject,
    signal: 'adlAlert',
    value: '-0.1',
    level: 0,
    proximity: 0.33,
    observedAt: '2026-11-20T12:29:00.000Z',
    checkedAt: '2026-11-20T12:29:30.000Z',
    expectedEveryS: 60,
    state: 'live',
    stale: null,
    trigger: { drawdown: 0.3, threshold: '10000' },
    rawSha256: 'a'.repeat(64),
    ...extra,
  }
}

function venue(extra: Partial<AdlVenue> = {}): AdlVenue {
  return {
    venue: 'alpha',
    name: 'Alpha',
    signal: 'adlAlert',
    rule: 'A rule.',
    sourceUrl: 'https://example.com/adl',
    state: 'live',
    checkedAt: '2026-11-20T12:29:30.000Z',
    expectedEveryS: 60,
    reason: null,
    level: 0,
    counts: { levels: [3, 0, 0, 0], ungraded: 0, stale: 0 },
    rows: [],
    ...extra,
  }
}

const cell = (hour: number, extra: Partial<AdlCell> = {}): AdlCell => ({
  at: `2026-11-20T0${hour}:00:00.000Z`,
  read: true,
  level: 0,
  subject: null,
  hours: 1,
  ...extra,
})

const strip: AdlStrip = {
  interval: 'hour',
  from: '2026-11-20T00:00:00.000Z',
  to: '2026-11-20T04:00:00.000Z',
  cells: [
    cell(0),
    cell(1, { read: false, level: null, hours: 0 }),
    cell(2, { level: 3, subject: 'BTCUSDT' }),
    cell(3, { level: null }),
  ],
  simulated: false,
}

describe('a signal', () => {
  const html = (row: AdlStanding) =>
    renderToStaticMarkup(createElement(SignalsTable, { rows: [row], name: 'Alpha', renderedAt: NOW }))

  test('stands with its raw value, the rule in numbers and its evidence', () => {
    const text = html(standing('BTCUSDT', { level: 2, proximity: 0.9, value: '-0.27' }))
    expect(text).toContain('>near<')
    expect(text).toContain('-0.27')
    expect(text).toContain('value="0.9"')
    expect(text).toContain('ADL at a loss of 30 % of the 8 h peak')
    expect(text).toContain(`/evidence/${'a'.repeat(64)}`)
  })

  test('has no level and no distance where there are none, with the reason', () => {
    const text = html(standing('BTCUSDT', { level: null, proximity: null, trigger: null }))
    expect(text).toContain('not graded')
    expect(text).toContain('no rule in numbers')
    expect(html(standing('X', { proximity: null }))).toContain('rule not live')
    expect(html(standing('X', { proximity: null, level: 3 }))).toContain('by balance, not by loss')
  })

  test('that is too old does not show its level', () => {
    const text = html(standing('BTCUSDT', { level: 3, stale: 'last checked 2 hours ago: too old to say now' }))
    expect(text).not.toContain('>active<')
    expect(text).toContain('too old to say now')
  })
})

describe('the strip', () => {
  const html = renderToStaticMarkup(createElement(HeatStrip, { strip, name: 'Alpha', caption: 'By hour' }))

  test('has its content in words and as a table', () => {
    expect(html).toContain('role="img"')
    expect(html).toContain(
      'aria-label="Alpha, highest ADL level per hour, 2026-11-20 00:00 to 2026-11-20 04:00 UTC: active in 1 hour, none in 1 hour, signal without a level in 1 hour, no reading in 1 hour, of 4"',
    )
    expect(html.match(/<tr>/g)).toHaveLength(5)
    expect(html).toContain('BTCUSDT')
    expect(html).not.toContain('SIMULATED')
  })

  test('draws nothing read unlike level 0, and every level at a height of its own', () => {
    const rects = [...html.matchAll(/<rect [^>]*>/g)].map(([rect]) => rect)
    expect(rects).toHaveLength(4)
    expect(rects[0]).toContain('height="5"')
    expect(rects[1]).toMatch(/height="28".*fill="url\(#/)
    expect(rects[2]).toContain('height="28"')
    expect(rects[2]).not.toContain('fill=')
    expect(rects[3]).toContain('height="2"')
    const legend = renderToStaticMarkup(createElement(HeatLegend))
    for (const word of ['none', 'elevated', 'near', 'active', 'signal without a level', 'no reading'])
      expect(legend).toContain(word)
  })

  test('says SIMULATED where it is, and stands under the fund of its own venue only', () => {
    const simulated = { ...strip, simulated: true }
    expect(renderToStaticMarkup(createElement(HeatStrip, { strip: simulated, name: 'A', caption: 'c' }))).toContain(
      'SIMULATED',
    )
    const under = (asked: string) =>
      renderToStaticMarkup(
        createElement(AdlUnderFund, { around: [{ venue: 'alpha', strip }], venue: asked, name: 'A' }),
      )
    expect(under('alpha')).toContain('Highest ADL level, by hour')
    expect(under('beta')).toBe('')
  })
})

describe('words', () => {
  test('count signals by level, highest first', () => {
    const counts = { levels: [96, 3, 1, 0], ungraded: 2, stale: 1 }
    expect(
      describeCounts(venue({ counts, rows: Array.from({ length: 103 }, (_, index) => standing(`M${index}`)) })),
    ).toBe('103 signals adlAlert: 1 near, 3 elevated, 96 none; 2 without a level; 1 too old to say now.')
  })

  test('name each venue above none for itself', () => {
    const near = venue({ name: 'Near', level: 2, counts: { levels: [5, 1, 4, 0], ungraded: 0, stale: 0 } })
    expect(adlVerdict([near, venue()], [])).toBe(
      '2 venues publish a signal, 0 do not. Above none now: Near: near in 4 markets.',
    )
    expect(adlVerdict([venue()], [])).toContain('No signal that can be graded is above none now.')
    expect(adlVerdict([venue({ level: null })], [])).toContain('None of them can be read as a level now.')
  })

  test('a filter by level leaves out what is too old or not graded', () => {
    const rows = [
      standing('A', { level: 2 }),
      standing('B', { level: 3, stale: 'too old' }),
      standing('C', { level: null }),
      standing('D', { level: 1 }),
    ]
    const shown = (level: number | null) =>
      selectSignals(venue({ rows }), { venue: null, level }).map(({ subject }) => subject)
    expect(shown(null)).toEqual(['A', 'B', 'C', 'D'])
    expect(shown(1)).toEqual(['A', 'D'])
    expect(shown(3)).toEqual([])
  })
})
