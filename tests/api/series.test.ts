import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as route from '@/app/api/v1/[series]/route'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { loadRecord } from '@/lib/record/load'
import { parseCsv } from '@/tests/support/csv'
import { ask, openSite, type Site } from '@/tests/support/site'
import {
  adlSignal,
  balance,
  bookDepth,
  bucket,
  episode,
  flow,
  insertStored,
  liquidation,
  marketVolume,
  openInterest,
  sourceStatus,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [fakeVenue('alpha'), fakeVenue('beta'), fakeVenue('bitmex', { status: 'closed', sources: [] })],
  }
})

const NOW = new Date('2026-11-20T12:34:56.000Z')
const at = (text: string) => new Date(text)
let site: Site

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  await loadRecord(site.db, { now: NOW })
  const recorded = { recorded_at: at('2026-11-19T00:00:00Z') }
  const later = { recorded_at: at('2026-11-20T01:00:00Z') }
  await insertStored(
    pool,
    'fund_balance',
    [
      balance('alpha', 'usdt', 'USDT', at('2026-10-31T23:59:59.999Z'), { ...recorded, revision: 0 }),
      balance('alpha', 'usdt', 'USDT', at('2026-11-18T00:00:00Z'), {
        ...recorded,
        revision: 0,
        units: '100',
        reason: 'said "so", twice',
      }),
      balance('alpha', 'usdt', 'USDT', at('2026-11-18T00:00:00Z'), {
        ...later,
        revision: 1,
        units: '101.000000000000000001',
      }),
      balance('alpha', 'btc', 'BTC', at('2026-11-18T00:00:00Z'), {
        ...recorded,
        revision: 0,
        units: '-0.5',
        price_usd: null,
        price_source: null,
        value_usd: null,
        obs_status: 'E',
        reason: '=1+1',
      }),
      balance('beta', 'usdt', 'USDT', at('2026-11-19T00:00:00Z'), {
        ...later,
        revision: 0,
        units: '12345678901234567890.123456789012345678',
      }),
    ],
    'observed_at',
  )
  await insertStored(
    pool,
    'open_interest',
    [
      openInterest('alpha', 'BTCUSDT', at('2026-11-18T00:00:00Z')),
      openInterest('alpha', '-EVIL', at('2026-11-18T00:00:00Z'), {
        value_usd: null,
        obs_status: 'M',
        reason: '@SUM(A1)',
      }),
    ],
    'observed_at',
  )
  await insertStored(
    pool,
    'adl_signal',
    [adlSignal('alpha', 'BTCUSDT', at('2026-11-18T00:00:00Z'), { level: 2, proximity: 0.81 })],
    'observed_at',
  )
  await insertStored(
    pool,
    'market_volume',
    [
      marketVolume('alpha', 'BTCUSDT', at('2026-11-18T10:00:00Z'), { ...recorded, revision: 0 }),
      marketVolume('alpha', 'BTCUSDT', at('2026-11-18T10:55:00Z'), { ...recorded, revision: 0, value_usd: '21000' }),
      marketVolume('alpha', 'BTCUSDT', at('2026-11-18T10:55:00Z'), { ...later, revision: 1, value_usd: '21001' }),
      marketVolume('alpha', 'BTCUSDT', at('2026-11-18T23:59:59.999Z'), { ...later, revision: 0, value_usd: '22000' }),
      marketVolume('alpha', 'BTCUSDT', at('2026-11-19T00:00:00Z'), { ...later, revision: 0, value_usd: '23000' }),
      marketVolume('alpha', 'ETHUSDT', at('2026-11-18T10:00:00Z'), {
        ...recorded,
        revision: 0,
        value_usd: null,
        obs_status: 'M',
        reason: 'no mark price',
      }),
    ],
    'observed_at',
  )
  await insertStored(
    pool,
    'book_depth',
    [
      bookDepth('alpha', 'BTCUSDT', at('2026-11-18T10:00:00Z'), { ...recorded, revision: 0 }),
      bookDepth('alpha', 'BTCUSDT', at('2026-11-18T11:00:00Z'), { ...later, revision: 0, ask_usd_2: null }),
    ],
    'observed_at',
  )
  await insertStored(
    pool,
    'liquidation',
    [
      liquidation('alpha', 'z', at('2026-11-18T10:00:00Z'), { ...recorded, revision: 0 }),
      liquidation('alpha', 'a', at('2026-11-18T10:00:01Z'), { ...recorded, revision: 0, side: null, market: null }),
      liquidation('alpha', 'b', at('2026-11-18T10:00:01Z'), {
        ...later,
        revision: 0,
        liquidation: 'bankruptcy',
        loss_usd: '0.000000000000000001',
        window_start: at('2026-11-18T09:00:00Z'),
      }),
    ],
    'observed_at',
  )
  await insertStored(
    pool,
    'fund_flow',
    [
      flow('alpha', 'usdt', at('2026-11-18T08:00:00Z'), { ...recorded, revision: 0 }),
      flow('alpha', 'usdt', at('2026-11-18T08:00:00Z'), {
        ...recorded,
        revision: 0,
        flow: 'surplus',
        venue_type: 'liquidation_balance_deposit',
        units: '100',
      }),
    ],
    'observed_at',
  )
  for (const [table, starts] of [
    ['coverage_day', ['2026-11-18T00:00:00Z', '2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z']],
    ['coverage_hour', ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z']],
    ['coverage_raw', ['2026-11-20T12:00:07Z']],
  ] as const) {
    await insertStored(
      pool,
      table,
      starts.flatMap((start) =>
        ['total', 'usdt'].map((fund) => bucket('alpha', fund, at(start), { recorded_at: at(start) })),
      ),
      'bucket_start',
    )
  }
  await insertStored(
    pool,
    'coverage_day',
    [
      bucket('alpha', 'total', at('2026-11-18T00:00:00Z'), {
        recorded_at: at('2026-11-19T10:00:00Z'),
        revision: 1,
        fund_usd: '401',
        obs_status: 'B',
      }),
    ],
    'bucket_start',
  )
  await insertStored(pool, 'episode', [
    episode('2026-11-19-alpha-usdt', { recorded_at: at('2026-11-19T12:00:00Z') }),
    episode('2026-11-19-alpha-usdt', { recorded_at: at('2026-11-20T01:00:00Z'), revision: 1, state: 'retracted' }),
  ])
  await insertStored(pool, 'source_status', [
    sourceStatus('alpha', 'fund', 'fund', {
      last_success_at: at('2026-11-20T12:34:00Z'),
      last_attempt_at: at('2026-11-20T12:34:00Z'),
    }),
  ])
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => {
  vi.setSystemTime(NOW)
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})

