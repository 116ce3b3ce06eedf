import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import * as route from '@/app/api/v1/stress/route'
import { apiHref, buildInputs } from '@/app/stress/inputs'
import { poolsTogether } from '@/app/stress/pools'
import { isolationSentences } from '@/app/stress/pools-table'
import { coverageRows, curveData, lawRows, orderly, wrongWay } from '@/app/stress/scenario'
import { StressView } from '@/app/stress/view'
import { dec } from '@/lib/core/decimal'
import { exhaustionMove } from '@/lib/core/metrics/exhaustion'
import { glide } from '@/lib/core/metrics/glide'
import { type StressResult, stress } from '@/lib/core/metrics/stress'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import { readStressFields, type StressFields } from '@/lib/render/stress-fields'
import {
  asksForAllPools,
  defaultStressQuery,
  parseStressQuery,
  type StressQuery,
  stressLaws,
} from '@/lib/render/stress-query'
import { makeStressPool, makeStressVenue } from '@/tests/support/dto-factories'
import { ask } from '@/tests/support/site'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => {}, replace: () => {} }) }))

function fieldsOf(overrides: Partial<StressQuery> = {}): StressFields {
  const read = readStressFields({ ...defaultStressQuery, ...overrides })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.fields
}

function inputsOf(overrides: Partial<StressQuery> = {}, pool: StressPool | null = makeStressPool('btc')) {
  const built = buildInputs(fieldsOf(overrides), pool)
  if (!built.ok) throw new Error(JSON.stringify(built.missing))
  return built.inputs
}

function render(
  overrides: Partial<StressQuery> = {},
  venue: StressVenue | null = makeStressVenue(),
  remark: string | null = null,
  allPools = false,
): string {
  const query = { ...defaultStressQuery, venue: venue?.venue ?? 'own', ...overrides }
  const pool = venue?.pools.find(({ fund }) => fund === query.fund) ?? venue?.whole ?? null
  const meta = { generatedAt: '2026-03-01T12:00:00.000Z', dataAsOf: null, asOf: null }
  return renderToStaticMarkup(createElement(StressView, { query, venue, pool, profiles: [], meta, remark, allPools }))
}

const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s+/g, ' ')

async function askApi(href: string): Promise<Record<string, unknown>> {
  const response = await route.GET(ask(href))
  expect(response.status).toBe(200)
  return response.json()
}

function hrefOf(html: string): string {
  const found = /href="(\/api\/v1\/stress\?input=[^"]+)"/.exec(html)?.[1]
  if (found === undefined) throw new Error('the page has no link to the API')
  return found.replaceAll('&amp;', '&')
}

function expectSame(api: Record<string, unknown>, result: StressResult): void {
  expect(api).toMatchObject({
    all_in_move: result.allInMove,
    unit_loss: result.unitLoss,
    bankrupt_share: result.bankruptShare,
    bankrupt_notional: result.bankruptNotional,
    shortfall: result.shortfall,
    fund_draw: result.fundDraw,
    fund_after: result.fundAfter,
    residual_to_adl: result.residualToAdl,
    stress_coverage: result.stressCoverage,
  })
}

