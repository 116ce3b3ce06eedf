import { type Reply, type Responder, respond, respondInText } from '@/lib/simulate/responder'
import { hyperliquidBook } from '@/lib/simulate/venues/hyperliquid/book'
import { answerFills } from '@/lib/simulate/venues/hyperliquid/fills'
import {
  answerBook,
  answerCapped,
  answerContexts,
  answerDexes,
  answerMeta,
  answerSpotMeta,
} from '@/lib/simulate/venues/hyperliquid/markets'
import { answerPortfolio, answerState, answerVault, readAddress } from '@/lib/simulate/venues/hyperliquid/vaults'
import type { VenueView } from '@/lib/simulate/view'

const unreadable = (): Reply => respondInText(422, 'Failed to deserialize the JSON body into the target type')
const nothing = (): Reply => respond(200, null)

function forAddress(value: unknown, make: (address: string) => Reply | null): Reply {
  const address = readAddress(value)
  return address === null ? unreadable() : (make(address) ?? nothing())
}

function answerInfo(body: unknown, view: VenueView): Reply {
  if (typeof body !== 'object' || body === null) return unreadable()
  const fields: Readonly<Record<string, unknown>> = { ...body }
  switch (fields.type) {
    case 'vaultDetails':
      return forAddress(fields.vaultAddress, (address) => answerVault(address, view))
    case 'clearinghouseState':
      return forAddress(fields.user, (address) => answerState(address, view))
    case 'portfolio':
      return forAddress(fields.user, (address) => answerPortfolio(address, view))
    case 'userFillsByTime':
      if (typeof fields.startTime !== 'number') return unreadable()
      return forAddress(fields.user, (address) => answerFills(address, fields, view))
    case 'metaAndAssetCtxs':
      return answerContexts(fields, view) ?? nothing()
    case 'l2Book':
      return answerBook(fields, view) ?? nothing()
    case 'meta':
      return answerMeta(fields, view) ?? nothing()
    case 'perpDexs':
      return answerDexes()
    case 'spotMeta':
      return answerSpotMeta()
    case 'perpsAtOpenInterestCap':
      return answerCapped(view)
    default:
      return unreadable()
  }
}

/** HyperCore. https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint */
export default {
  venue: 'hyperliquid',
  hosts: ['api.hyperliquid.xyz'],
  book: hyperliquidBook,
  handle({ method, path, body }, view) {
    if (path !== '/info') return null
    return method === 'POST' ? answerInfo(body, view) : respondInText(405, 'Method Not Allowed')
  },
  refusals: () => ({
    notFound: respondInText(404, ''),
    rateLimited: respond(429, null),
    region: respondInText(403, 'Forbidden'),
    server: respondInText(500, 'Internal Server Error'),
    // A bare null with HTTP 200 is how it says that it has nothing to say.
    envelope: respond(200, null),
    retryAfter: 's',
  }),
} satisfies Responder