async function get(file: string, query = '', init: RequestInit = {}): Promise<Response> {
  return route.GET(ask(`/api/v1/${file}${query}`, init), { params: Promise.resolve({ series: file }) })
}

interface JsonPage {
  readonly data: readonly Readonly<Record<string, unknown>>[]
  readonly next_cursor: string | null
  readonly meta: Readonly<Record<string, unknown>>
}

async function getPage(file: string, query = ''): Promise<JsonPage> {
  const response = await get(file, query)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  return (await response.json()) as JsonPage
}

describe('the columns of every series', () => {
  const expected: Readonly<Record<SeriesName, string>> = {
    coverage:
      'venue,fund,interval,bucket_start,fund_usd,usable_usd,oi_usd,covered_fund_usd,covered_oi_usd,coverage,exhaustion_low,exhaustion_central,exhaustion_high,fund_observed_at,oi_observed_at,basis,obs_status,reason,revision',
    'fund-balances':
      'venue,fund,asset,observed_at,checked_at,units,price_usd,price_source,value_usd,basis,obs_status,reason,source,raw_sha256,revision',
    'open-interest':
      'venue,market,contract_type,settle_asset,observed_at,checked_at,contracts,base_units,value_usd,source_sides,basis,obs_status,reason,source,raw_sha256,revision',
    flows: 'venue,fund,asset,observed_at,checked_at,flow,venue_type,units,basis,source,raw_sha256,revision',
    volumes:
      'venue,market,observed_at,checked_at,base_units,value_usd,basis,obs_status,reason,source,raw_sha256,revision',
    depth:
      'venue,market,observed_at,checked_at,mid_price,bid_usd_1,ask_usd_1,bid_usd_2,ask_usd_2,basis,obs_status,reason,source,raw_sha256,revision',
    liquidations:
      'venue,event,observed_at,window_start,checked_at,market,liquidation,side,base_units,price,value_usd,loss_usd,basis,obs_status,reason,source,raw_sha256,revision',
    adl: 'venue,scope,subject,observed_at,checked_at,signal,value,level,proximity,source,raw_sha256',
    events: 'event,venue,start,end,kind,stages,amount,asset,usd,amount_meaning,title,summary,confidence,source_url',
    figures: 'venue,date,date_precision,metric,fund_type,amount,asset,usd,confidence,note,source_url',
    episodes:
      'episode,venue,fund,asset,level_basis,state,severity,minor,material,severe,cause,started_at,crossed_at,trough_at,until_at,recovered_at,broken_at,before_units,trough_units,before_usd,trough_usd,fall,fall_24h,fall_8h,samples,expected_samples,longest_gap_s,before_sha256,trough_sha256,basis,revision,recorded_at',
    'disclosure-changes':
      'change,venue,source,endpoint,changed_on,kind,path,before,after,funds,markets,text,confidence,source_url,before_sha256,raw_sha256,basis,recorded_at',
  }

  test.each(Object.entries(expected))('%s follows the contract', async (name, header) => {
    const csv = await (await get(`${name}.csv`)).text()
    expect(csv.slice(0, csv.indexOf('\r\n'))).toBe(header)
    const first = (await (await get(`${name}.ndjson`)).text()).split('\n')[0] ?? ''
    expect(Object.keys(JSON.parse(first)).join(',')).toBe(header)
  })
})