describe('the numbers of the page', () => {
  test('are those of the API for the input the page links to', async () => {
    const html = render({ fund: 'btc', law: 'lumax', gap: '5' })
    const api = await askApi(hrefOf(html))
    // Vector S05: $2bn, $40m, 5 %, 0.5 %, log-uniform 1 to 100.
    expect(api.shortfall).toBeCloseTo(20_991_852.7, 1)
    expect(html).toContain(`value="${dec(Number(api.shortfall)).toFixed()}"`)
    expect(html).toContain(`value="${dec(Number(api.fund_after)).toFixed()}"`)
    expect(textOf(html)).toContain('would leave a hole of $21.0M at Acme, BTC pool')
  })

  test('are those of the API under every law, side, contract and share', async () => {
    const cases: Partial<StressQuery>[] = stressLaws.flatMap((law) => [
      { law, leverage: '20', custom: '{"kind":"cushion_uniform","min":0.01,"max":0.5}', gap: '12.3' },
      {
        law,
        leverage: '20',
        custom: '{"kind":"point","leverage":10}',
        side: 'short',
        contract: 'inverse',
        usable: '33',
      },
      { law, leverage: '7', custom: '{"kind":"uniform","min":2,"max":20}', maxLeverage: '25', openInterest: '1,000' },
    ])
    for (const overrides of cases) {
      const inputs = inputsOf(overrides)
      const shown = lawRows(inputs).find(({ chosen }) => chosen)
      if (shown === undefined) throw new Error('no law is chosen')
      expectSame(await askApi(apiHref(inputs.request)), shown.result)
    }
    expect(cases).toHaveLength(18)
  })

  test('at no slippage empty at the band the venue page states', () => {
    const pool = makeStressPool('btc')
    const moves = lawRows(inputsOf({ slippage: '0' }, pool))
      .filter(({ standard }) => standard)
      .map(({ result }) => result.exhaustion?.gap ?? null)
    const band = exhaustionMove({
      usable: dec(pool.usableUsd ?? 0),
      openInterest: dec(pool.openInterestUsd ?? 0),
      contract: 'linear',
      side: 'long',
      maxLeverage: pool.maxLeverage,
    })
    expect(moves).toHaveLength(3)
    expect([...moves].sort((a, b) => Number(a) - Number(b))).toEqual(
      band.present ? [band.low, band.central, band.high] : [],
    )
  })

  test('stay those of the same figures when the link is pinned', () => {
    const html = render(
      { fund: 'btc', usable: '' },
      makeStressVenue({ pools: [makeStressPool('btc', { usable: '12345678.9' })] }),
    )
    const pinned = /href="(\/stress\?[^"]*oi=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const again = parseStressQuery(Object.fromEntries(new URL(pinned, 'http://site.invalid').searchParams))
    const request = inputsOf(again).request
    expect(request).toMatchObject({ open_interest: '2000000000', fund: '40000000' })
    expect(Number(request.usable_fund)).toBeCloseTo(12_345_678.9, 6)
  })
})

describe('the answer', () => {
  test('says in one look who pays, and how it depends on the law', () => {
    const text = textOf(render({ fund: 'btc', gap: '10' }))
    expect(text).toMatch(
      /A fall of 10 % with 0\.5 % slippage would leave a hole of \$\S+ at Acme, BTC pool, under the law/,
    )
    expect(text).toMatch(/The fund pays all it can use \(\$40\.0M\); \$\S+ would go to auto-deleveraging\./)
    expect(text).toMatch(/The fund would be used up under 2 of the three standard leverage laws\./)
    expect(text).not.toMatch(/safe|risky|healthy/i)
  })

  test('leads to the stored bytes of the fund and of the open interest', () => {
    const html = render({ fund: 'btc' })
    expect(html).toContain(`href="/evidence/${'ab'.repeat(32)}"`)
    expect(html).toContain(`href="/evidence/${'cd'.repeat(32)}"`)
  })

  test('of a venue says what its pools do one by one', () => {
    const venue = makeStressVenue()
    const together = poolsTogether(fieldsOf({ law: 'point', leverage: '10', gap: '12', slippage: '0' }), venue)
    // 2 % of 2bn is 40m, which 40m pay; 2 % of 1bn is 20m, of which 10m are left: together 60m against 50m as well.
    expect(together?.counted).toBe(2)
    expect(together?.sum.residualToAdl).toBeCloseTo(10e6, 0)
    if (together === null) throw new Error('no pools')
    const law = { kind: 'point', leverage: 10 } as const
    const base = { contract: 'linear', side: 'long', gap: 0.12, slippage: 0, leverageLaw: law } as const
    const result = stress({ ...base, openInterest: 3e9, fund: 55e6 })
    const headline = {
      ...base,
      unit: 'USD',
      subject: 'Acme',
      law: 'one leverage, 10x',
      result,
      usable: 55e6,
      priceUsd: null,
    }
    expect(isolationSentences(together, headline)).toEqual([
      'A fall of 12 % without slippage at Acme, under the law “one leverage, 10x”: 1 of 2 pools could not pay all they lose. Of a hole of $60.0M the funds pay $50.0M; $10.0M would go to auto-deleveraging.',
      'One pool does not pay for another. Were they one common fund, $5.00M would go to ADL; the figures below are of that, the table of pools has each by itself.',
    ])
    expect(textOf(render())).toContain('One pool does not pay for another.')
    expect(textOf(render({ fund: 'btc' }))).not.toContain('One pool does not pay for another.')
  })

  test('shows the largest of many pools, says so, and leads to all of them', () => {
    const labels = Array.from({ length: 20 }, (_, index) => `pool-${index + 10}`)
    const venue = makeStressVenue({ pools: labels.map((label) => makeStressPool(label)) })
    const shownIn = (html: string) => labels.filter((label) => html.includes(`fund=${label}&amp;gap=20"`))
    const some = render({ gap: '20' }, venue)
    expect(shownIn(some)).toEqual(labels.slice(0, 12))
    expect(textOf(some)).toContain('The 12 with the most open interest of 20 pools. All 20 pools')
    expect(some).toContain('href="/stress?v=acme&amp;gap=20&amp;pools=all#pools"')
    const all = render({ gap: '20' }, venue, null, true)
    expect(shownIn(all)).toEqual(labels)
    expect(all).not.toContain('pools=all')
    expect(asksForAllPools({ pools: 'all' })).toBe(true)
    expect([{}, { pools: '' }, { pools: 'most' }].map(asksForAllPools)).toEqual([false, false, false])
  })

  test('keeps a pool without figures in the table, with its reason', () => {
    const gap = { openInterest: null, openInterestUsd: null, reason: '1 of 2 markets missing' }
    const venue = makeStressVenue({ pools: [makeStressPool('btc'), makeStressPool('alt', gap)] })
    expect(poolsTogether(fieldsOf(), venue)?.counted).toBe(1)
    expect(textOf(render({}, venue))).toContain('1 of 2 markets missing')
  })

  test('without a hole has no stress coverage, and says why', () => {
    const html = render({ fund: 'btc', gap: '0', slippage: '0' })
    expect(textOf(html)).toContain('would leave no hole at Acme, BTC pool')
    expect(textOf(html)).toContain('no hole: no long loses more than its margin')
    expect(html).not.toMatch(/Infinity|NaN|undefined/)
  })
})

