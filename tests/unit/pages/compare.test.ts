import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { adlNow } from '@/app/compare/adl-now'
import { CompareTable } from '@/app/compare/compare-table'
import { isLikeWithLike, kindsOf, likeWithLikeSentence, pastSentence } from '@/app/compare/like-with-like'
import { differs, rankValues } from '@/app/compare/marks'
import { VenuePicker } from '@/app/compare/picker'
import {
  type CompareQuery,
  compareHref,
  compareMeasures,
  compareProblems,
  isRepeated,
  parseCompareQuery,
} from '@/app/compare/query'
import { indexTo100 } from '@/lib/core/metrics/index-series'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { listProfiles } from '@/lib/record/profiles'
import { asOfProblem } from '@/lib/render/as-of'
import { chartPresets, chartScales, NO_CHART_QUERY } from '@/lib/render/chart-query'
import { nameByVenue, viewPanels } from '@/lib/render/chart-view'
import {
  makeAdl,
  makeContextMarket,
  makeLatest,
  makeLiquidationWindow,
  makeMeasures,
  makePoint,
  makeSeries,
  makeVenuePage,
  noContext,
} from '@/tests/support/dto-factories'

const known = ['bybit', 'okx', 'gate', 'hyperliquid', 'binance', 'bitmex', 'deribit']
const isKnown = (slug: string) => known.includes(slug)

function paramsOf(href: string): Record<string, string[]> {
  const params: Record<string, string[]> = {}
  for (const [key, value] of new URL(href, 'http://site.invalid').searchParams) {
    params[key] = [...(params[key] ?? []), value]
  }
  return params
}