describe('CSV, NDJSON and JSON', () => {
  test.each(Object.keys(seriesDefinitions))('%s holds the same cells in all three', async (name) => {
    const [csv, ndjson] = await Promise.all([get(`${name}.csv`), get(`${name}.ndjson`)])
    const [, ...cells] = parseCsv(await csv.text())
    const lines = (await ndjson.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const page = await getPage(`${name}.json`, '?limit=10000')
    expect(lines).toEqual(page.data)
    expect(cells.length).toBe(lines.length)
    expect(cells.length).toBeGreaterThan(0)
    let compared = 0
    for (const [index, line] of lines.entries()) {
      for (const [column, value] of Object.values(line).entries()) {
        const kind = seriesDefinitions[name as SeriesName].columns[column]?.kind
        const text = value === null ? null : Array.isArray(value) ? value.join('|') : String(value)
        const guarded = kind === 'text' && text !== null && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
        expect(cells[index]?.[column]).toBe(guarded)
        compared += 1
      }
    }
    expect(compared).toBe(lines.length * seriesDefinitions[name as SeriesName].columns.length)
  })

  test('give plain digits, ISO times with Z, quoted text, and empty for missing', async () => {
    const csv = await (await get('fund-balances.csv', '?venue=alpha,beta')).text()
    expect(csv).toContain(
      '"beta","usdt","USDT",2026-11-19T00:00:00.000Z,2026-11-19T00:00:00.000Z,12345678901234567890.123456789012345678,1,"par",',
    )
    expect(csv).toContain(
      '"alpha","btc","BTC",2026-11-18T00:00:00.000Z,2026-11-18T00:00:00.000Z,-0.5,,,,"collected","E","\'=1+1",',
    )
    expect(csv.endsWith('\r\n')).toBe(true)
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('state decimals as strings, ratios as numbers, lists as lists in JSON', async () => {
    const { data } = await getPage('coverage.json', '?from=2026-11-18&to=2026-11-19')
    expect(data).toEqual([
      expect.objectContaining({
        fund: 'total',
        interval: 'day',
        fund_usd: '401',
        coverage: 0.05,
        exhaustion_high: null,
        obs_status: 'B',
        revision: 1,
      }),
      expect.objectContaining({ fund: 'usdt', fund_usd: '400', revision: 0 }),
    ])
    const events = await getPage('events.json', '?venue=bitvc')
    expect(events.data[0]).toMatchObject({
      event: '2014-11-14-bitvc-clawback',
      start: '2014-11-14',
      amount: '3000',
      stages: ['socialised_loss', 'company_compensation'],
    })
  })
})

describe('filters', () => {
  test('take the latest revision of a row', async () => {
    const { data } = await getPage('fund-balances.json', '?venue=alpha')
    expect(data.map((row) => [row.fund, row.observed_at, row.units, row.revision])).toEqual([
      ['usdt', '2026-10-31T23:59:59.999Z', '200.5', 0],
      ['btc', '2026-11-18T00:00:00.000Z', '-0.5', 0],
      ['usdt', '2026-11-18T00:00:00.000Z', '101.000000000000000001', 1],
    ])
  })

  test('take what was known at as_of, and the answer carries that moment', async () => {
    const page = await getPage('fund-balances.json', '?venue=alpha,beta&as_of=2026-11-19T12:00:00Z')
    expect(page.data.map((row) => [row.venue, row.fund, row.units, row.revision])).toEqual([
      ['alpha', 'usdt', '200.5', 0],
      ['alpha', 'btc', '-0.5', 0],
      ['alpha', 'usdt', '100', 0],
    ])
    expect(page.meta).toEqual({
      generated_at: '2026-11-19T12:00:00.000Z',
      data_as_of: '2026-11-18T00:00:00.000Z',
      as_of: '2026-11-19T12:00:00.000Z',
    })
  })

  test('give the same bytes for the same as_of, at any later time', async () => {
    const query = '?venue=alpha&as_of=2026-11-20T02:00:00Z'
    for (const file of [
      'fund-balances.json',
      'coverage.json',
      'coverage.csv',
      'coverage.ndjson',
      'volumes.json',
      'depth.csv',
      'liquidations.ndjson',
      'flows.json',
    ]) {
      vi.setSystemTime(NOW)
      const first = await get(file, query)
      vi.setSystemTime(new Date(NOW.getTime() + 86_400_000))
      const second = await get(file, query)
      expect([await second.text(), second.headers.get('etag')]).toEqual([await first.text(), first.headers.get('etag')])
    }
  })

  test('are half-open in time', async () => {
    const days = async (query: string) => (await getPage('coverage.json', query)).data.map((row) => row.bucket_start)
    expect(await days('?venue=alpha&from=2026-11-18&to=2026-11-20')).toEqual([
      '2026-11-18T00:00:00.000Z',
      '2026-11-19T00:00:00.000Z',
      '2026-11-18T00:00:00.000Z',
      '2026-11-19T00:00:00.000Z',
    ])
    expect(
      (await getPage('fund-balances.json', '?venue=alpha&from=2026-10-31T23:59:59.999Z&to=2026-11-01')).data,
    ).toHaveLength(1)
    expect((await getPage('fund-balances.json', '?venue=alpha&from=2026-11-01&to=2026-11-18')).data).toHaveLength(0)
  })

  test('leave undated figures out of a range and keep them otherwise', async () => {
    const all = await getPage('figures.json', '?limit=10000')
    const undated = all.data.filter((row) => row.date === null)
    expect(undated.length).toBeGreaterThan(0)
    expect(all.data.slice(-undated.length)).toEqual(undated)
    const ranged = await getPage('figures.json', '?limit=10000&from=2000-01-01&to=2100-01-01')
    expect(ranged.data).toHaveLength(all.data.length - undated.length)
  })

  test('report a bucket that is still open as provisional', async () => {
    const statuses = async (query: string) =>
      (await getPage('coverage.json', query)).data.filter((row) => row.fund === 'total').map((row) => row.obs_status)
    expect(await statuses('?interval=day')).toEqual(['B', 'A', 'P'])
    expect(await statuses('?interval=hour')).toEqual(['A', 'P'])
    expect(await statuses('?interval=raw')).toEqual(['A'])
    vi.setSystemTime(new Date('2026-11-21T00:00:00.000Z'))
    expect(await statuses('?interval=day')).toEqual(['B', 'A', 'A'])
    // As of a moment, a bucket open then is left out: it is overwritten until it closes.
    expect(await statuses('?interval=day&as_of=2026-11-20T06:00:00Z')).toEqual(['B', 'A'])
  })

  test('take the last volume of an hour or a day, in a range and as of a moment', async () => {
    const volumes = async (query: string) =>
      (await getPage('volumes.json', `?venue=alpha${query}`)).data
        .filter((row) => row.market === 'BTCUSDT')
        .map((row) => [row.observed_at, row.value_usd])
    expect(await volumes('')).toEqual([
      ['2026-11-18T10:00:00.000Z', '20000'],
      ['2026-11-18T10:55:00.000Z', '21001'],
      ['2026-11-18T23:59:59.999Z', '22000'],
      ['2026-11-19T00:00:00.000Z', '23000'],
    ])
    expect(await volumes('&interval=raw')).toEqual(await volumes(''))
    expect(await volumes('&interval=hour')).toEqual([
      ['2026-11-18T10:55:00.000Z', '21001'],
      ['2026-11-18T23:59:59.999Z', '22000'],
      ['2026-11-19T00:00:00.000Z', '23000'],
    ])
    expect(await volumes('&interval=day')).toEqual([
      ['2026-11-18T23:59:59.999Z', '22000'],
      ['2026-11-19T00:00:00.000Z', '23000'],
    ])
    expect(await volumes('&interval=day&to=2026-11-18T12:00:00Z')).toEqual([['2026-11-18T10:55:00.000Z', '21001']])
    expect(await volumes('&interval=day&as_of=2026-11-19T12:00:00Z')).toEqual([['2026-11-18T10:55:00.000Z', '21000']])
  })

  test('order liquidations by time, then event', async () => {
    const page = await getPage('liquidations.json')
    expect(page.data.map((row) => row.event)).toEqual(['z', 'a', 'b'])
    expect(page.data[2]).toMatchObject({
      window_start: '2026-11-18T09:00:00.000Z',
      loss_usd: '0.000000000000000001',
      liquidation: 'bankruptcy',
    })
    expect((await getPage('liquidations.json', '?as_of=2026-11-19T12:00:00Z')).data.map((row) => row.event)).toEqual([
      'z',
      'a',
    ])
  })

  test('count an empty value as not given, and take venues on record', async () => {
    const page = await getPage('coverage.json', '?venue=alpha&from=&to=&interval=&as_of=')
    expect(page.data).toHaveLength(6)
    expect((await getPage('events.json', '?venue=ftx,all')).data.map((row) => row.venue)).toEqual(['ftx'])
  })
})

describe('paging', () => {
  test('walks every row once, in the stated order', async () => {
    const whole = (await getPage('figures.json', '?limit=10000')).data
    const walked: unknown[] = []
    let cursor: string | null = ''
    let pages = 0
    while (cursor !== null) {
      const page: JsonPage = await getPage('figures.json', `?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)
      walked.push(...page.data)
      cursor = page.next_cursor
      pages += 1
    }
    expect(pages).toBe(5)
    expect(walked).toEqual(whole)
    expect(whole).toHaveLength(448)
  })

  test('walks revisioned rows by their key, and links the next page', async () => {
    const first = await get('fund-balances.json', '?venue=alpha,beta&limit=1')
    expect(first.headers.get('link')).toMatch(
      /^<\/api\/v1\/fund-balances\.json\?venue=alpha%2Cbeta&limit=1&cursor=[\w-]+>; rel="next"$/,
    )
    const seen: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: JsonPage = await getPage(
        'fund-balances.json',
        `?venue=alpha,beta&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...page.data.map((row) => `${row.venue} ${row.fund} ${row.observed_at} ${row.revision}`))
      cursor = page.next_cursor
    }
    expect(seen).toEqual([
      'alpha usdt 2026-10-31T23:59:59.999Z 0',
      'alpha btc 2026-11-18T00:00:00.000Z 0',
      'alpha usdt 2026-11-18T00:00:00.000Z 1',
      'beta usdt 2026-11-19T00:00:00.000Z 0',
    ])
  })

  test('walks buckets, and two flows of one time, once each', async () => {
    let walks = 0
    for (const [file, query, rows] of [
      ['volumes.json', '?interval=day', 3],
      ['volumes.json', '?interval=hour', 4],
      ['depth.json', '?interval=day', 1],
      ['liquidations.json', '?', 3],
      ['flows.json', '?', 2],
    ] as const) {
      const whole = (await getPage(file, `${query}&limit=100`.replace('?&', '?'))).data
      const walked: unknown[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const step: JsonPage = await getPage(
          file,
          `${query}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`.replace('?&', '?'),
        )
        walked.push(...step.data)
        cursor = step.next_cursor
      }
      expect([file, whole.length]).toEqual([file, rows])
      expect(walked).toEqual(whole)
      walks += 1
    }
    expect(walks).toBe(5)
  })

  test('gives 1,000 rows unless asked otherwise', async () => {
    const { data, next_cursor } = await getPage('figures.json', '?limit=1')
    expect([data.length, typeof next_cursor]).toEqual([1, 'string'])
    expect((await getPage('figures.json')).next_cursor).toBeNull()
  })
})

describe('what cannot be used', () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'coverage.json',
      '?frm=2026-01-01',
      'frm',
      /unknown parameter; accepted: venue, from, to, as_of, interval, limit, cursor/,
    ],
    ['coverage.csv', '?limit=5', 'limit', /unknown parameter/],
    ['fund-balances.csv', '?interval=day', 'interval', /unknown parameter/],
    ['liquidations.csv', '?interval=day', 'interval', /unknown parameter/],
    ['volumes.csv', '?interval=week', 'interval', /given "week"; accepted: day, hour, raw/],
    ['coverage.json', '?interval=week', 'interval', /given "week"; accepted: day, hour, raw/],
    ['coverage.json', '?from=2026-02-30', 'from', /given "2026-02-30"; accepted: a date/],
    ['coverage.json', '?from=2026-02-01T00:00:00', 'from', /accepted: a date .* or a UTC time/],
    ['coverage.json', '?from=1700000000', 'from', /accepted: a date/],
    ['coverage.json', '?from=2026-02-02&to=2026-02-01', 'to', /given "2026-02-01"; accepted: a time after from/],
    ['coverage.json', '?from=2026-02-02&to=2026-02-02', 'to', /a time after from/],
    ['coverage.json', '?as_of=2030-01-01', 'as_of', /not in the future/],
    ['coverage.json', '?venue=Bad%20Slug', 'venue', /1 to 50 venue slugs/],
    [
      'coverage.json',
      `?venue=${Array.from({ length: 51 }, (_, i) => `v${i}`).join(',')}`,
      'venue',
      /given 51; accepted: 1 to 50/,
    ],
    ['coverage.json', '?venue=,', 'venue', /given no slug/],
    ['coverage.json', '?venue=alpha&venue=beta', 'venue', /given 2 times; accepted: once/],
    ['coverage.json', '?limit=0', 'limit', /a whole number from 1 to 10000/],
    ['coverage.json', '?limit=10001', 'limit', /given "10001"/],
    ['coverage.json', '?limit=1e3', 'limit', /a whole number/],
    ['coverage.json', '?cursor=abc', 'cursor', /next_cursor of an answer/],
    ['coverage.json', '?__proto__=1', '__proto__', /unknown parameter/],
    ['coverage.json', "?venue=';DROP TABLE fund;--", 'venue', /venue slugs/],
  ]

  test.each(cases)('%s%s is 400 and names %s', async (file, query, path, message) => {
    const response = await get(file, query)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
    const body = await response.json()
    expect(body).toMatchObject({ type: 'about:blank', title: 'Bad request', status: 400 })
    const found = body.errors.find((error: { path: string }) => error.path === path)
    expect(found?.message).toMatch(message)
  })

  test('names every bad parameter at once', async () => {
    const body = await (await get('coverage.json', '?from=x&to=y&interval=z&nope=1')).json()
    expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual(['from', 'interval', 'nope', 'to'])
  })

  test('refuses a cursor of another question, and a forged one', async () => {
    const { next_cursor } = await getPage('figures.json', '?limit=1')
    expect((await get('figures.json', `?limit=1&venue=bitmex&cursor=${next_cursor}`)).status).toBe(400)
    expect((await get('events.json', `?cursor=${next_cursor}`)).status).toBe(400)
    const forged = JSON.parse(Buffer.from(next_cursor ?? '', 'base64url').toString())
    for (const k of [['1; drop'], ['x', 'y'], ['1', 'a\u0000b'], ['99999999999', 'x'], []]) {
      const cursor = Buffer.from(JSON.stringify({ ...forged, k })).toString('base64url')
      expect([k, (await get('figures.json', `?limit=1&cursor=${cursor}`)).status]).toEqual([k, 400])
    }
  })

  test('is 404 for an unknown venue, series or format', async () => {
    const statuses = await Promise.all(
      [
        ['coverage.csv', '?venue=alpha,nowhere'],
        ['coverage.xlsx', ''],
        ['coverage', ''],
        ['nothing.csv', ''],
        ['coverage.csv.gz', ''],
        ['__proto__.csv', ''],
        ['coverage.metadata', ''],
      ].map(async ([file = '', query = '']) => {
        const response = await get(file, query)
        return [file, response.status, response.headers.get('content-type')]
      }),
    )
    const problem = 'application/problem+json; charset=utf-8'
    expect(statuses).toEqual([
      ['coverage.csv', 404, problem],
      ['coverage.xlsx', 404, problem],
      ['coverage', 404, problem],
      ['nothing.csv', 404, problem],
      ['coverage.csv.gz', 404, problem],
      ['__proto__.csv', 404, problem],
      ['coverage.metadata', 404, problem],
    ])
  })
})

