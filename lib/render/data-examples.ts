interface Example {
  readonly title: string
  readonly code: string
}

/** Short programs that read a series, in the tools people use. */
export function examplesFor(publicUrl: string): readonly Example[] {
  const url = `${publicUrl}/api/v1/coverage.csv?venue=bybit,okx&interval=day`
  return [
    {
      title: 'curl',
      code: `curl -s '${url}' > coverage.csv\ncurl -s '${publicUrl}/api/v1/venues/bybit'`,
    },
    {
      title: 'pandas',
      code: [
        'import pandas as pd',
        '',
        'coverage = pd.read_csv(',
        `    "${url}",`,
        '    parse_dates=["bucket_start"],',
        '    dtype={"fund_usd": "string", "oi_usd": "string"},  # keeps every digit',
        ')',
        'total = coverage[coverage["fund"] == "total"]',
        'total.pivot(index="bucket_start", columns="venue", values="coverage")',
      ].join('\n'),
    },
    {
      title: 'DuckDB',
      code: [
        'SELECT venue, bucket_start, coverage, reason',
        `FROM read_csv('${url}')`,
        "WHERE fund = 'total'",
        'ORDER BY bucket_start, venue;',
      ].join('\n'),
    },
    {
      title: 'R',
      code: [
        `coverage <- read.csv("${url}", na.strings = "")`,
        'coverage$bucket_start <- as.POSIXct(coverage$bucket_start, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")',
        'subset(coverage, fund == "total", c(venue, bucket_start, coverage, reason))',
      ].join('\n'),
    },
  ]
}
