import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { moduleAddress } from '@/lib/simulate/venues/dydx-v4/book'
import { type Asking, digits, startAsking } from './ask'

let asking: Asking
beforeAll(async () => {
  asking = await startAsking()
})
afterAll(() => asking.simulator.close())

describe('dydx-v4', () => {
  const chain = 'dydx-ops-rest.kingnodes.com'
  const indexer = 'indexer.dydx.trade/v4'
  const balances = z.object({
    balances: z.array(z.strictObject({ denom: z.string(), amount: z.string().regex(/^\d+$/) })),
    pagination: z.object({ next_key: z.string().nullable(), total: z.string() }),
  })
  const balanceAt = (name: string) => `${chain}/cosmos/bank/v1beta1/balances/${moduleAddress(name)}`

  // The two vectors are those of the chain's own repository (protocol/cmd/dydxprotocold/cmd/root_test.go).
  test('derives the addresses of module accounts', () => {
    expect(moduleAddress('insurance_fund')).toBe('dydx1c7ptc87hkd54e3r7zjy92q29xkq7t79w64slrq')
    expect(moduleAddress('insurance_fund:37')).toBe('dydx10mlrxmaquwjwsj59ywp8xttc8rfxn9jfvzswtn')
  })

  test('holds the shared fund with dust of another coin, and nothing where there is no fund', async () => {
    const shared = await asking.read(balances, balanceAt('insurance_fund'))
    expect(shared.balances.map(({ denom }) => denom.slice(0, 5)).sort()).toEqual(['adydx', 'ibc/8'])
    const stranger = await asking.read(balances, balanceAt('insurance_fund:0'))
    expect(stranger.balances).toEqual([])
  })

  test('names perpetuals by an id that is not the number of the order book', async () => {
    const perpetual = z.object({
      params: z.object({ id: z.int(), ticker: z.string(), atomic_resolution: z.int(), liquidity_tier: z.int() }),
      open_interest: z.string().regex(/^\d+$/),
    })
    const markets = z.object({
      markets: z.record(
        z.string(),
        z.object({
          clobPairId: digits,
          openInterest: digits,
          baseOpenInterest: digits,
          oraclePrice: digits,
          marketType: z.enum(['CROSS', 'ISOLATED']),
          status: z.enum(['ACTIVE', 'FINAL_SETTLEMENT']),
          atomicResolution: z.int(),
        }),
      ),
    })
    const { perpetual: first } = await asking.read(
      z.object({ perpetual: z.array(perpetual) }),
      `${chain}/dydxprotocol/perpetuals/perpetual`,
    )
    const { markets: listed } = await asking.read(markets, `${indexer}/perpetualMarkets`)
    const rows = Object.values(listed)
    expect(rows.filter(({ status, marketType }) => status === 'ACTIVE' && marketType === 'CROSS')).toHaveLength(50)
    expect(rows.filter(({ marketType }) => marketType === 'ISOLATED')).toHaveLength(4)
    let different = 0
    for (const { params, open_interest } of first) {
      const market = listed[params.ticker]
      if (market?.clobPairId !== String(params.id)) different += 1
      expect(Number(open_interest) * 10 ** params.atomic_resolution).toBeCloseTo(Number(market?.openInterest), 3)
    }
    expect(first.length).toBe(100)
    expect(different).toBeGreaterThan(50)
  })

  test('says that withdrawals are open on a calm day, and gives tiers, trades and candles', async () => {
    expect(await asking.json(`${chain}/dydxprotocol/subaccounts/withdrawals_and_transfers_blocked_info/0`)).toEqual({
      negative_tnc_subaccount_seen_at_block: 0,
      chain_outage_seen_at_block: 0,
      withdrawals_and_transfers_unblocked_at_block: 0,
    })
    const tiers = z.object({
      liquidity_tiers: z.array(z.object({ initial_margin_ppm: z.int(), open_interest_upper_cap: digits })),
    })
    expect((await asking.read(tiers, `${chain}/dydxprotocol/perpetuals/liquidity_tiers`)).liquidity_tiers).toHaveLength(
      4,
    )
    const trades = z.object({
      trades: z.array(z.object({ type: z.enum(['LIMIT', 'LIQUIDATED']), createdAt: z.iso.datetime() })),
    })
    expect((await asking.read(trades, `${indexer}/trades/perpetualMarket/BTC-USD?limit=40`)).trades).toHaveLength(40)
    const candles = z.object({
      candles: z.array(z.object({ startedAt: z.iso.datetime(), startingOpenInterest: digits })),
    })
    const address = `${indexer}/candles/perpetualMarkets/BTC-USD?resolution=1DAY&fromISO=2026-11-01T00:00:00Z&toISO=2026-11-11T00:00:00Z`
    const { candles: days } = await asking.read(candles, address)
    expect(days).toHaveLength(10)
    expect(days[0]?.startedAt).toBe('2026-11-10T00:00:00.000Z')
  })
})

