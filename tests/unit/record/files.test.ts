import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { dec, plain, sum } from '@/lib/core/decimal'
import { readRecord } from '@/lib/record/read'
import {
  bitmexAnnotationSchema,
  bitmexRowSchema,
  EVENT_STAGES,
  MARKET_WIDE,
  recordEventSchema,
  recordFigureSchema,
} from '@/lib/record/schema'

/** Venues with a module of their own from the first day; the others the record names have a profile here. */
const FIRST_MODULES = ['binance', 'bitmex', 'bybit', 'deribit', 'dydx-v4', 'gate', 'hyperliquid', 'okx']

function totals<T>(rows: readonly T[], key: (row: T) => string | null, amount: (row: T) => string | null) {
  const found: Record<string, string> = {}
  for (const name of new Set(rows.map(key))) {
    if (name === null) continue
    const amounts = rows.filter((row) => key(row) === name).flatMap((row) => amount(row) ?? [])
    found[name] = plain(sum(amounts.map(dec)))
  }
  return found
}

/** SHA-256 of the sorted `a|b|c` lines of rows: breaks on any changed, swapped or lost field. */
function fingerprint<T extends object>(rows: readonly T[], keys: readonly (keyof T)[]): string {
  const lines = rows.map((row) => keys.map((key) => String(row[key] ?? '')).join('|'))
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}

