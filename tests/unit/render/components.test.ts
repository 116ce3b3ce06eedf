import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Absent } from '@/app/_components/absent'
import { BandBar } from '@/app/_components/band-bar'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { OverviewTable } from '@/app/_components/overview-table'
import { Sparkline } from '@/app/_components/sparkline'
import { StateBadge } from '@/app/_components/state-badge'
import { StaticChart } from '@/app/_components/static-chart'
import { Change, Percent, Units, Usd } from '@/app/_components/value'
import type { State } from '@/lib/core/observation'
import { drawPanel } from '@/lib/render/chart-geometry'
import { plotPanels, valueAxis } from '@/lib/render/chart-plot'
import { defaultOverviewQuery } from '@/lib/render/overview-query'
import { makeLatest, makeOverviewRow, makePoint, makeSeries, noLatest } from '@/tests/support/dto-factories'

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const RENDERED_AT = '2026-03-01T12:01:00.000Z'
const CHECKED_AT = '2026-03-01T12:00:00.000Z'

describe('values', () => {
  test('show a missing value as a dash and its reason, never as zero', () => {
    const missing = [
      createElement(Usd, { value: null, reason: 'not disclosed' }),
      createElement(Units, { value: null, asset: 'BTC', reason: 'not disclosed' }),
      createElement(Percent, { value: null, reason: 'not disclosed' }),
      createElement(Change, { value: null, reason: 'not disclosed' }),
      createElement(BandBar, { band: null, reason: 'not disclosed' }),
      createElement(EvidenceLink, { sha256: null, of: 'x', reason: 'not disclosed' }),
      createElement(Sparkline, { values: [null], label: 'x', reason: 'not disclosed' }),
      createElement(Absent, { reason: 'not disclosed' }),
    ]
    for (const element of missing) expect(textOf(renderToStaticMarkup(element))).toBe('— not disclosed')
    expect(missing).toHaveLength(8)
  })

  test('carry every digit beside the short form', () => {
    const html = renderToStaticMarkup(createElement(Usd, { value: '412345678.12', reason: '' }))
    expect(html).toContain('value="412345678.12"')
    expect(html).toContain('title="$412,345,678.12"')
    expect(textOf(html)).toBe('$412M')
  })
})

describe('StateBadge', () => {
  const html = (state: State, checkedAt: string | null, reason: string | null) =>
    renderToStaticMarkup(
      createElement(StateBadge, { state, checkedAt, expectedEveryS: 60, renderedAt: RENDERED_AT, reason }),
    )
  const badge = (state: State, checkedAt: string | null = CHECKED_AT) => textOf(html(state, checkedAt, null))

  test('says in full what goes wrong, and keeps a remark behind a word', () => {
    expect(html('failing', CHECKED_AT, 'format changed')).not.toContain('popover')
    expect(html('live', CHECKED_AT, 'halved')).toMatch(/>note<\/button><span[^>]* popover="auto"[^>]*>halved</)
  })

  test('says state, age and time without scripts', () => {
    expect(badge('live')).toBe('live · 1 min 2026-03-01 12:00')
    expect(badge('failing')).toBe('failing · 1 min 2026-03-01 12:00')
    expect(badge('none', null)).toBe('not collected')
    expect(badge('none')).toBe('not collected')
  })

  test('says that coverage no longer stands after four cadences', () => {
    expect(badge('live', '2026-03-01T11:56:00.000Z')).toBe(
      'late · 5 min 2026-03-01 11:56 too old for its coverage to stand',
    )
  })

  test('is late when the page is made after two cadences, whatever was stored', () => {
    expect(badge('live', '2026-03-01T11:58:00.000Z')).toMatch(/^late · 3 min/)
  })
})

describe('OverviewTable', () => {
  const rows = [
    makeOverviewRow('acme', { name: 'Acme' }),
    makeOverviewRow('mute', {
      name: 'Mute',
      latest: { ...noLatest, reason: 'the exchange could not be reached' },
      adl: { level: null, subjects: 0, absence: 'no public signal' },
    }),
    makeOverviewRow('part', { name: 'Part', latest: makeLatest({ coverage: null, reason: '3 of 9 markets missing' }) }),
  ]
  const html = renderToStaticMarkup(
    createElement(OverviewTable, {
      query: defaultOverviewQuery,
      groups: [{ id: 'insurance', title: 'Insurance funds (3)', rows }],
      renderedAt: RENDERED_AT,
    }),
  )
  const rowOf = (name: string) => {
    const row = html.split('<tr').find((part) => part.includes(`>${name}</a>`))
    if (row === undefined) throw new Error(`no row ${name}`)
    return row
  }

  test('sorts by links and marks one column', () => {
    expect(html.match(/aria-sort=/g)).toHaveLength(1)
    expect(html).toContain('href="/?sort=coverage"')
    expect(html).toContain('href="/?sort=-fund_usd"')
  })

  test('has figures for who reports, and for who does not only the reason', () => {
    expect(rowOf('Acme')).toContain('$412M')
    expect(rowOf('Mute')).not.toMatch(/<data/)
    expect(rowOf('Mute')).not.toMatch(/\$0|>0 %/)
    expect(textOf(rowOf('Mute')).match(/the exchange could not be reached/g)).toHaveLength(1)
    expect(textOf(rowOf('Part'))).toContain('— 3 of 9 markets missing')
  })

  test('has no inline style or handler, which the content policy forbids', () => {
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/)
  })
})

describe('StaticChart', () => {
  function draw(basis: 'collected' | 'simulated') {
    const series = makeSeries([makePoint(0, { fundUsd: 1e6 }), makePoint(3_600_000, { fundUsd: 2e6 })], { basis })
    const [panel] = plotPanels([series], 'fund', 7_200_000)
    if (panel === undefined) throw new Error('the fixture draws nothing')
    const drawing = drawPanel(panel, valueAxis(panel, false), false)
    return renderToStaticMarkup(
      createElement(StaticChart, { drawing, unit: panel.unit, label: 'a chart', simulated: panel.simulated }),
    )
  }

  test('is a picture with a name, and carries the word when it is simulated', () => {
    expect(draw('collected')).toContain('role="img" aria-label="a chart"')
    expect(draw('collected')).not.toContain('SIMULATED')
    expect(draw('simulated')).toContain('>SIMULATED</text>')
    expect(draw('simulated')).not.toMatch(/\sstyle=/)
  })
})
