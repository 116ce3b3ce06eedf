import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Liquidity } from '@/app/venues/[venue]/_parts/liquidity'
import type { ContextMarket, LiquidationWindow, MarketContext } from '@/lib/queries/dto/context'
import { missingText } from '@/lib/render/context-text'
import { formatMultiple } from '@/lib/render/format'
import { makeContextMarket, makeLiquidationWindow, makeVenuePage, noContext } from '@/tests/support/dto-factories'

const RENDERED_AT = '2026-03-01T12:01:00.000Z'
const CHECKED_AT = '2026-03-01T12:00:00.000Z'
const HASH = 'ab'.repeat(32)

function render(marketContext: MarketContext): string {
  const page = makeVenuePage({ marketContext })
  return renderToStaticMarkup(createElement(Liquidity, { page, renderedAt: RENDERED_AT }))
}

function textOf(html: string): string {
  return html
    .replaceAll(/<span[^>]*popover="auto"[^>]*>.*?<\/span>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

function withMarkets(markets: readonly ContextMarket[], windows: readonly LiquidationWindow[]): MarketContext {
  return {
    ...noContext,
    basis: 'collected',
    absences: { volume: null, depth: null, liquidations: null, history: null },
    volume: {
      ...noContext.volume,
      volumeUsd: '48000000000',
      markets: 512,
      fundOverVolume: 0.0025,
      checkedAt: CHECKED_AT,
      observedAt: CHECKED_AT,
      expectedEveryS: 60,
      state: 'live',
      reason: null,
      fundOverVolumeReason: null,
      rawSha256: HASH,
    },
    markets,
    depthReason: null,
    liquidations: { windows, bookings: [], checkedAt: CHECKED_AT, expectedEveryS: 60, state: 'live', reason: null },
  }
}

describe('the section on liquidity and activity', () => {
  const full = withMarkets(
    [makeContextMarket('BTCUSDT'), makeContextMarket('ETHUSDT')],
    [
      makeLiquidationWindow('24h'),
      makeLiquidationWindow('7d', { lowerBound: true, reason: 'collected only since 2026-02-27 10:00 UTC' }),
    ],
  )

  test('states every figure with its unit, its age and the way to its bytes', () => {
    const html = render(full)
    const text = textOf(html)
    for (const said of [
      '$48.0B',
      '512 markets',
      '0.25 %',
      'bids $1.20M',
      'asks $900K',
      '3.1 % a day',
      '59 % a year',
      '100x',
      '0.32×',
      '1,111×',
      'live · 1 min 2026-03-01 12:00',
      'at least $6.00M',
      'none seen',
      '$0',
      'Collected only since 2026-02-27 10:00 UTC.',
    ]) {
      expect(text).toContain(said)
    }
    expect(html.split(`href="/evidence/${HASH}"`)).toHaveLength(4)
    expect(html).toContain('href="/api/v1/liquidations.csv?venue=acme"')
    expect(html).toContain('dateTime="2026-03-01T12:00:00.000Z"')
  })

  test('says of a throttled feed what it leaves out', () => {
    const html = render({
      ...full,
      incomplete: [{ source: 'liquidations', kind: 'liquidations', text: 'one order per second at most' }],
    })
    expect(textOf(html)).toContain('Incomplete feed (liquidations): One order per second at most.')
    expect(textOf(render(full))).not.toContain('Incomplete feed')
  })

  test('says what is not published and why, once per thing, and shows no zero', () => {
    const text = textOf(render(noContext))
    expect(text).toContain('— not collected: the tickers give none')
    expect(text).toContain('Order books: not collected: no public book.')
    expect(text).toContain('No liquidations: not collected: no public feed.')
    expect(text).not.toMatch(/\$0|\b0 %|0×/)
    expect(text.match(/no public book/g)).toHaveLength(1)
  })

  test('leaves the columns of books out where none is read, and keeps those of volatility', () => {
    const html = render({ ...full, depthReason: 'no public book' })
    expect(html).not.toContain('Depth within 1 %')
    expect(html).toContain('Realised volatility')
  })

  test('gives the reason of each missing part in its own place', () => {
    const market = makeContextMarket('BTCUSDT', {
      volumeUsd: null,
      volumeReason: 'no mark price',
      volatility: {
        daily: null,
        annualised: null,
        from: null,
        to: null,
        returns: 3,
        reason: '3 of 96 price steps so far',
      },
      thinnestMarginMoves: null,
      thinnestMarginReason: '3 of 96 price steps so far',
    })
    const row = makeLiquidationWindow('24h', {
      beyondUsd: null,
      beyondShare: null,
      lossUsd: null,
      beyondReason: 'the feed has marked none as beyond bankruptcy so far',
    })
    const text = textOf(render(withMarkets([market, makeContextMarket('ETHUSDT')], [row])))
    expect(text).toContain('— no mark price')
    expect(text).toContain('— 3 of 96 price steps so far')
    expect(text).toContain('— the feed has marked none as beyond bankruptcy so far')
  })

  test('has no inline style or handler, and never judges', () => {
    const html = render(full)
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/)
    expect(html).not.toMatch(/\b(safe|healthy|risky)\b/i)
    expect(html.match(/<table/g)?.length).toBe(html.match(/<caption/g)?.length)
  })
})

test('an absence reads as one, any other reason as it stands', () => {
  expect(missingText('The venue has no public feed.', 'ignored')).toBe('not collected: The venue has no public feed')
  expect(missingText('Not published by the venue.', 'ignored')).toBe('not published by the venue')
  expect(missingText(null, 'the exchange could not be reached')).toBe('the exchange could not be reached')
  expect(missingText(null, null)).toBe('not yet collected')
})

test('multiples have two significant figures, whole numbers from ten up', () => {
  expect([0.4233, 0.0312, 1, 9.96, 12.4, 128.6, 12345].map(formatMultiple)).toEqual([
    '0.42×',
    '0.031×',
    '1×',
    '10×',
    '12×',
    '129×',
    '12,345×',
  ])
})