describe('hyperliquid', () => {
  const info = 'api.hyperliquid.xyz/info'
  const decimal = z.string().regex(/^-?\d+\.\d+$/)
  const meta = z.object({
    universe: z.array(z.object({ name: z.string(), maxLeverage: z.int(), isDelisted: z.boolean().optional() })),
    collateralToken: z.int(),
  })
  const context = z.object({ openInterest: decimal, markPx: decimal, oraclePx: decimal, midPx: decimal.nullable() })
  const contexts = z.tuple([meta, z.array(context)])
  const history = z.object({ accountValueHistory: z.array(z.tuple([z.int(), decimal])), vlm: z.string() })
  const HLP = '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303'

  test('aligns the universe and the contexts of each dex', async () => {
    const dexs = await asking.read(z.array(z.object({ name: z.string() }).nullable()), info, { type: 'perpDexs' })
    expect(dexs[0]).toBeNull()
    const names = dexs.flatMap((dex) => (dex ? [dex.name] : []))
    const [main, ...others] = await Promise.all(
      [undefined, ...names].map((dex) => asking.read(contexts, info, { type: 'metaAndAssetCtxs', dex })),
    )
    expect(main?.[0].universe).toHaveLength(70)
    expect(main?.[1]).toHaveLength(70)
    expect(main?.[0].universe.filter(({ isDelisted }) => isDelisted)).toHaveLength(3)
    for (const [dexMeta, rows] of others) expect(rows).toHaveLength(dexMeta.universe.length)
    expect(others.map(([dexMeta]) => dexMeta.collateralToken)).toEqual([0, 235])
    const tokens = z.object({ tokens: z.array(z.object({ name: z.string(), index: z.int() })) })
    const { tokens: listed } = await asking.read(tokens, info, { type: 'spotMeta' })
    expect(listed.find(({ index }) => index === 235)?.name).toBe('USDE')
  })

  test('shows HLP as the sum of its seven children', async () => {
    const vault = z.object({
      portfolio: z.array(z.tuple([z.string(), history])),
      relationship: z.object({ type: z.string(), data: z.object({ childAddresses: z.array(z.string()) }).optional() }),
      maxDistributable: z.number(),
      apr: z.number(),
    })
    const parent = await asking.read(vault, info, { type: 'vaultDetails', vaultAddress: HLP })
    const children = parent.relationship.data?.childAddresses ?? []
    expect(children).toHaveLength(7)
    expect(parent.portfolio.map(([period]) => period)).toContain('perpAllTime')
    const state = z.object({ marginSummary: z.object({ accountValue: decimal }), withdrawable: decimal, time: z.int() })
    const states = await Promise.all(
      children.map((user) => asking.read(state, info, { type: 'clearinghouseState', user })),
    )
    const sum = states.reduce((total, { marginSummary }) => total + Number(marginSummary.accountValue), 0)
    const day = parent.portfolio.find(([period]) => period === 'day')?.[1].accountValueHistory
    expect(Number(day?.at(-1)?.[1])).toBeCloseTo(sum, 4)
    const own = await asking.read(vault, info, { type: 'vaultDetails', vaultAddress: children[0] })
    expect(own.relationship.type).toBe('child')
    const portfolio = z.array(z.tuple([z.string(), history]))
    expect(await asking.read(portfolio, info, { type: 'portfolio', user: HLP })).toHaveLength(8)
  })

  test('adds a book up to as many figures as asked, 20 levels a side', async () => {
    const level = z.object({ px: decimal, sz: decimal, n: z.int() })
    const book = z.object({ coin: z.literal('BTC'), time: z.int(), levels: z.tuple([z.array(level), z.array(level)]) })
    const reach = async (nSigFigs?: number) => {
      const { levels } = await asking.read(book, info, { type: 'l2Book', coin: 'BTC', nSigFigs })
      const [bids, asks] = levels
      expect(Math.max(bids.length, asks.length)).toBeLessThanOrEqual(20)
      expect(Number(bids[0]?.px)).toBeLessThan(Number(asks[0]?.px))
      return Number(bids[0]?.px) - Number(bids.at(-1)?.px)
    }
    expect(await reach(3)).toBeGreaterThan(await reach())
  })

  test('has no takeovers on a calm day', async () => {
    const user = '0x2e3d94f0562703b25c83308a05046ddaf9a8dd14'
    expect(await asking.json(info, { type: 'userFillsByTime', user, startTime: 1_795_000_000_000 })).toEqual([])
    expect(await asking.json(info, { type: 'perpsAtOpenInterestCap' })).toEqual([])
  })
})
