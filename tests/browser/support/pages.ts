import { readEvidenceHash } from '@/tests/browser/support/api'
import type { Sites } from '@/tests/browser/support/sites'
import { listedVenues, recordOnlyVenue } from '@/tests/browser/support/venues'

export type SiteName = keyof Sites

export interface PageUnderTest {
  /** Unique; names the test and the picture. */
  readonly name: string
  readonly site: SiteName
  /** Where the page is in `app/`. */
  readonly route: string
  readonly status: 200 | 404
  readonly heading: RegExp
  readonly path: (site: string) => string | Promise<string>
}

export const sampleEvent = '2020-03-12-bitmex-drawdown'
/** Found in the balances BitMEX published, which every site has. */
export const sampleEpisode = '2020-03-12-bitmex-xbt'

const venueHeadings: Readonly<Record<(typeof listedVenues)[number], RegExp>> = {
  bybit: /^Bybit/,
  binance: /^Binance/,
  okx: /^OKX/,
  gate: /^Gate/,
  'dydx-v4': /^dYdX/,
  hyperliquid: /^Hyperliquid/,
  deribit: /^Deribit/,
  bitmex: /^BitMEX/,
}

function page(
  name: string,
  route: string,
  heading: RegExp,
  path: string | PageUnderTest['path'],
  rest: Partial<Pick<PageUnderTest, 'site' | 'status'>> = {},
): PageUnderTest {
  return {
    name,
    route,
    heading,
    path: typeof path === 'string' ? () => path : path,
    site: 'demo',
    status: 200,
    ...rest,
  }
}

const overviewHeading = /^Exchange insurance funds/

/** Every kind of page, and of the pages that change most with what is collected also how they look without it. */
export const pagesUnderTest: readonly PageUnderTest[] = [
  page('overview', 'page.tsx', overviewHeading, '/'),
  ...listedVenues.map((venue) =>
    page(`venue-${venue}`, 'venues/[venue]/page.tsx', venueHeadings[venue], `/venues/${venue}`),
  ),
  page('venue-pools', 'venues/[venue]/pools/page.tsx', /^Bybit: all pools$/, '/venues/bybit/pools'),
  page('venue-markets', 'venues/[venue]/markets/page.tsx', /^Bybit: all markets$/, '/venues/bybit/markets'),
  page('venue-change', 'venues/[venue]/change/page.tsx', /^Bybit: what changed each fund$/, '/venues/bybit/change'),
  page('venue-figures', 'venues/[venue]/figures/page.tsx', /^BitMEX: all published figures$/, '/venues/bitmex/figures'),
  page('venue-record-only', 'venues/[venue]/page.tsx', /^FTX/, `/venues/${recordOnlyVenue}`),
  page('compare-empty', 'compare/page.tsx', /^Compare funds$/, '/compare'),
  page('compare', 'compare/page.tsx', /: funds compared$/, '/compare?v=bybit,binance,okx'),
  page('stress', 'stress/page.tsx', /^Stress lab$/, '/stress?v=bybit'),
  page('coins', 'coins/page.tsx', /^Coins/, '/coins'),
  page('coin-btc', 'coins/[coin]/page.tsx', /^BTC: /, '/coins/BTC'),
  page('adl', 'adl/page.tsx', /^ADL monitor/, '/adl'),
  page('events', 'events/page.tsx', /^Events/, '/events'),
  page('event', 'events/[event]/page.tsx', /BitMEX/, `/events/${sampleEvent}`),
  page('episode', 'events/[event]/page.tsx', /fall of|outflow/, `/events/${sampleEpisode}`),
  page('methodology', 'methodology/page.tsx', /^Methodology/, '/methodology'),
  page('status', 'status/page.tsx', /^Status/, '/status'),
  page(
    'evidence',
    'evidence/[sha256]/page.tsx',
    /^[0-9a-f]{64}$/,
    async (site) => `/evidence/${await readEvidenceHash(site, 'bybit')}`,
  ),
  page('data', 'data/page.tsx', /^Data/, '/data'),
  page('data-api', 'data/api/page.tsx', /^API/, '/data/api'),
  page('disclosure', 'disclosure/page.tsx', /^Disclosure/, '/disclosure'),
  page('corrections', 'corrections/page.tsx', /^Corrections/, '/corrections'),
  page(
    'corrections-report',
    'corrections/report/page.tsx',
    /^Report an error$/,
    '/corrections/report?record=venues/bybit&wrong=The+name',
  ),
  page('search', 'search/page.tsx', /^Search$/, '/search?q=bybit'),
  page('not-found', 'not-found.tsx', /^There is no such page$/, '/venues/no-such-venue', { status: 404 }),
  page(
    'evidence-not-found',
    'evidence/[sha256]/not-found.tsx',
    /^No answer with this hash$/,
    `/evidence/${'0'.repeat(64)}`,
    { status: 404 },
  ),
  page('offline-overview', 'page.tsx', overviewHeading, '/', { site: 'offline' }),
  page('offline-venue', 'venues/[venue]/page.tsx', /^Bybit/, '/venues/bybit', { site: 'offline' }),
  page('offline-pools', 'venues/[venue]/pools/page.tsx', /^Bybit: all pools$/, '/venues/bybit/pools', {
    site: 'offline',
  }),
  page('offline-compare', 'compare/page.tsx', /: funds compared$/, '/compare?v=bybit,binance,okx', { site: 'offline' }),
  page('offline-stress', 'stress/page.tsx', /^Stress lab$/, '/stress', { site: 'offline' }),
  page('offline-status', 'status/page.tsx', /^Status/, '/status', { site: 'offline' }),
]
