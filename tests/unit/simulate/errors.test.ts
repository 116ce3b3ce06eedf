import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asking, startAsking } from './ask'

let asking: Asking
beforeAll(async () => {
  asking = await startAsking()
})
afterAll(() => asking.simulator.close())

const bybit = 'api.bybit.com/v5/market'
const okx = 'www.okx.com/api/v5/public'
const gate = 'api.gateio.ws/api/v4/futures'
const chain = 'dydx-ops-rest.kingnodes.com'
const deribit = 'www.deribit.com/api/v2/public'

/** Each venue refuses in its own words: address, HTTP status, part of the body. */
const refusals: readonly (readonly [string, number, object])[] = [
  [`${bybit}/tickers`, 200, { retCode: 10001 }],
  [`${bybit}/tickers?category=linear&symbol=NOPE`, 200, { retCode: 10001 }],
  [`${bybit}/instruments-info?category=linear&limit=1001`, 200, { retCode: 10001 }],
  [`${bybit}/open-interest?category=linear&symbol=BTCUSDT&intervalTime=2h`, 200, { retCode: 10001 }],
  [`${bybit}/nothing`, 404, { retCode: 10017 }],
  ['fapi.binance.com/fapi/v1/openInterest?symbol=NOPE', 400, { code: -1121, msg: 'Invalid symbol.' }],
  ['fapi.binance.com/fapi/v1/openInterest', 400, { code: -1102 }],
  ['fapi.binance.com/fapi/v1/openInterest?symbol=SUSHIUSDT', 400, { code: -4108 }],
  ['fapi.binance.com/fapi/v1/nothing', 404, { code: -5000 }],
  [`${okx}/insurance-fund`, 400, { code: '50014' }],
  [`${okx}/insurance-fund?instType=SWAP`, 400, { code: '50014', msg: 'Parameter instFamily cannot be empty.' }],
  [`${okx}/insurance-fund?instType=SWAP&instFamily=NOPE-USDT`, 200, { code: '51001', data: [] }],
  [`${okx}/open-interest?instType=SWAP&instId=NOPE`, 200, { code: '51001' }],
  [`${okx}/nothing`, 404, { code: '404' }],
  [`${gate}/usdt/tickers?contract=NOPE_USDT`, 400, { label: 'CONTRACT_NOT_FOUND' }],
  [`${gate}/usdt/contracts?limit=0`, 400, { label: 'INVALID_PARAM_VALUE' }],
  [`${gate}/eur/contracts`, 404, { label: 'NOT_FOUND' }],
  ['indexer.dydx.trade/v4/perpetualMarkets?ticker=NOPE-USD', 400, { errors: [{ param: 'ticker' }] }],
  ['indexer.dydx.trade/v4/perpetualMarkets?ticker=BTC-USD&market=BTC-USD', 400, { errors: [{ param: 'market' }] }],
  [`${chain}/cosmos/bank/v1beta1/balances/dydx1nope`, 400, { code: 3, details: [] }],
  [`${chain}/dydxprotocol/nothing`, 501, { code: 12 }],
  [`${deribit}/get_book_summary_by_currency?currency=DOGE`, 400, { error: { code: -32602 } }],
  [`${deribit}/get_insurance_fund`, 404, { error: { code: -32601 } }],
  ['unknown.example/path', 502, { error: 'no simulated host "unknown.example"' }],
]

test.each(refusals)('%s is refused with %i', async (address, status, body) => {
  const response = await asking.fetch(address)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject(body)
  expect(response.headers.get('x-coverline-simulated')).toBe('1')
})

test('hyperliquid refuses in plain text, and knows nothing of a stranger vault', async () => {
  const info = 'api.hyperliquid.xyz/info'
  const stranger = `0x${'1'.repeat(40)}`
  for (const body of [{ type: 'nope' }, { type: 'vaultDetails' }, { type: 'vaultDetails', vaultAddress: '0x1' }, 7]) {
    const response = await asking.fetch(info, body)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Failed to deserialize')
  }
  expect(await asking.json(info, { type: 'vaultDetails', vaultAddress: stranger })).toBeNull()
  expect(await asking.json(info, { type: 'metaAndAssetCtxs', dex: 'nope' })).toBeNull()
  expect(await asking.json(info, { type: 'clearinghouseState', user: stranger })).toMatchObject({
    marginSummary: { accountValue: '0.0' },
  })
})

test('a body that is not JSON or too large is refused, and the simulator lives on', async () => {
  const url = `${asking.simulator.url}/api.hyperliquid.xyz/info`
  expect((await fetch(url, { method: 'POST', body: '{"type":' })).status).toBe(422)
  expect((await fetch(url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413)
  expect((await asking.fetch('api.bybit.com/v5/market/insurance')).status).toBe(200)
})