describe('what is missing or wrong', () => {
  test('is named with what was given and what is accepted, and the page stands', () => {
    const html = render({ fund: 'btc', gap: '<b>x' })
    expect(textOf(html)).toContain(
      'Size of the move: given &quot;&lt;b&gt;x&quot;; accepted: percent, from 0 to below 100 for a fall.',
    )
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('id="limits"')
    expect(html).not.toContain('/api/v1/stress?input=')
  })

  test('of the stored figures is said with its reason, and can be typed in', () => {
    const pool = makeStressPool('btc', {
      fundAmount: null,
      fundUsd: null,
      usable: null,
      usableUsd: null,
      maxLeverage: null,
      leverageReason: 'no public interface gives it',
      reason: 'last checked 3 hours ago: too old to state coverage',
    })
    const venue = makeStressVenue({ pools: [pool] })
    const text = textOf(render({ fund: 'btc' }, venue))
    expect(text).toContain('No fund: last checked 3 hours ago: too old to state coverage. Type one in to go on.')
    expect(text).toContain(
      'No highest leverage for the leverage law: no public interface gives it. Type one in above 1.',
    )
    const typed = render({ fund: 'btc', money: '1000', maxLeverage: '50' }, venue)
    expect(textOf(typed)).toContain(
      'Typed in on this page, and used in place of the stored figures: fund, highest leverage.',
    )
  })

  test('own figures need a fund and an open interest', () => {
    const text = textOf(render({}, null))
    expect(text).toContain('No open interest: type one in.')
    const answered = textOf(render({ openInterest: '2e9', money: '1' }, null))
    expect(answered).toContain('Open interest: given &quot;2e9&quot;')
    expect(textOf(render({ openInterest: '1,000', money: '5', maxLeverage: '20' }, null))).toContain(
      'the pool typed in',
    )
  })

  test('hostile addresses never break the page', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'v',
            'fund',
            'gap',
            'slip',
            'oi',
            'money',
            'custom',
            'law',
            'lmax',
            'lev',
            'usable',
            'mu',
            'side',
            'contract',
          ),
          fc.string({ maxLength: 60 }),
        ),
        (params) => {
          const html = render({ ...parseStressQuery(params), venue: 'acme' })
          expect(html).not.toMatch(/Infinity|NaN(?!&quot;)|undefined/)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('beside the gap', () => {
  test('the orderly market has the figures of methodology 4.6', () => {
    const inputs = inputsOf({ gap: '10', slippage: '0.1', law: 'lumax' })
    const found = orderly(inputs, fieldsOf())
    if (!found.present) throw new Error(found.reason)
    const expected = glide({
      openInterest: '2000000000',
      leverageLaw: { kind: 'loguniform', min: 1, max: 100 },
      gap: 0.1,
      slippage: 0.001,
      maintenance: 0.005,
    })
    expect(found).toMatchObject({ maintenance: 0.005, assumed: true, result: expected })
    // Slippage below maintenance: the fund grows.
    expect(found.result.netFundChange).toBeGreaterThan(0)
    expect(orderly(inputs, fieldsOf({ maintenance: '2' }))).toMatchObject({ maintenance: 0.02, assumed: false })
    expect(orderly(inputsOf({ side: 'short' }), fieldsOf())).toMatchObject({ present: false })
  })

  test('the fund’s own assets fall with the market, its own token counts as nothing', () => {
    const asset = { observedAt: '2026-03-01T12:00:00.000Z', state: 'live', rawSha256: null } as const
    const pool = makeStressPool('mix', {
      fundAmount: '600',
      fundUsd: '600',
      usable: '600',
      usableUsd: '600',
      openInterest: '6000',
      openInterestUsd: '6000',
      assets: [
        { ...asset, asset: 'USDT', kind: 'stable', units: '300', valueUsd: '300' },
        { ...asset, asset: 'BTC', kind: 'major', units: '2', valueUsd: '200' },
        { ...asset, asset: 'ACME', kind: 'native', units: '10', valueUsd: '100' },
        { ...asset, asset: 'XYZ', kind: 'crypto', units: '10', valueUsd: null },
      ],
    })
    const overrides = { gap: '30', slippage: '0', law: 'point', leverage: '5' }
    const found = wrongWay(inputsOf(overrides, pool), pool, fieldsOf(overrides))
    if (!found.present) throw new Error(found.reason)
    expect(found).toMatchObject({
      headlineUsd: '600',
      stressedUsd: '440',
      haircutUsd: '424',
      ownUsd: '100',
      unpriced: ['XYZ'],
    })
    expect(found.ratio).toBeCloseTo(440 / 500, 12)
    // A hole of 10 % of 6000 against 440.
    expect(found.stressed.residualToAdl).toBeCloseTo(160, 9)
    const rise = { ...overrides, side: 'short' }
    const up = wrongWay(inputsOf(rise, pool), pool, fieldsOf(rise))
    expect(up).toMatchObject({ stressedUsd: '560' })
    expect(wrongWay(inputsOf({ money: '5' }, pool), pool, fieldsOf({ money: '5' }))).toMatchObject({ present: false })
  })

  test('stress coverage stands at 5, 10, 20 and 30 %, and is null where there is no hole', () => {
    const inputs = inputsOf({ law: 'point', leverage: '10', slippage: '0' })
    const rows = coverageRows(inputs, [inputs.chosen])
    expect(rows.map(({ gap }) => gap)).toEqual([0.05, 0.1, 0.2, 0.3])
    expect(rows.map(({ cells }) => cells[0]?.result.stressCoverage ?? null)).toEqual([
      null,
      null,
      expect.closeTo(0.2, 9),
      expect.closeTo(0.1, 9),
    ])
  })

  test('the curve reaches past the chosen gap, and rings where a line meets the fund', () => {
    const inputs = inputsOf({ gap: '40' })
    const data = curveData(inputs, inputs.standard, 40e6)
    expect(data.end).toBeGreaterThanOrEqual(0.6)
    expect(data.end).toBeLessThan(1)
    for (const { points, law, meets } of data.lines) {
      const holes = points.map(({ shortfall }) => shortfall)
      expect(holes).toEqual([...holes].sort((a, b) => a - b))
      const row = lawRows(inputs).find(({ named }) => named.name === law.name)
      expect(meets).toBe(row?.result.exhaustion?.gap)
    }
  })
})

test('an inverse pool is counted in its coin', () => {
  const pool = makeStressPool('xbt', {
    label: 'BTC inverse',
    contract: 'inverse',
    unit: 'BTC',
    priceUsd: '50000',
    openInterest: '10000',
    fundAmount: '500',
    usable: '500',
    openInterestUsd: '500000000',
    fundUsd: '25000000',
    usableUsd: '25000000',
  })
  const overrides = { law: 'point', leverage: '20', gap: '10', slippage: '0', fund: 'xbt' }
  const inputs = inputsOf(overrides, pool)
  // Vector S11: 611.1 BTC of loss, 111.1 left.
  const row = lawRows(inputs).find(({ chosen }) => chosen)
  expect(row?.result.shortfall).toBeCloseTo(611.1111, 3)
  expect(row?.result.residualToAdl).toBeCloseTo(111.1111, 3)
  const text = textOf(render(overrides, makeStressVenue({ pools: [pool] })))
  expect(text).toContain('would leave a hole of 611 BTC ($30.6M at the price before the move)')
  expect(text).toContain('counted in coins it does not move with the price')
  // As linear contracts the same pool is counted in dollars.
  expect(inputsOf({ ...overrides, contract: 'linear' }, pool)).toMatchObject({
    unit: 'USD',
    request: { open_interest: '500000000', fund: '25000000' },
  })
})
