import { describe, expect, test } from 'vitest'
import { fetchSource } from '@/lib/collect/fetch-source'
import { plain } from '@/lib/core/decimal'
import type { Observation } from '@/lib/core/observation'
import type { PlannedRequest } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'
import { loadFixture, sourceOf } from '../../support/venue-fixtures'

/** What an observation is about, and its dollars. */
function describeObservation(item: Observation): readonly (readonly [string, string | null])[] {
  if (item.kind === 'fund_balance') return [[`${item.fund.key} ${item.asset}`, item.valueUsd && plain(item.valueUsd)]]
  if (item.kind === 'open_interest') return [[item.market.market, item.valueUsd && plain(item.valueUsd)]]
  return item.kind === 'adl' ? [[item.subject, item.value]] : []
}

interface Pass {
  readonly venue: string
  readonly source: string
  /** The answers of these fixtures; what they do not hold is answered with HTTP 404. */
  readonly fixtures: readonly string[]
  readonly fails: (request: PlannedRequest) => boolean
  /** What the failing requests are answered with; HTTP 501 without a body when absent. */
  readonly failure?: { readonly status: number; readonly body: unknown }
}

/** A pass of the collector in which some requests fail. */
async function readPass({ venue, source: id, fixtures, fails, failure }: Pass) {
  const module = venueModules.find((item) => item.id === venue)
  if (!module) throw new Error(`no venue ${venue}`)
  const source = sourceOf(module, id)
  const loaded = fixtures.map((name) => loadFixture(venue, id, name))
  const [first] = loaded
  if (!first) throw new Error('no fixture')
  const answers = loaded.flatMap((fixture) => fixture.responses)
  const fetched = await fetchSource(
    source,
    {
      now: () => first.checkedAt,
      sleep: async () => undefined,
      limiter: (_weight, task) => task(),
      send: async (planned) => {
        const answer = answers.find(
          ({ request }) => request.url === planned.url && JSON.stringify(request.body) === JSON.stringify(planned.body),
        )
        const refusal = failure ?? { status: 501, body: '' }
        const { status, body } = fails(planned) ? refusal : (answer ?? { status: 404, body: '' })
        return {
          status,
          headers: {},
          bytes: Buffer.from(JSON.stringify(body)),
          fetchedAt: first.checkedAt,
          durationMs: 1,
        }
      },
    },
    new AbortController().signal,
  )
  const { observations } = source.normalise(fetched.received, { checkedAt: first.checkedAt })
  return {
    read: observations.flatMap(describeObservation),
    reasons: observations.flatMap((item) => ('reason' in item && item.reason !== null ? [item.reason] : [])),
    named: fetched.rejected.map((item) => item.detail),
    failure: fetched.failure?.kind ?? null,
  }
}

const endpoint =
  (...ids: readonly string[]) =>
  ({ endpoint: id }: PlannedRequest) =>
    ids.includes(id)
const address = (part: string) => (request: PlannedRequest) => request.url.includes(part)

describe('dYdX', () => {
  const pass = { venue: 'dydx-v4', source: 'fund', fixtures: ['docs'] } as const

  test('reads the shared fund when the chain does not list its perpetuals', async () => {
    for (const failure of [
      { status: 501, body: { code: 12, message: 'Not Implemented', details: [] } },
      { status: 404, body: { code: 5, message: 'not found', details: [] } },
      { status: 200, body: { perpetual: 'none' } },
    ]) {
      const { read, named, failure: fatal } = await readPass({ ...pass, fails: endpoint('perpetuals'), failure })
      expect(read).toEqual([['usdc USDC', '21000000']])
      expect(named).toEqual([expect.stringMatching(/^perpetuals: (http|schema): /)])
      expect(fatal).toBeNull()
    }
  })

  test('reads the isolated funds of the pages that were answered', async () => {
    const { read, named, failure } = await readPass({
      ...pass,
      fixtures: ['pages'],
      fails: (request) => request.endpoint === 'perpetuals' && request.url.includes('pagination.key'),
    })
    expect(read.map(([name]) => name)).toEqual([
      'usdc USDC',
      'usdc-floki-usd USDC',
      'usdc-buffi-uniswap-v3-0x4c1b1302220d7de5c22b495e78b72f2dd2457d45-usd USDC',
    ])
    // The five isolated markets of the second page are not known, so nothing more is asked.
    expect(named).toEqual([expect.stringMatching(/^perpetuals: http: HTTP 501/)])
    expect(failure).toBeNull()
  })

  test('reads nothing, and no zero, when every list is empty', async () => {
    const { read, failure } = await readPass({ ...pass, fixtures: ['empty-list'], fails: () => false })
    expect([read, failure]).toEqual([[], null])
  })

  test('keeps the stress signal of the cross pool without the list', async () => {
    const { read } = await readPass({
      venue: 'dydx-v4',
      source: 'adl',
      fixtures: ['seen'],
      fails: endpoint('perpetuals', 'market_status'),
    })
    expect(read).toEqual([['usdc', '61234567']])
  })
})

