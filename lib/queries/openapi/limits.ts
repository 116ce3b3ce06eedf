/** The limits of the site per client address: as documented, and as `app/_http/rate-limit` keeps them. */
export const LIMITS = {
  reads: { name: 'reads', quota: 1200, windowS: 60, what: 'pages, JSON, feeds, HEAD and OPTIONS' },
  downloads: {
    name: 'downloads',
    quota: 120,
    windowS: 60,
    what: 'CSV, NDJSON, Parquet and ZIP files, archived bytes, and POST',
  },
} as const

export type LimitName = keyof typeof LIMITS
