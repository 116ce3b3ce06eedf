import { describe, expect, test } from 'vitest'
import { dec, plain } from '@/lib/core/decimal'
import { annotationsOn, bitmexBalances, closeOn } from '@/lib/record/bitmex'
import { withdrawalRows } from '@/lib/record/load-rows'
import { readRecord } from '@/lib/record/read'
import { eventRows, type FigureRow, figureRows } from '@/lib/record/rows'
import { fakeSource } from '@/tests/support/fake-venues'

const UNPRICED_BTC_DAYS = ['06', '07', '08', '09', '10', '11'].map((day) => `2026-09-${day}`)

function figure(id: string): FigureRow {
  const found = figureRows().find((row) => row.id === id)
  if (found === undefined) throw new Error(`no figure ${id}`)
  return found
}

describe('bitmexBalances', () => {
  const balances = bitmexBalances()

  test('returns every row of the series, by wallet and date, observed at 12:00 UTC', () => {
    expect(balances).toHaveLength(368)
    expect(balances.filter((row) => row.fund === 'xbt' && row.asset === 'BTC')).toHaveLength(256)
    expect(balances.filter((row) => row.fund === 'usdt' && row.asset === 'USDT')).toHaveLength(59)
    expect(balances.filter((row) => row.fund === 'eth' && row.asset === 'ETH')).toHaveLength(53)
    for (const [index, row] of balances.entries()) {
      expect(row.observedAt.toISOString()).toBe(`${row.date}T12:00:00.000Z`)
      expect(row.basis).toBe('published')
      const previous = balances[index - 1]
      if (previous !== undefined && previous.fund === row.fund) expect(previous.date < row.date).toBe(true)
    }
  })

  test('values coins at the daily close of the record, to the last digit', () => {
    let valued = 0
    for (const row of balances.filter((balance) => balance.priceSource === 'close')) {
      const close = readRecord().prices.find((price) => price.id === `${row.asset.toLowerCase()}-${row.date}`)
      expect(row.priceId).toBe(close?.id)
      expect(row.valueUsd).toBe(plain(dec(row.units).times(dec(close?.usd ?? 'missing'))))
      expect(row.reason).toBeNull()
      valued += 1
    }
    expect(valued).toBe(302)
    expect(balances[0]).toMatchObject({ units: '5.73444663', priceUsd: '436.44', valueUsd: '2502.7418871972' })
  })

  test('gives no USD and a reason on days without a price', () => {
    const unpriced = balances.filter((row) => row.valueUsd === null)
    expect(unpriced.map((row) => `${row.asset} ${row.date}`)).toEqual([
      ...UNPRICED_BTC_DAYS.map((day) => `BTC ${day}`),
      'ETH 2026-09-11',
    ])
    for (const row of unpriced) {
      expect(row).toMatchObject({ priceUsd: null, priceSource: null, priceId: null })
      expect(row.reason).toBe(`no ${row.asset} price on ${row.date} in the record`)
    }
  })

  test('values USDT at par on every day', () => {
    const tethers = balances.filter((row) => row.asset === 'USDT')
    expect(tethers).toHaveLength(59)
    for (const row of tethers) {
      expect(row).toMatchObject({ priceUsd: '1', priceSource: 'par', valueUsd: row.units, reason: null })
    }
  })
})