describe('Binance', () => {
  test('values stablecoins without the price list and leaves bitcoin without dollars', async () => {
    const { read, reasons, named } = await readPass({
      venue: 'binance',
      source: 'fund',
      fixtures: ['edges'],
      fails: endpoint('premium_index'),
    })
    const wallets = new Map(read)
    expect(wallets.get('usdt-xusdt USDT')).toBe('-1250.5')
    expect(read.filter(([name, value]) => value === null && name.endsWith(' BTC')).length).toBeGreaterThan(0)
    expect(reasons).toContain('no dollar price for BTC: the price list was not read in this pass')
    expect(named).toEqual([expect.stringMatching(/^premium_index: http: HTTP 501/)])
  })

  test('keeps base units of open interest without the price list', async () => {
    const { read, reasons, failure } = await readPass({
      venue: 'binance',
      source: 'open_interest',
      fixtures: ['documented'],
      fails: endpoint('premium_index'),
    })
    expect([read, reasons]).toEqual([[['BTCUSDT', null]], ['no mark price: the price list was not read in this pass']])
    expect(failure).toBeNull()
  })
})

describe('Hyperliquid', () => {
  test('reads the liquidators it knows by address when no name is served', async () => {
    const { read } = await readPass({
      venue: 'hyperliquid',
      source: 'fund',
      fixtures: ['recorded'],
      fails: endpoint('child_vault'),
    })
    expect(read).toEqual([
      ['hlp USDC', '181550588.8688080013'],
      ['liquidator-a8dd14 USDC', '13109.482328'],
    ])
  })

  test('reads the main dex when the dexes are not listed', async () => {
    const { read, named, reasons } = await readPass({
      venue: 'hyperliquid',
      source: 'open_interest',
      fixtures: ['docs'],
      fails: endpoint('perp_dexs'),
      failure: { status: 422, body: 'Failed to deserialize the JSON body into the target type' },
    })
    expect(read.map(([market]) => market)).toEqual(['BTC', 'ETH', 'HPOS'])
    expect(named).toEqual([expect.stringMatching(/^perp_dexs: http: HTTP 422/)])
    expect(new Set(reasons).size).toBe(1)
  })
})

describe('OKX', () => {
  test('falls back to coins and mark prices when the instruments are not to be had', async () => {
    const { read } = await readPass({
      venue: 'okx',
      source: 'open_interest',
      fixtures: ['computed'],
      fails: endpoint('instruments'),
    })
    const values = new Map(read)
    expect([values.get('BTC-USDT-SWAP'), values.get('BTC-USD-SWAP'), values.get('SHIB-USDC-SWAP')]).toEqual([
      '150000000',
      null,
      null,
    ])
  })

  test.each([
    ['SWAP', ['futures-btc-usdt USDT', 'futures-btc-usd BTC']],
    ['FUTURES', ['swap-btc-usdt USDT']],
  ])('reads the pools of the other line when %s is not listed', async (line, expected) => {
    const { read, named } = await readPass({
      venue: 'okx',
      source: 'families',
      fixtures: ['lines'],
      fails: address(`/instruments?instType=${line}`),
    })
    expect(read.map(([name]) => name)).toEqual(expected)
    expect(named).toContainEqual(expect.stringContaining(`instruments ${line}: http`))
  })
})

describe('Gate', () => {
  const keys = async (source: string, fixture: string, ...ids: readonly string[]) => {
    const { read, named, failure } = await readPass({
      venue: 'gate',
      source,
      fixtures: [fixture],
      fails: endpoint(...ids),
    })
    return { read: read.map(([name]) => name), named: named.length, failure }
  }

  test('reads the fund of each settlement currency without the other, and nothing without both', async () => {
    expect(await keys('fund', 'unordered', 'insurance')).toEqual({ read: ['btc BTC'], named: 1, failure: null })
    expect(await keys('fund', 'unordered', 'insurance_btc')).toEqual({ read: ['usdt USDT'], named: 1, failure: null })
    const none = await keys('fund', 'unordered', 'insurance', 'insurance_btc')
    expect(none).toEqual({ read: [], named: 2, failure: null })
  })

  test('reads the contracts of each settlement currency without the other', async () => {
    const whole = await keys('open_interest', 'mixed')
    const btc = await keys('open_interest', 'mixed', 'contracts')
    const usdt = await keys('open_interest', 'mixed', 'contracts_btc')
    expect(btc.read.length).toBeGreaterThan(0)
    expect(usdt.read.length).toBeGreaterThan(btc.read.length)
    expect([...usdt.read, ...btc.read]).toEqual(whole.read)
  })
})

describe('Deribit', () => {
  const pass = { venue: 'deribit', source: 'open_interest', fixtures: ['by-currency', 'mixed'] } as const

  test('asks for instruments currency by currency when all at once are refused', async () => {
    const { read, named } = await readPass({ ...pass, fails: endpoint('instruments') })
    expect(read).toEqual([
      ['BTC-PERPETUAL', '800000000'],
      ['BTC_USDC-25DEC26', '1080000'],
    ])
    expect(named.map((detail) => detail.split(':')[0])).toEqual(['instruments any', 'currency_instruments ETH'])
  })

  test('reads nothing, and refuses no row, when no instrument is listed', async () => {
    const { read, named, failure } = await readPass({
      ...pass,
      fails: endpoint('instruments', 'currency_instruments'),
    })
    expect([read, failure]).toEqual([[], null])
    expect(named).toHaveLength(4)
  })
})
