import { type Decimal, dec } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond, respondInText } from '@/lib/simulate/responder'
import { custodies, jlp, jupiterBook } from '@/lib/simulate/venues/jupiter-perps/book'
import type { VenueView } from '@/lib/simulate/view'

/** Raw figures are millionths of a dollar. */
const raw = (usd: Decimal) => usd.times(1_000_000).toFixed(0)
const SUPPLY = 250_000_000

function formatted(usd: Decimal): string {
  const [whole = '', cents = ''] = usd.toFixed(2).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

function custodyRow(view: VenueView, value: Decimal, custody: (typeof custodies)[number]) {
  const usd = value.times(custody.share)
  const price = custody.symbol === 'USDC' ? dec(1) : dec(view.index(custody.symbol))
  const owned = usd.div(price).times(10 ** custody.decimals)
  const used = 0.1 + 0.4 * view.roll(`used ${custody.symbol}`, Math.floor(view.at.getTime() / 3_600_000))
  return {
    pubkey: custody.pubkey,
    symbol: custody.symbol,
    aumUsd: raw(usd),
    aumUsdFormatted: formatted(usd),
    aumTokenAmount: owned.toFixed(0),
    utilizationPct: (100 * used).toFixed(2),
    currentWeightagePct: (100 * custody.share).toFixed(2),
    targetWeightagePct: (100 * custody.share).toFixed(2),
    owned: owned.toFixed(0),
    locked: owned.times(used).toFixed(0),
    guaranteedUsd: raw(usd.times('0.1')),
    globalShortSizes: raw(usd.times('0.05')),
    globalShortAveragePrice: raw(price),
    shortPnlDelta: raw(usd.times('0.001')),
    shortTradersHasProfit: false,
  }
}

function answerPool(view: VenueView): Reply {
  const value = view.servePool(jlp).units
  const price = value.div(SUPPLY)
  const body = {
    aumUsd: raw(value),
    aumUsdFormatted: formatted(value),
    aumLimitUsd: raw(dec(5e9)),
    jlpPriceUsd: raw(price),
    jlpPriceUsdFormatted: price.toFixed(4),
    jlpTotalSupply: raw(dec(SUPPLY)),
    jlpTotalSupplyFormatted: formatted(dec(SUPPLY)),
    jlpAprLastUpdatedTimestamp: String(Math.floor(view.at.getTime() / 1000)),
    custodies: custodies.map((custody) => custodyRow(view, value, custody)),
  }
  return answer(body, { rows: [['custodies']], fields: ['aumUsdFormatted'] })
}

/** Jupiter perpetuals. https://dev.jup.ag/docs/perps */
export default {
  venue: 'jupiter-perps',
  hosts: ['perps-api.jup.ag'],
  book: jupiterBook,
  handle: ({ path }, view) => (path === '/v1/jlp-info' ? answerPool(view) : null),
  refusals: () => ({
    notFound: respondInText(404, 'Not Found'),
    rateLimited: respondInText(429, 'Too Many Requests'),
    region: respondInText(403, 'Forbidden'),
    server: respondInText(500, 'Internal Server Error'),
    // It is not known to report errors with HTTP 200.
    envelope: respond(500, { message: 'Internal Server Error' }),
    retryAfter: 's',
  }),
} satisfies Responder
