import { quarterlyExpiries } from '@/lib/simulate/world/calendar'

/** What a venue counts its open interest in. */
export type CountedIn =
  /** base units */
  | 'base'
  /** contracts of a fixed amount of the base asset */
  | 'contracts'
  /** contracts of a fixed amount of USD, margined in the base asset */
  | 'usd'

export interface MarketSpec {
  readonly market: string
  readonly asset: string
  /** Units of the asset in one base unit, for contracts such as 1000PEPE. */
  readonly scale: number
  /** Name of the base as the venue writes it. */
  readonly base: string
  readonly quote: string
  readonly settle: string
  readonly kind: 'perpetual' | 'future'
  readonly expiry: Date | null
  readonly countedIn: CountedIn
  /** Base units, or USD when counted in USD, of one contract; "1" when counted in base units. */
  readonly contractSize: string
  /** Digits after the point of the counted amount. */
  readonly sizeDecimals: number
  /** Open interest of one side around which the market moves, at starting prices. */
  readonly oiUsd: number
  readonly maxLeverage: number
  /** False where the oracle price is also the mark price. */
  readonly ownMark: boolean
  /** A market that is not listed has no open interest. */
  readonly listed: boolean
  /** The venue's own division: category, instrument type, settlement currency, dex. */
  readonly segment: string
}

/** How the USD value of a balance is known: at par, at the venue's index now, as the venue publishes it, not at all. */
export type PoolPrice = 'par' | 'index' | 'published' | 'none'

export interface PoolSpec {
  readonly pool: string
  readonly asset: string
  readonly decimals: number
  /** Units at the beginning of 2025. */
  readonly base: number
  /** Main funds are barely drawn, isolated ones may be emptied, a vault moves with its children. */
  readonly role: 'main' | 'isolated' | 'liquidator'
  /** The venue writes the balance down this often, on a grid moved by `offsetMs`. */
  readonly everyMs: number
  readonly offsetMs: number
  readonly price: PoolPrice
  readonly markets: readonly string[]
  readonly mayBeNegative: boolean
  /** A component of another pool, never summed again. */
  readonly partOf: string | null
  /** A pool that is the sum of these. */
  readonly sumOf: readonly PoolSpec[]
}

/** What a venue lists. Dated contracts come and go, so both depend on the time. */
export interface VenueBook {
  readonly venue: string
  markets(at: Date): readonly MarketSpec[]
  pools(at: Date): readonly PoolSpec[]
}

type Needed<T, K extends keyof T> = Pick<T, K> & Partial<T>

/** A market counted in base units, perpetual, linear in USDT, unless said otherwise. */
export function defineMarket(
  spec: Needed<MarketSpec, 'market' | 'asset' | 'oiUsd' | 'maxLeverage' | 'segment'>,
): MarketSpec {
  return {
    scale: 1,
    base: spec.asset,
    quote: 'USDT',
    settle: 'USDT',
    kind: spec.expiry ? 'future' : 'perpetual',
    expiry: null,
    countedIn: 'base',
    contractSize: '1',
    sizeDecimals: 2,
    ownMark: true,
    listed: true,
    ...spec,
  }
}

/** A pool of a stablecoin at par, written down every minute, unless said otherwise. */
export function definePool(spec: Needed<PoolSpec, 'pool' | 'asset' | 'base' | 'markets'>): PoolSpec {
  return {
    decimals: 8,
    role: 'main',
    everyMs: 60_000,
    offsetMs: 0,
    price: 'par',
    mayBeNegative: false,
    partOf: null,
    sumOf: [],
    ...spec,
  }
}

/** Makes what depends on the next quarterly expiries, again only when one of them has passed. */
export function makePerQuarter<T>(count: number, make: (expiries: readonly Date[]) => T): (at: Date) => T {
  let kept: { readonly key: string; readonly value: T } | null = null
  return (at) => {
    const expiries = quarterlyExpiries(at, count)
    const key = expiries.map((expiry) => expiry.getTime()).join()
    if (kept?.key !== key) kept = { key, value: make(expiries) }
    return kept.value
  }
}
