export interface SitePage {
  readonly href: string
  readonly title: string
  /** What a reader finds there. */
  readonly text: string
}

/** The pages that are not about one venue or event, as the sitemap and the search list them. */
export const sitePages: readonly SitePage[] = [
  { href: '/', title: 'Venues', text: 'overview of all insurance funds, coverage, open interest, exhaustion move' },
  { href: '/compare', title: 'Compare', text: 'two to six venues side by side' },
  {
    href: '/stress',
    title: 'Stress lab',
    text: 'what a sudden move does to a fund or a pool, who pays, what goes to ADL',
  },
  { href: '/coins', title: 'Coins', text: 'which pool stands behind a BTC or ETH contract on each venue, by coin' },
  { href: '/adl', title: 'ADL monitor', text: 'every public signal of auto-deleveraging now, levels, history' },
  { href: '/events', title: 'Events', text: 'drawdowns, ADL and losses on record, with sources' },
  {
    href: '/disclosure',
    title: 'Disclosure',
    text: 'what venues let the public check, stages, transparency marks, changes',
  },
  { href: '/data', title: 'Data', text: 'downloads, CSV, API, dictionary' },
  {
    href: '/data/api',
    title: 'API',
    text: 'every address, parameter, field and error, OpenAPI, rate limits, examples',
  },
  { href: '/methodology', title: 'Methodology', text: 'how figures are made, formulas, definitions' },
  {
    href: '/corrections',
    title: 'Corrections',
    text: 'corrected figures, restatements, replies of venues, how to report an error',
  },
  { href: '/status', title: 'Status', text: 'sources and their state, errors, rejected rows' },
]
