import { type Responder, respond } from '@/lib/simulate/responder'
import { dydxBook } from '@/lib/simulate/venues/dydx-v4/book'
import { answerChain, chainError } from '@/lib/simulate/venues/dydx-v4/chain'
import { answerIndexer } from '@/lib/simulate/venues/dydx-v4/indexer'

const INDEXER = 'indexer.dydx.trade'
const errors = (status: number, msg: string) => respond(status, { errors: [{ msg }] })

/** dYdX Chain: the chain's REST server and the indexer. https://docs.dydx.xyz/indexer-client/http */
export default {
  venue: 'dydx-v4',
  hosts: ['dydx-ops-rest.kingnodes.com', INDEXER],
  book: dydxBook,
  handle: ({ host, path, query }, view) =>
    host === INDEXER ? answerIndexer(path, query, view) : answerChain(path, query, view),
  refusals: ({ host }) =>
    host === INDEXER
      ? {
          notFound: errors(404, 'Not Found'),
          rateLimited: errors(429, 'Too many requests'),
          region: errors(403, 'Because you appear to be a resident of a restricted region, access is not available.'),
          server: errors(500, 'Internal Server Error'),
          envelope: errors(200, 'Internal Server Error'),
          // Its rate limiter counts in milliseconds.
          retryAfter: 'ms',
        }
      : {
          notFound: chainError(501, 12, 'Not Implemented'),
          rateLimited: chainError(429, 8, 'rate limited'),
          region: chainError(403, 7, 'forbidden'),
          server: chainError(500, 13, 'internal error'),
          envelope: chainError(200, 13, 'internal error'),
          retryAfter: 's',
        },
} satisfies Responder
