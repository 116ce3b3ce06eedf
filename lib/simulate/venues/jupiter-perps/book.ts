import { definePool, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

/** One pool takes the other side of every trade; no open interest is published, so there are no markets. */
export const jlp: PoolSpec = definePool({ pool: 'jlp', asset: 'USD', decimals: 2, base: 1.1e9, markets: [] })

/** The share of the pool in each asset; they add up to one. */
export const custodies = [
  { symbol: 'SOL', pubkey: '7xS2gz2bTp3fwCC7knJvUWTEU9Tycczu6VhJYKgi1wdz', share: 0.44, decimals: 9 },
  { symbol: 'ETH', pubkey: 'AQCGyheWPLeo6Qp9WpYS9m3Qj479t7R636N9ey1rEjEn', share: 0.1, decimals: 8 },
  { symbol: 'BTC', pubkey: '5Pv3gM9JrFFH883SWAhvJC9RPYmo8UNxuFtv5bMMALkm', share: 0.13, decimals: 8 },
  { symbol: 'USDC', pubkey: 'G18jKKXQwBbrHeiK3C9MRXhkHsLHf7XgCSisykV46EZa', share: 0.33, decimals: 6 },
] as const

export const jupiterBook: VenueBook = { venue: 'jupiter-perps', markets: () => [], pools: () => [jlp] }
