import { dec } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond, respondInText } from '@/lib/simulate/responder'
import { CHAINS, type Chain, gmxBook, type Listing, listings } from '@/lib/simulate/venues/gmx-v2/book'
import type { VenueView } from '@/lib/simulate/view'

const SCALE = dec(10).pow(30)
const INDEX_HOST = 'gmx.squids.live'
const SWAP_ONLY = '0x9c2433dfd71096c435be9465220bb2b189375ea7'

const big = (usd: { times(factor: typeof SCALE): typeof SCALE }) => usd.times(SCALE).toFixed(0)

function answerInfo(chain: Chain): Reply {
  const rows = listings
    .filter((listing) => listing.chain === chain)
    .map(({ address, name, spec }) => ({
      marketTokenAddress: address,
      name,
      isDisabled: !spec.listed,
      isSpotOnly: false,
      minCollateralFactor: factorOf(spec.maxLeverage),
    }))
  const swap = { marketTokenAddress: SWAP_ONLY, name: 'SWAP-ONLY [USDC-USDC.e]', isDisabled: false, isSpotOnly: true }
  return answer([...rows, swap], { fields: ['marketTokenAddress', 'name'] })
}

const factorOf = (maxLeverage: number) => SCALE.div(maxLeverage).toFixed(0)

/** Longs are a share of the whole that differs between markets. */
function sidesOf(view: VenueView, { spec, address }: Listing) {
  const { usd } = view.serveMarket(spec)
  const whole = dec(usd.toFixed(12))
  const long = dec(whole.times(0.35 + 0.3 * view.roll(`long ${address}`, 0)).toFixed(12))
  return { long, short: whole.minus(long) }
}

function rowOf(view: VenueView, listing: Listing, fields: ReadonlySet<string>): Readonly<Record<string, string>> {
  const row: Record<string, string> = { marketTokenAddress: listing.address }
  if (fields.has('poolValue')) row.poolValue = big(view.servePool(listing.pool).units)
  if (fields.has('minCollateralFactor')) row.minCollateralFactor = factorOf(listing.spec.maxLeverage)
  if (fields.has('longOpenInterestUsd') && fields.has('shortOpenInterestUsd')) {
    const { long, short } = sidesOf(view, listing)
    row.longOpenInterestUsd = big(long)
    row.shortOpenInterestUsd = big(short)
  }
  return row
}

/** GraphQL gives the fields asked for and nothing else. */
function answerIndex(chain: Chain, body: unknown, view: VenueView): Reply {
  const query = typeof body === 'object' && body !== null && 'query' in body ? String(body.query) : ''
  const asked = /marketInfos\([^)]*\)\s*\{([^}]*)\}/.exec(query)?.[1]
  if (asked === undefined) return respond(400, { errors: [{ message: 'Syntax Error: Unexpected <EOF>.' }] })
  const fields = new Set(asked.trim().split(/\s+/))
  const rows = listings
    .filter((listing) => listing.chain === chain && listing.spec.listed)
    .map((listing) => rowOf(view, listing, fields))
  return answer(
    { data: { marketInfos: rows } },
    { rows: [['data', 'marketInfos']], fields: fields.has('poolValue') ? ['poolValue'] : ['longOpenInterestUsd'] },
  )
}

/** GMX: the REST names of three chains and the index of their contracts. https://docs.gmx.io */
export default {
  venue: 'gmx-v2',
  hosts: [...CHAINS.map((chain) => `${chain}.gmxapi.io`), INDEX_HOST],
  book: gmxBook,
  handle({ method, host, path, body }, view) {
    if (host === INDEX_HOST) {
      const chain = CHAINS.find((name) => path === `/gmx-synthetics-${name}:prod/api/graphql`)
      return chain && method === 'POST' ? answerIndex(chain, body, view) : null
    }
    const chain = CHAINS.find((name) => host === `${name}.gmxapi.io`)
    return chain && path === '/v1/markets/info' ? answerInfo(chain) : null
  },
  refusals: () => ({
    notFound: respondInText(404, 'Not Found'),
    rateLimited: respondInText(429, 'Too Many Requests'),
    region: respondInText(403, 'Forbidden'),
    server: respondInText(500, 'Internal Server Error'),
    envelope: respond(200, { errors: [{ message: 'internal server error' }] }),
    retryAfter: 's',
  }),
} satisfies Responder