describe('the record files', () => {
  const record = readRecord()

  test('hold every row of the sources', () => {
    expect(record.figures).toHaveLength(80)
    expect(record.events).toHaveLength(38)
    expect(record.bitmex).toHaveLength(368)
    expect(record.prices).toHaveLength(309)
    expect(record.venues).toHaveLength(15)
    expect(record.annotations).toHaveLength(11)
    expect(record.changes).toHaveLength(5)
  })

  // The sums and fingerprints are computed from the documents the record was typed from, not from these files.
  test('keep every figure as it was read', () => {
    expect(
      totals(
        record.figures,
        (row) => row.asset,
        (row) => row.amount,
      ),
    ).toEqual({ USD: '77832703167', USDT: '1927784282', BTC: '413304.49', USDC: '13503997.49' })
    expect(plain(sum(record.figures.flatMap((row) => row.usd ?? []).map(dec)))).toBe('81441928252.49')
    const keys = [
      'venueAsPublished',
      'date',
      'datePrecision',
      'metric',
      'amount',
      'asset',
      'usd',
      'confidence',
    ] as const
    expect(fingerprint(record.figures, [...keys, 'sourceUrl'])).toBe(
      '4ddb6eb822d1dfa1166ad41f6d92e30e2667068c5d53ebd6440befb1588f93fd',
    )
  })

  test('keep every event as it was read', () => {
    expect(
      totals(
        record.events,
        (row) => row.asset,
        (row) => row.amount,
      ),
    ).toEqual({ BTC: '10096.3', USDT: '22729376', USD: '2795700430.86', USDC: '462097.79' })
    expect(plain(sum(record.events.flatMap((row) => row.usd ?? []).map(dec)))).toBe('2848761904.65')
    const who = ['venueAsPublished', 'start', 'end', 'kind', 'stage', 'stages', 'amount', 'asset', 'usd'] as const
    const keys = [...who, 'amountMeaning', 'title', 'confidence', 'sourceUrl', 'otherSources'] as const
    expect(fingerprint(record.events, keys)).toBe('e21411693c05a3fed39284b0ad044e242665046928619ecfd39560e94db0b68d')
  })

  test('keep every BitMEX balance and every price as they were read', () => {
    expect(
      totals(
        record.bitmex,
        (row) => row.currency,
        (row) => row.walletBalanceMinor,
      ),
    ).toEqual({ XBt: '563827933064595', USDt: '2814146958987072', Gwei: '235463069130806' })
    expect(fingerprint(record.bitmex, ['date', 'currency', 'walletBalanceMinor', 'units'])).toBe(
      'ea2107fb200bcc25c7475ae1e4ccf61206700e73783a51e3de246309a6fb01d6',
    )
    expect(
      totals(
        record.prices,
        (row) => row.asset,
        (row) => row.usd,
      ),
    ).toEqual({ BTC: '8345775.85', ETH: '123900.81' })
    expect(fingerprint(record.prices, ['date', 'asset', 'usd', 'kind', 'note'])).toBe(
      'e0488ccc01e81d1b8e81ce1f07a63669475ac5c2a764a0617d2b0d3d03fce39e',
    )
  })

  test('give every row a source that can be opened and a confidence', () => {
    const rows = [...record.figures, ...record.events, ...record.bitmex, ...record.prices]
    const urls = rows.map((row) => row.sourceUrl)
    urls.push(...record.events.flatMap((row) => row.otherSources))
    urls.push(...record.venues.flatMap((row) => row.statusSource ?? []))
    expect(rows).toHaveLength(80 + 38 + 368 + 309)
    expect(urls.length).toBeGreaterThan(rows.length)
    for (const url of urls) expect(['http:', 'https:']).toContain(new URL(url).protocol)
    for (const row of rows) expect(['high', 'medium', 'low']).toContain(row.confidence)
  })

  test('use each id once over figures, events, balances and prices', () => {
    const ids = [...record.figures, ...record.events, ...record.bitmex, ...record.prices].map((row) => row.id)
    expect(new Set(ids).size).toBe(795)
  })

  test('name events by date, venue and one word, and stages from the closed list', () => {
    let stages = 0
    for (const event of record.events) {
      expect(event.id).toMatch(new RegExp(`^${event.start.slice(0, 10)}-${event.venue}-[a-z]+$`))
      for (const stage of event.stages) {
        expect(EVENT_STAGES).toContain(stage)
        stages += 1
      }
    }
    expect(stages).toBe(65)
    expect(record.events.filter((event) => event.start.length === 20).map((event) => event.id)).toEqual([
      '2025-10-10-hyperliquid-adl',
      '2025-10-10-dydx-v4-halt',
      '2026-02-25-lighter-arc',
    ])
  })

  test('say via copy where the host repeats another publisher', () => {
    const copies = [...record.figures, ...record.events].filter((row) => row.viaCopy)
    expect(copies).toHaveLength(72)
    for (const row of [...record.figures, ...record.events]) {
      if (row.publisher !== undefined) expect(row.viaCopy).toBe(true)
      if (row.sourceUrl.includes('w4v.net')) expect(row.publisher).toBe('Cointelegraph')
      if (row.sourceUrl.includes('blog.bitmex.com')) expect(row.viaCopy).toBe(false)
    }
  })

  test('keep protection reserves apart from insurance funds', () => {
    const reserves = record.figures.filter((row) => row.fundType === 'protection')
    expect(reserves.map((row) => row.id).sort()).toEqual([
      '2019-htx-protection-balance',
      '2022-07-26-bitget-protection-balance',
      '2022-11-bitget-protection-balance',
      '2024-04-03-binance-protection-balance',
      '2024-04-03-bitget-protection-balance',
      '2024-04-03-okx-protection-balance',
      '2025-09-bitget-protection-balance',
      '2025-12-bitget-protection-balance',
    ])
    for (const row of record.figures.filter((figure) => figure.fundType === 'insurance')) {
      expect(row.note).not.toMatch(/protection fund|SAFU|NOT the (futures|derivatives)|NOT an insurance/i)
    }
  })

  test('annotate the November 2025 fall as the announced rebalancing, and no step as usage', () => {
    const rebalancing = record.annotations.filter((note) => note.kind === 'rebalancing')
    expect(rebalancing).toHaveLength(1)
    expect(rebalancing[0]).toMatchObject({ date: '2025-11-17', until: '2025-11-18', currency: 'XBt' })
    expect(rebalancing[0]?.text).toContain('announced')
    expect(bitmexAnnotationSchema.safeParse({ ...rebalancing[0], kind: 'usage' }).success).toBe(false)
  })

  test('have a profile for every venue that has no module, and mark the record-only ones', () => {
    const profiles = new Map(record.venues.map((row) => [row.venue, row]))
    const named = new Set([...record.figures, ...record.events].map((row) => row.venue))
    for (const venue of named) {
      expect(profiles.has(venue) || FIRST_MODULES.includes(venue) || venue === MARKET_WIDE, venue).toBe(true)
    }
    expect(named.size).toBe(23)
    expect(record.venues.filter((row) => row.recordOnly).map((row) => row.venue)).toEqual([
      'bitvc',
      'coinflex',
      'dydx-v3',
      'ftx',
      'mango',
      'okcoin',
      'perpetual-protocol-v1',
      'poloniex',
    ])
    for (const row of record.venues) {
      expect(named.has(row.venue)).toBe(true)
      if (row.status !== 'active') expect(row.statusNote).not.toBeNull()
    }
  })

  test('is parsed once and frozen to the depth', () => {
    expect(readRecord()).toBe(record)
    expect(Object.isFrozen(record.events)).toBe(true)
    expect(record.events.every((event) => Object.isFrozen(event) && Object.isFrozen(event.stages))).toBe(true)
    expect(record.bitmex.every((row) => Object.isFrozen(row))).toBe(true)
  })
})

