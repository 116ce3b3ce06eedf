import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Measures } from '@/app/venues/[venue]/_parts/measures'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { makeLatest, makeMeasures, makeVenuePage } from '@/tests/support/dto-factories'

function textOf(page: VenuePage): string {
  return renderToStaticMarkup(createElement(Measures, { page }))
    .replaceAll(/<span[^>]*popover="auto"[^>]*>.*?<\/span>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

describe('how much a fund could bear', () => {
  test('each figure with its window, its basis and what it cannot see', () => {
    const text = textOf(makeVenuePage())
    for (const said of [
      '30 %',
      'by its ADL rule',
      '40×',
      'fell by 2.5 % of today’s fund, 2026-02-10 00:00 to 2026-02-11 00:00 UTC',
      '— no fall on record',
      '0.63',
      '1.6 effective assets; USDT is more than half',
      '$359M',
      'Worst draw over 700 samples since 2026-01-01 00:00 UTC (at most one an hour since 2026-02-01, one a day before, half of them within 1 h of the one before; in units of its asset).',
      '98 %',
      '0.25×',
      '0.24× at the prices of the fall',
      'shortfall $500M , not paid $380M',
      'no shortfall',
      'falls as far as the market (assumed)',
      'Balances as of 2026-03-01 12:00 UTC',
    ])
      expect(text).toContain(said)
  })

  test('a missing figure is a reason, never a zero', () => {
    const { assets, stress, worstDraws } = makeMeasures()
    const reason = 'only a dollar total is known, not what it is made of'
    const measures = makeMeasures({
      usableShare: null,
      usableShareReason: 'usable money is not known',
      worstDraws: {
        ...worstDraws,
        windows: worstDraws.windows.map((row) => ({
          ...row,
          multiple: null,
          from: null,
          to: null,
          reason: 'unobservable: samples are further apart than the window',
        })),
      },
      assets: { ...assets, hhi: null, hhiReason: reason, haircutUsd: null, haircutReason: reason, unpriced: ['BNFCR'] },
      stress: stress.map((row) => ({
        ...row,
        wrongWayRatio: null,
        wrongWayReason: reason,
        laws: [],
        reason: 'leverage is not known',
      })),
    })
    const text = textOf(makeVenuePage({ measures, latest: makeLatest({ usableBasis: null }) }))
    expect(text.match(/— unobservable/g)).toHaveLength(2)
    expect(text.match(/— only a dollar total is known/g)).toHaveLength(2)
    expect(text).toContain('No stress coverage: leverage is not known.')
    expect(text).toContain('Without a dollar price, left out: BNFCR.')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
})