describe('HTTP', () => {
  test('opens CORS, caches for 30 s and answers 304 to the same ETag', async () => {
    let seen = 0
    for (const file of [
      'coverage.json',
      'coverage.csv',
      'coverage.ndjson',
      'events.json',
      'events.csv',
      'figures.ndjson',
    ]) {
      const first = await get(file)
      const etag = first.headers.get('etag') ?? ''
      await first.body?.cancel()
      expect(first.headers.get('access-control-allow-origin')).toBe('*')
      expect(first.headers.get('cache-control')).toBe('public, max-age=30')
      expect(etag).toMatch(/^(W\/)?"[\w-]{27}"$/)
      const second = await get(file, '', { headers: { 'if-none-match': `"other", ${etag}` } })
      expect([file, second.status, await second.text()]).toEqual([file, 304, ''])
      expect(second.headers.get('etag')).toBe(etag)
      seen += 1
    }
    expect(seen).toBe(6)
  })

  test('changes the ETag of a file when the collector wrote a row', async () => {
    const before = await get('open-interest.csv', '?venue=alpha')
    await before.body?.cancel()
    await site.db.pool.query("UPDATE source_status SET rows_written = rows_written + 1 WHERE venue = 'alpha'")
    const after = await get('open-interest.csv', '?venue=alpha')
    await after.body?.cancel()
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
  })

  test('says how to download, and what a file is', async () => {
    const csv = await route.HEAD(ask('/api/v1/fund-balances.csv', { method: 'HEAD' }), {
      params: Promise.resolve({ series: 'fund-balances.csv' }),
    })
    expect([csv.status, await csv.text()]).toEqual([200, ''])
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="coverline-fund-balances.csv"')
  })

  test('answers preflights and refuses other methods with a problem', async () => {
    const preflight = route.OPTIONS()
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
    ])
    const { DELETE, PATCH, POST, PUT } = route
    for (const [method, handler] of Object.entries({ DELETE, PATCH, POST, PUT })) {
      const response = handler(ask('/api/v1/coverage.csv', { method }))
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
      expect(await response.json()).toMatchObject({ status: 405, title: 'Method not allowed' })
    }
  })
})
