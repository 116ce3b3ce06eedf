import type { Meta } from '@/lib/queries/dto/common'
import type { OverviewRow, OverviewTotals } from '@/lib/queries/dto/overview'
import { formatCount, formatRatioPercent, formatUsd } from '@/lib/render/format'
import { sitePages } from '@/lib/render/site-pages'
import { formatTime } from '@/lib/render/time'

export interface LlmsFacts {
  readonly rows: readonly OverviewRow[]
  readonly totals: OverviewTotals
  readonly meta: Meta
  readonly files: readonly { readonly name: string; readonly description: string }[]
  readonly publicUrl: string
  readonly simulated: boolean
}

function venueLine({ venue, name, latest, fundAbsence }: OverviewRow, publicUrl: string): string {
  const figure =
    latest.fundUsd === null
      ? `no fund figure: ${fundAbsence ?? latest.reason ?? 'not yet collected'}`
      : `${formatUsd(latest.fundUsd)}${latest.coverage === null ? '' : `, coverage ${formatRatioPercent(latest.coverage)}`}, ${latest.state}`
  return `- [${name}](${publicUrl}/venues/${venue}): ${figure}`
}

/** The site in one page of Markdown: what it is, its pages, its files, and every followed venue with its state. */
export function llmsText({ rows, totals, meta, files, publicUrl, simulated }: LlmsFacts): string {
  const followed = rows.filter((row) => !row.recordOnly)
  return [
    '# Coverline',
    '',
    '> The public record of crypto-exchange insurance funds: balances, the open interest they stand behind, coverage per pool, and the evidence behind every figure.',
    '',
    ...(simulated ? ['**SIMULATED: every figure here comes from a simulator, none from a venue.**', ''] : []),
    `${formatCount(totals.reporting, 'venue')} with a fund figure, ${totals.notReporting} without. Data as of ${meta.dataAsOf === null ? 'never: nothing is collected yet' : `${formatTime(meta.dataAsOf)} UTC`}.`,
    'A fund is set against the open interest of the contracts it covers, one side counted once. A missing value is a reason, never 0. A figure that is late or failing is not current.',
    '',
    '## Pages',
    '',
    ...sitePages.map(({ href, title, text }) => `- [${title}](${publicUrl}${href}): ${text}`),
    '',
    '## Data',
    '',
    `- [API description](${publicUrl}/data): parameters, columns, limits`,
    `- [OpenAPI 3.1](${publicUrl}/openapi.json): every address, parameter, field and error`,
    `- [Atom feed](${publicUrl}/feed.xml), [JSON Feed](${publicUrl}/feed.json): drawdowns, ADL, outages, changes of disclosure, restatements`,
    'Each file below also answers as .json, .ndjson, .parquet, .zip (with dictionary and checksums), .metadata.json and .readme.md, for one venue with ?venue=, as known at a moment with ?as_of=.',
    `How to cite: ${publicUrl}/cite/venue/SLUG.bib, ${publicUrl}/cite/series/NAME.bib (.ris, .json); pages and embeds take as_of= too.`,
    ...files.map(({ name, description }) => `- [${name}](${publicUrl}/api/v1/${name}.csv): ${description}`),
    '',
    '## Venues',
    '',
    ...followed.map((row) => venueLine(row, publicUrl)),
    '',
  ].join('\n')
}