describe('the record schemas', () => {
  const { figures, events, bitmex } = readRecord()
  const figure = figures.find((row) => row.id === '2020-01-13-binance-fund-balance')
  const event = events.find((row) => row.id === '2018-07-31-okx-clawback')
  const source = bitmex.find((row) => row.id === '2016-02-29-bitmex-xbt')
  const { sourceUrl: _url, viaCopy: _copy, publisher: _publisher, ...balance } = source ?? {}

  test('accept the row the bad ones below are made from', () => {
    expect(recordFigureSchema.safeParse(figure).success).toBe(true)
    expect(recordEventSchema.safeParse(event).success).toBe(true)
    expect(bitmexRowSchema.safeParse(balance).success).toBe(true)
  })

  test.each([
    ['an amount that is a number', { amount: 11500000 }],
    ['an amount with an exponent', { amount: '1.15e7' }],
    ['a negative amount', { amount: '-5' }],
    ['an address that is not http', { sourceUrl: 'ftp://example.org/a' }],
    ['a day that is not in the calendar', { date: '2020-02-30', id: '2020-02-30-binance-fund-balance' }],
    ['a precision the date does not have', { datePrecision: 'month' }],
    ['a par value that is not the amount', { usd: '11500001' }],
    ['a USD value without its basis', { usdBasis: null }],
    ['an insurance balance without a fund type', { fundType: null }],
    ['an id of another day', { id: '2020-01-14-binance-fund-balance' }],
    ['a field nobody knows', { colour: 'red' }],
  ])('reject a figure with %s', (_, change) => {
    expect(recordFigureSchema.safeParse({ ...figure, ...change }).success).toBe(false)
  })

  test.each([
    ['a stage outside the list', { stages: ['fund_used', 'bailout'] }],
    ['a headline stage that is not among its stages', { stage: 'adl' }],
    ['the same stage twice', { stages: ['socialised_loss', 'socialised_loss'] }],
    ['an amount without its meaning', { amountMeaning: null }],
    ['an end before its start', { end: '2018-07-30' }],
    ['a precision its start does not have', { startPrecision: 'second' }],
  ])('reject an event with %s', (_, change) => {
    expect(recordEventSchema.safeParse({ ...event, ...change }).success).toBe(false)
  })

  test.each([
    ['units that are not the minor units scaled', { units: '57.3444663' }],
    ['minor units that are a number', { walletBalanceMinor: 573444663 }],
    ['a currency that is not in the record', { currency: 'USDe' }],
    ['a date its id does not have', { date: '2016-03-01' }],
  ])('reject a balance with %s', (_, change) => {
    expect(bitmexRowSchema.safeParse({ ...balance, ...change }).success).toBe(false)
  })
})
