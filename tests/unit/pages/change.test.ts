import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { ChangeSection } from '@/app/venues/[venue]/_parts/change-section'
import { ATTRIBUTION_PARTS } from '@/lib/core/metrics/attribution'
import type { AttributedFund, Attribution } from '@/lib/queries/dto/attribution'
import { attributionWords } from '@/lib/render/attribution-words'
import { parsePeriod, periodHref } from '@/lib/render/period-query'

const end = (units: string, valueUsd: string | null) => ({
  at: '2026-11-05T00:00:00.000Z',
  units,
  valueUsd,
  rawSha256: 'ab'.repeat(32),
})

const btc: AttributedFund = {
  fund: 'btc',
  label: 'BTC pool',
  fundType: 'insurance',
  partOf: null,
  flowsTyped: true,
  assets: [
    {
      asset: 'BTC',
      before: end('100', '100000'),
      after: end('90', '108000'),
      changeUnits: '-10',
      changeUsd: '8000',
      parts: [
        { part: 'bankruptcy_loss', units: '-10', usd: '-11000' },
        { part: 'price', units: '0', usd: '19000' },
      ],
    },
  ],
  changeUsd: '8000',
  parts: [
    { part: 'bankruptcy_loss', usd: '-11000' },
    { part: 'price', usd: '19000' },
  ],
  bound: null,
  reason: null,
}

const attribution: Attribution = {
  venue: 'bybit',
  name: 'Bybit',
  from: '2026-11-05T00:00:00.000Z',
  to: '2026-11-15T00:00:00.000Z',
  measuredFrom: null,
  total: {
    fundType: 'insurance',
    beforeUsd: '100000',
    afterUsd: '108000',
    changeUsd: '8000',
    parts: btc.parts,
    funds: 1,
    leftOut: [],
  },
  totalReason: null,
  funds: [btc],
  announced: [],
  meta: { generatedAt: '2026-11-20T00:00:00.000Z', dataAsOf: null, asOf: null },
}

const render = (changes: Partial<Attribution> = {}, params = {}) =>
  renderToStaticMarkup(
    createElement(ChangeSection, { attribution: { ...attribution, ...changes }, query: parsePeriod(params) }),
  )

describe('the section', () => {
  test('has a row per part with its meaning, start, change and end, and leads to the same figures as JSON', () => {
    const html = render()
    for (const text of ['bankruptcy losses', 'price', 'At the start', 'Change', 'At the end', '−$11.0K', '$19.0K'])
      expect(html).toContain(text)
    expect(html).toContain(
      '/api/v1/venues/bybit/attribution?from=2026-11-05T00:00:00.000Z&amp;to=2026-11-15T00:00:00.000Z',
    )
    expect(html).not.toContain(' style=')
  })

  test('does not split a dollar amount: the bound and the reason instead', () => {
    const [asset] = btc.assets
    const unsplit: AttributedFund = {
      ...btc,
      assets: asset ? [{ ...asset, asset: 'USD', parts: [] }] : [],
      parts: [],
      bound: { lowUsd: '-100', highUsd: '100', referenceAsset: 'BTC', referenceReturn: -0.2 },
      reason: 'published as one dollar amount',
    }
    const html = render({ total: null, totalReason: 'published as one dollar amount', funds: [unsplit] })
    expect(html).toContain('flow between −$100 to $100: all dollars at one end, all BTC (−20 %) at the other')
    expect(html).toContain('cannot be split: published as one dollar amount')
  })

  test('works as a plain form, and says what of an address cannot be used', () => {
    expect(render()).toContain('action="/venues/bybit#change"')
    expect(render({}, { change: '3w' })).toContain('change is one of 24h, 7d, 30d, 90d, 1y')
  })

  test('every part has words of its own', () => {
    expect(new Set(ATTRIBUTION_PARTS.map((part) => attributionWords[part].word)).size).toBe(ATTRIBUTION_PARTS.length)
  })
})

describe('the period in the address', () => {
  test('comes back as it was written', () => {
    for (const period of [
      { kind: 'preset', preset: '90d' },
      { kind: 'days', from: '2026-01-31', to: '2026-02-01' },
    ] as const) {
      const { searchParams } = new URL(periodHref('/venues/bybit', period), 'https://x.example')
      expect(parsePeriod(Object.fromEntries(searchParams))).toEqual({ period, problem: null })
    }
  })

  test('a day that does not exist, or a range that goes back, is refused with 30 days shown', () => {
    const month = { kind: 'preset', preset: '30d' }
    expect(parsePeriod({ change_from: '2026-02-30', change_to: '2026-03-02' })).toMatchObject({ period: month })
    expect(parsePeriod({ change_from: '2026-03-02', change_to: '2026-03-02' }).problem).toMatch(/must be later/)
    expect(parsePeriod({}).period).toEqual(month)
  })
})
