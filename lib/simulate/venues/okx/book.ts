import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import {
  defineMarket,
  definePool,
  type MarketSpec,
  makePerQuarter,
  type PoolSpec,
  type VenueBook,
} from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS, yearMonthDay } from '@/lib/simulate/world/calendar'
import { between, keyOf } from '@/lib/simulate/world/random'

const VENUE_OI_USD = 7.5e9
const USDT_FAMILIES = cryptoAssets.slice(0, 50).map((asset) => asset.symbol)
const USD_FAMILIES = ['BTC', 'ETH', 'SOL', 'XRP', 'DOGE', 'LTC', 'ADA']
const USDC_FAMILIES = ['BTC', 'ETH', 'SOL']
const DATED_FAMILIES = ['BTC-USDT', 'ETH-USDT', 'BTC-USD', 'ETH-USD']

export const OKX_PLATFORM = 'platform'

/** A power of ten of the base asset worth about 20 USD. */
function contractValue(asset: string): string {
  const exponent = Math.round(Math.log10(20 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

interface Family {
  readonly family: string
  readonly asset: string
  readonly quote: string
  /** Of the asset's open interest. */
  readonly share: number
}

function describeFamily(asset: string, quote: string, share: number): Family {
  return { family: `${asset}-${quote}`, asset, quote, share }
}

const families: readonly Family[] = [
  ...USDT_FAMILIES.map((asset) => describeFamily(asset, 'USDT', 1)),
  ...USD_FAMILIES.map((asset) => describeFamily(asset, 'USD', 0.12)),
  ...USDC_FAMILIES.map((asset) => describeFamily(asset, 'USDC', 0.02)),
]

function defineContract({ family, asset, quote, share }: Family, expiry: Date | null): MarketSpec {
  const inverse = quote === 'USD'
  return defineMarket({
    market: expiry ? `${family}-${yearMonthDay(expiry)}` : `${family}-SWAP`,
    asset,
    quote,
    settle: inverse ? asset : quote,
    expiry,
    countedIn: inverse ? 'usd' : 'contracts',
    contractSize: inverse ? (asset === 'BTC' ? '100' : '10') : contractValue(asset),
    sizeDecimals: inverse ? 0 : 2,
    oiUsd: VENUE_OI_USD * share * (expiry ? 0.05 : 1) * assetOf(asset).weight,
    maxLeverage: asset === 'BTC' || asset === 'ETH' ? 100 : 50,
    segment: expiry ? 'FUTURES' : 'SWAP',
  })
}

/** A family's pool is written down once a day at 08:00 UTC, with the changes of the day before. */
const daily = { everyMs: DAY_MS, offsetMs: 8 * HOUR_MS, decimals: 4 } as const

function definePart(
  instType: string,
  name: string,
  ccy: string,
  baseUsd: number,
  markets: readonly string[],
): PoolSpec {
  const stable = ccy.startsWith('USD')
  return definePool({
    pool: `${instType}:${name}`,
    asset: ccy,
    base: stable ? baseUsd : baseUsd / assetOf(ccy).startPrice,
    role: 'isolated',
    price: stable ? 'par' : 'index',
    markets,
    partOf: OKX_PLATFORM,
    ...daily,
  })
}

function listPools(markets: readonly MarketSpec[]): readonly PoolSpec[] {
  const of = (instType: string, family: string) =>
    markets
      .filter((spec) => spec.segment === instType && spec.market.startsWith(`${family}-`))
      .map((spec) => spec.market)
  const settleOf = ({ asset, quote }: Family) => (quote === 'USD' ? asset : quote)
  const sized = (name: string, asset: string) =>
    40e6 * assetOf(asset).weight ** 0.7 * between(keyOf(1, 'okx pool', name), 0, 0.5, 1.5)
  const swaps = families.map((entry) =>
    definePart('SWAP', entry.family, settleOf(entry), sized(entry.family, entry.asset), of('SWAP', entry.family)),
  )
  const futures = families
    .filter(({ family }) => DATED_FAMILIES.includes(family))
    .map((entry) => definePart('FUTURES', entry.family, settleOf(entry), 2.5e6, of('FUTURES', entry.family)))
  const options = ['BTC', 'ETH'].map((asset) => definePart('OPTION', `${asset}-USD`, asset, 18e6, []))
  const margin = ['USDT', 'USDC', 'BTC', 'ETH'].map((ccy) => definePart('MARGIN', ccy, ccy, 30e6, []))
  const platform = definePool({
    pool: OKX_PLATFORM,
    asset: 'USD',
    base: 736e6,
    markets: markets.map((spec) => spec.market),
    ...daily,
  })
  return [platform, ...swaps, ...futures, ...options, ...margin]
}

const listed = makePerQuarter(2, (expiries) => {
  const swaps = families.map((family) => defineContract(family, null))
  const dated = families
    .filter(({ family }) => DATED_FAMILIES.includes(family))
    .flatMap((family) => expiries.map((expiry) => defineContract(family, expiry)))
  const markets = [...swaps, ...dated]
  return { markets, pools: listPools(markets) }
})

/** BTC-USDT of BTC-USDT-SWAP. */
export function okxFamily(spec: MarketSpec): string {
  return `${spec.asset}-${spec.quote}`
}

export const okxBook: VenueBook = {
  venue: 'okx',
  markets: (at) => listed(at).markets,
  pools: (at) => listed(at).pools,
}