describe('figureRows', () => {
  const rows = figureRows()

  test('returns one row per figure of either file, each once', () => {
    expect(rows).toHaveLength(448)
    expect(new Set(rows.map((row) => row.id)).size).toBe(448)
    expect(rows.filter((row) => row.viaCopy)).toHaveLength(56 + 368)
  })

  test('starts with the columns of the figures series', () => {
    const columns = ['venue', 'date', 'datePrecision', 'metric', 'fundType', 'amount', 'asset', 'usd', 'confidence']
    for (const row of rows) expect(Object.keys(row).slice(0, 11)).toEqual([...columns, 'note', 'sourceUrl'])
  })

  test('keeps one total order: date with undated last, venue, metric, id', () => {
    const keys = rows.map((row) => [row.date ?? '~', row.venue, row.metric, row.id].join('\u0000'))
    expect(keys).toEqual([...keys].sort())
    expect(rows.slice(-2).map((row) => [row.venue, row.date])).toEqual([
      ['deribit', null],
      ['okcoin', null],
    ])
  })

  test('keeps published USD, values dated coins at the close, and says which', () => {
    expect(figure('2018-08-03-okx-injection')).toMatchObject({ usd: '18500000', usdBasis: 'source' })
    expect(figure('2018-08-03-okx-fund-balance')).toMatchObject({ amount: '10', usd: '74140.8', usdBasis: 'close' })
    expect(figure('2018-08-03-okx-fund-balance').note).toContain('USD at the BTC daily close of 7414.08 (Coinbase')
    expect(figure('2020-05-11-binance-injection')).toMatchObject({ usd: '30000000', usdBasis: 'par' })
    expect(figure('2020-05-11-binance-injection').note).toContain('USDT at par')
    for (const row of rows) {
      if (row.usdBasis === 'par') expect(row.note).toMatch(/at par/)
      if (row.usdBasis === 'close') expect(row.note).toMatch(/USD at the (BTC|ETH) daily close of/)
      expect(row.usd === null).toBe(row.usdBasis === null)
    }
  })

  test('gives no USD to a coin figure without a day or without a price, and says why', () => {
    const unvalued = rows.filter((row) => row.usd === null)
    expect(unvalued).toHaveLength(13)
    for (const row of unvalued) expect(row.note).toMatch(/No USD: (the day is not known|no (BTC|ETH) price on )/)
    expect(unvalued.filter((row) => row.datePrecision === 'day')).toHaveLength(7)
  })

  test('states the announced rebalancing on the rows it covers', () => {
    const covered = rows.filter((row) => row.note.includes('announced rebalancing'))
    expect(covered.map((row) => row.id)).toEqual(['2025-11-17-bitmex-xbt', '2025-11-18-bitmex-xbt'])
    expect(annotationsOn('USDt', '2025-11-18')).toEqual([])
    expect(annotationsOn('XBt', '2025-11-19')).toEqual([])
  })

  test('holds one same-day pair of a fund and the open interest behind it', () => {
    const funds = rows.filter((row) => row.metric === 'insurance_fund_balance' && row.fundType === 'insurance')
    const interest = new Set(rows.filter((row) => row.metric === 'open_interest').map((row) => row.venue + row.date))
    const pairs = funds.filter((row) => row.datePrecision === 'day' && interest.has(row.venue + row.date))
    expect(pairs.map((row) => row.id)).toEqual(['2020-02-06-bitmex-fund-balance'])
  })
})

describe('eventRows', () => {
  const rows = eventRows()

  test('returns every event in the order of its start, then its id', () => {
    expect(rows).toHaveLength(38)
    const keys = rows.map((row) => `${row.start}\u0000${row.event}`)
    expect(keys).toEqual([...keys].sort())
    expect(rows[0]?.event).toBe('2014-11-14-bitvc-clawback')
    expect(rows.at(-1)?.event).toBe('2026-04-01-drift-exploit')
  })

  test('starts with the columns of the events series', () => {
    const columns = ['event', 'venue', 'start', 'end', 'kind', 'stages', 'amount', 'asset', 'usd', 'amountMeaning']
    const rest = ['title', 'summary', 'confidence', 'sourceUrl']
    for (const row of rows) expect(Object.keys(row).slice(0, 14)).toEqual([...columns, ...rest])
  })

  test('keeps the precision of partial dates and what the amount means', () => {
    const find = (event: string) => rows.find((row) => row.event === event)
    expect(find('2021-ftx-mobilecoin')).toMatchObject({
      start: '2021',
      startPrecision: 'year',
      amount: null,
      usd: null,
    })
    expect(find('2017-03-bitmex-depletion')).toMatchObject({ startPrecision: 'month', amount: '66', usd: null })
    expect(find('2025-10-10-hyperliquid-adl')).toMatchObject({
      start: '2025-10-10T21:16:04Z',
      endPrecision: 'second',
      amount: '2103111430.86',
      amountMeaning: 'adl_notional',
      datesApproximate: false,
    })
    expect(find('2025-10-10-dydx-v4-halt')).toMatchObject({ datesApproximate: true, endPrecision: 'day' })
    expect(rows.filter((row) => row.datesApproximate)).toHaveLength(3)
  })
})

describe('closeOn', () => {
  test('returns the close of the day, and nothing for a day or asset without one', () => {
    expect(closeOn('BTC', '2020-02-06')?.date).toBe('2020-02-06')
    expect(closeOn('BTC', '2026-09-06')).toBeUndefined()
    expect(closeOn('USDT', '2020-02-06')).toBeUndefined()
  })
})

test('a source declared withdrawn is a change with the day and page of the declaration', () => {
  const withdrawn = { on: '2026-06-01', note: 'The feed ended.', sourceUrl: 'https://acme.example/news' } as const
  const sources = [{ ...fakeSource('fund_feed', 'fund', 60), withdrawn }, fakeSource('oi', 'open_interest', 60)]
  expect(withdrawalRows([{ id: 'acme', sources }])).toMatchObject([
    {
      change: '2026-06-01-acme-fund-feed-withdrawn',
      venue: 'acme',
      source: 'fund_feed',
      changed_on: '2026-06-01',
      kind: 'source_withdrawn',
      text: 'The feed ended',
      source_url: 'https://acme.example/news',
      basis: 'published',
    },
  ])
})