describe('the address of a comparison', () => {
  test('takes venues joined by commas and repeated by the form, each once, in order', () => {
    expect(parseCompareQuery({ v: 'bybit,okx' }).venues).toEqual(['bybit', 'okx'])
    expect(parseCompareQuery({ v: ['okx', 'bybit', 'okx'] }).venues).toEqual(['okx', 'bybit'])
    expect(parseCompareQuery({ v: ' Bybit , ,okx' }).venues).toEqual(['bybit', 'okx'])
    expect(parseCompareQuery({}).venues).toEqual([])
    expect(isRepeated({ v: ['a', 'b'] })).toBe(true)
    expect(isRepeated({ v: 'a,b' })).toBe(false)
  })

  test('reads back what it writes', () => {
    const slug = fc.constantFrom(...known)
    const moment = fc.date({ min: new Date('2016-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(
        fc.uniqueArray(slug, { minLength: 0, maxLength: 6 }),
        fc.constantFrom(...compareMeasures),
        fc.constantFrom(...chartScales),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        fc.option(fc.constantFrom(...chartPresets)),
        fc.option(moment),
        (venues, measure, scale, [fit, mixed, allRows], range, asOf) => {
          const query: CompareQuery = { venues, measure, scale, fit, mixed, allRows, range, asOf }
          expect(parseCompareQuery(paramsOf(compareHref(query)))).toEqual(query)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('keeps commas and times readable, and a pinned moment to the millisecond', () => {
    const asOf = new Date('2026-11-24T12:00:00.125Z')
    const query: CompareQuery = { ...NO_CHART_QUERY, venues: ['bybit', 'okx'], measure: 'fund', mixed: false, asOf }
    expect(compareHref(query)).toBe('/compare?v=bybit,okx&as_of=2026-11-24T12:00:00.125Z')
  })

  test('refuses a pinned moment that is none or is to come, naming the field', () => {
    const now = new Date('2026-11-25T00:00:00Z')
    expect(asOfProblem({}, now)).toBeNull()
    expect(asOfProblem({ as_of: '2026-11-24T12:00:00Z' }, now)).toBeNull()
    expect(asOfProblem({ as_of: '2026-11-26' }, now)?.message).toContain('not in the future')
    expect(asOfProblem({ as_of: 'yesterday' }, now)).toMatchObject({ path: 'as_of' })
  })

  test('keeps an absurd list short', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `venue-${index}`).join(',')
    expect(parseCompareQuery({ v: many }).venues).toHaveLength(50)
  })

  test('names what was given and what is accepted', () => {
    expect(compareProblems([], isKnown)).toEqual([])
    expect(compareProblems(['bybit', 'okx'], isKnown)).toEqual([])
    expect(compareProblems(known.slice(0, 6), isKnown)).toEqual([])
    expect(compareProblems(['bybit'], isKnown)).toEqual(['v names 1 venue (bybit); accepted: 2 to 6 venues.'])
    expect(compareProblems(known, isKnown).join(' ')).toContain('v names 7 venues')
    expect(compareProblems(['bybit', 'foo'], isKnown)).toEqual([
      'v names an unknown venue: “foo”; accepted: the venues listed below.',
    ])
    const hostile = compareProblems(['bybit', 'x'.repeat(500)], isKnown).join(' ')
    expect(hostile).toContain(`“${'x'.repeat(40)}”`)
    expect(hostile).not.toContain('x'.repeat(41))
  })
})

describe('marks', () => {
  test('say largest and smallest among the known, and share the word when equal', () => {
    expect(rankValues(['1', '3', null, '2'])).toEqual(['smallest', 'largest', null, null])
    expect(rankValues([2, 2, 1])).toEqual(['largest', 'largest', 'smallest'])
    expect(rankValues(['9007199254740993', '9007199254740992'])).toEqual(['largest', 'smallest'])
  })

  test('say nothing where fewer than two are known or all are equal', () => {
    expect(rankValues(['5', null])).toEqual([null, null])
    expect(rankValues(['5', '5.0'])).toEqual([null, null])
    expect(rankValues([])).toEqual([])
  })

  test('a missing answer differs from an answer', () => {
    expect(differs(['api', 'api'])).toBe(false)
    expect(differs(['api', null])).toBe(true)
  })
})

describe('like with like', () => {
  test('says in one sentence that a vault stands beside insurance funds', () => {
    const venues = [
      { name: 'Hyperliquid', fundType: 'vault' as const },
      { name: 'Bybit', fundType: 'insurance' as const },
      { name: 'OKX', fundType: 'insurance' as const },
    ]
    expect(isLikeWithLike(venues)).toBe(false)
    expect(likeWithLikeSentence(venues)).toBe(
      'Hyperliquid shows a liquidation vault, depositors’ money that can be withdrawn; Bybit and OKX show insurance funds: their sizes do not compare.',
    )
  })

  test('calls every kind by its own name', () => {
    const venues = [
      { name: 'A', fundType: 'protection' as const },
      { name: 'B', fundType: 'counterparty' as const },
      { name: 'C', fundType: 'counterparty' as const },
      { name: 'D', fundType: null },
    ]
    expect(likeWithLikeSentence(venues)).toBe(
      'B and C show counterparty pools, which take the other side of every trade; A shows a protection reserve, which does not pay for liquidations: their sizes do not compare.',
    )
    expect(kindsOf(venues).map((kind) => [kind.fundType, kind.venues.map(({ name }) => name)])).toEqual([
      ['counterparty', ['B', 'C']],
      ['protection', ['A']],
    ])
  })

  test('is silent for funds of one kind, known or not', () => {
    expect(likeWithLikeSentence([{ name: 'A', fundType: 'insurance' }])).toBeNull()
    expect(
      likeWithLikeSentence([
        { name: 'A', fundType: 'insurance' },
        { name: 'B', fundType: null },
      ]),
    ).toBeNull()
  })

  test('says what is past', () => {
    expect(pastSentence([{ name: 'A', status: 'active', recordOnly: false }])).toBeNull()
    expect(
      pastSentence([
        { name: 'BitMEX', status: 'closed', recordOnly: false },
        { name: 'A', status: 'active', recordOnly: false },
      ]),
    ).toBe('BitMEX is closed or on record only: what is shown of it is past.')
  })
})

describe('the chart', () => {
  const hour = 3_600_000
  const pointsOf = (values: readonly number[]) => values.map((fundUsd, index) => makePoint(index * hour, { fundUsd }))
  const big = makeSeries(pointsOf([100, 50]), { venue: 'a', name: 'A' })
  const small = makeSeries(pointsOf([4, 6]), { venue: 'b', name: 'B' })
  const panelsOf = (series: readonly ChartSeries[], scale: 'lin' | 'index') =>
    viewPanels(nameByVenue(series), { measure: 'fund', scale, fit: false }, 2 * hour).panels

  test('names lines by venue and starts each at 100 when indexed', () => {
    const [panel] = panelsOf([big, small], 'index')
    expect(panel?.unit).toEqual({ kind: 'index' })
    const lines = new Map(panel?.series.map((one) => [one.name, one.points.map(([, value]) => value)]))
    expect(lines.get('A')).toEqual([100, 50])
    expect(lines.get('B')).toEqual([100, 150])
  })

  test('keeps figures as they are otherwise, and says whose an incident is', () => {
    const marked = { ...big, marks: [{ at: 0, title: 'ADL', kind: 'adl', href: '/events/x' }] }
    const [panel] = panelsOf([marked, small], 'lin')
    expect(panel?.unit).toEqual({ kind: 'usd' })
    expect(
      panel?.series.flatMap((one) => one.points.map(([, value]) => value)).sort((a, b) => (a ?? 0) - (b ?? 0)),
    ).toEqual([4, 6, 50, 100])
    expect(panel?.marks.map((mark) => mark.title)).toEqual(['A: ADL'])
  })

  test('an index needs a first value above zero and keeps what is missing missing', () => {
    expect(indexTo100([null, 0, 5, null, 10])).toEqual([null, null, 100, null, 200])
    expect(indexTo100([null, 0, -1])).toEqual([null, null, null])
    expect(indexTo100([])).toEqual([])
  })
})

describe('ADL now', () => {
  const profile = { signal: 'x', absence: null, rule: null, sourceUrl: null }

  test('is the highest level with the number of subjects above calm', () => {
    const adl = [makeAdl('A', { level: 2 }), makeAdl('B', { level: 1 }), makeAdl('C', { level: 0 })]
    expect(adlNow({ adl, adlProfile: profile })).toEqual({ level: 2, subjects: 2, absence: null })
  })

  test('is a reason where nothing can be graded', () => {
    expect(adlNow({ adl: [makeAdl('A', { level: null })], adlProfile: profile }).absence).toBe(
      'signal shown, not graded',
    )
    expect(adlNow({ adl: [], adlProfile: { ...profile, absence: 'no public signal' } }).absence).toBe(
      'no public signal',
    )
  })
})

describe('the table', () => {
  const render = (isLike: boolean) =>
    renderToStaticMarkup(
      createElement(CompareTable, {
        isLike,
        renderedAt: '2026-03-01T12:01:00.000Z',
        pages: [
          makeVenuePage({ venue: 'a', name: 'A', latest: makeLatest({ fundUsd: '10', fundType: 'insurance' }) }),
          makeVenuePage({ venue: 'b', name: 'B', latest: makeLatest({ fundUsd: '20', fundType: 'vault' }) }),
        ],
      }),
    )
  const rowOf = (html: string, label: string) =>
    html.split('<tr').find((row) => row.includes('scope="row"') && row.includes(`>${label}<`)) ?? ''

  test('has a column per venue, headers with scope, and marks what differs', () => {
    const html = render(true)
    expect(html).toContain('<caption')
    expect(html.match(/scope="col"/g)).toHaveLength(3)
    expect(rowOf(html, 'Kind of fund')).toContain('differs')
    expect(rowOf(html, 'Value')).toContain('largest')
  })

  test('does not rank sizes of different kinds of fund', () => {
    expect(rowOf(render(false), 'Value')).not.toContain('largest')
  })
})

test('the picker lists every venue once and keeps the chosen ones ticked', () => {
  const html = renderToStaticMarkup(
    createElement(VenuePicker, {
      query: { ...NO_CHART_QUERY, venues: ['bybit'], measure: 'fund', mixed: false, asOf: null },
    }),
  )
  const boxes = [...html.matchAll(/<input[^>]*name="v"[^>]*value="([^"]+)"[^>]*>/g)]
  expect(boxes.map((box) => box[1]).sort()).toEqual(
    listProfiles()
      .map((profile) => profile.venue)
      .sort(),
  )
  expect(boxes.length).toBeGreaterThan(15)
  expect(boxes.filter((box) => box[0].includes('checked')).map((box) => box[1])).toEqual(['bybit'])
})

describe('liquidity, liquidations and measures side by side', () => {
  const text = (pages: readonly VenuePage[]) =>
    renderToStaticMarkup(createElement(CompareTable, { pages, isLike: true, renderedAt: '2026-03-01T12:00:00.000Z' }))
      .replaceAll(/<span[^>]*popover="auto"[^>]*>.*?<\/span>/gs, ' ')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
  const rich = makeVenuePage({
    venue: 'rich',
    measures: makeMeasures({ stress: makeMeasures().stress.map((row) => ({ ...row, fall: 0.2 })) }),
    marketContext: {
      ...noContext,
      absences: { volume: null, depth: null, liquidations: null, history: null },
      volume: { ...noContext.volume, volumeUsd: '48000000000', fundOverVolume: 0.0086, reason: null },
      markets: [
        makeContextMarket('BTCUSDT'),
        makeContextMarket('WIFUSDT', { thinnestMarginMoves: 0.2, maxLeverage: 75 }),
      ],
      depthReason: null,
      liquidations: {
        windows: [makeLiquidationWindow('24h'), makeLiquidationWindow('7d', { lossRatioAtMost: true })],
        bookings: [{ window: '7d', usd: '20500' }],
        checkedAt: null,
        expectedEveryS: 60,
        state: 'live',
        reason: null,
      },
    },
  })

  test('states each figure with the market or window it is of', () => {
    const shown = text([rich])
    for (const said of [
      'Volume, 24 h $48.0B',
      'Fund ÷ volume 0.86 %',
      '1,111× BTCUSDT, within 2 %',
      '3.1 % BTCUSDT',
      '0.2× WIFUSDT at 75x',
      'Share beyond bankruptcy, 7 d 5.0 %',
      'Bankruptcy losses booked, 7 d $20.5K',
      'Loss per liquidated, 7 d at most 0.025 %',
      'Usable share 30 %',
      'Fund ÷ worst fall in a day 40× 2026-02-11',
      'USDT 75 %, BTC 25 %',
      'no shortfall low leverage',
    ])
      expect(shown).toContain(said)
  })

  test('gives the venue’s own absence where nothing is published', () => {
    const shown = text([rich, makeVenuePage({ venue: 'mute' })])
    expect(shown).toContain('— not collected: no public feed')
    expect(shown).toContain('— not collected: the tickers give none')
    expect(shown).toContain('— not collected: no public book')
    expect(shown).not.toMatch(/NaN|undefined/)
  })
})
