import type { OverviewRow } from '@/lib/queries/dto/overview'

/** A node of schema.org data. */
export type JsonLd = Readonly<Record<string, unknown>>

/** What researchers' search engines are told of each file of a venue. */
const FILES: readonly { readonly series: string; readonly title: string }[] = [
  { series: 'coverage', title: 'Coverage' },
  { series: 'fund-balances', title: 'Fund balances' },
  { series: 'open-interest', title: 'Open interest' },
  { series: 'adl', title: 'ADL signals' },
]
const FORMATS: readonly { readonly suffix: string; readonly type: string }[] = [
  { suffix: 'csv', type: 'text/csv' },
  { suffix: 'ndjson', type: 'application/x-ndjson' },
  { suffix: 'json', type: 'application/json' },
  { suffix: 'parquet', type: 'application/vnd.apache.parquet' },
  { suffix: 'zip', type: 'application/zip' },
]
const VARIABLES: readonly (readonly [string, string])[] = [
  ['fund balance', 'units of the asset, and US dollars'],
  ['open interest, one side', 'US dollars'],
  ['coverage: fund over the open interest it stands behind', 'ratio'],
  ['instant price fall that uses up the fund', 'ratio'],
]
const CONTEXT = 'https://schema.org'
const SITE =
  'The public record of exchange insurance funds: balances, the open interest they stand behind, coverage per pool, and the evidence behind every figure.'

const creator = (publicUrl: string): JsonLd => ({ '@type': 'Organization', name: 'Coverline', url: publicUrl })

/** A venue's data as a schema.org Dataset; `dateModified` is the last time its figures changed or were checked. */
export function venueDataset(
  row: Pick<OverviewRow, 'venue' | 'name' | 'website' | 'fundPageUrl' | 'latest'>,
  {
    publicUrl,
    licence,
    citation,
    from,
  }: {
    readonly publicUrl: string
    readonly licence: string
    /** How to cite it, in words. */
    readonly citation: string
    readonly from: string | null
  },
): JsonLd {
  return {
    '@context': CONTEXT,
    '@type': 'Dataset',
    '@id': `${publicUrl}/venues/${row.venue}#dataset`,
    name: `${row.name}: insurance fund, open interest and coverage`,
    description: `Balances that ${row.name} publishes of its fund, the open interest they stand behind, coverage per pool and the time of every figure, with the raw responses behind them.`,
    url: `${publicUrl}/venues/${row.venue}`,
    isAccessibleForFree: true,
    license: licence,
    citation,
    creditText: citation,
    creator: creator(publicUrl),
    includedInDataCatalog: { '@type': 'DataCatalog', '@id': `${publicUrl}/#catalog` },
    ...(from === null ? {} : { temporalCoverage: `${from}/..` }),
    ...(row.latest.checkedAt === null ? {} : { dateModified: row.latest.checkedAt }),
    ...(row.fundPageUrl === null && row.website === null ? {} : { isBasedOn: row.fundPageUrl ?? row.website }),
    variableMeasured: VARIABLES.map(([name, unitText]) => ({ '@type': 'PropertyValue', name, unitText })),
    distribution: FILES.flatMap(({ series, title }) =>
      FORMATS.map(({ suffix, type }) => ({
        '@type': 'DataDownload',
        name: `${title} (${suffix})`,
        encodingFormat: type,
        contentUrl: `${publicUrl}/api/v1/${series}.${suffix}?venue=${row.venue}`,
      })),
    ),
  }
}

/** The whole site as a DataCatalog that names every venue's dataset. */
export function siteCatalog(
  rows: readonly Pick<OverviewRow, 'venue' | 'name'>[],
  { publicUrl, licence, citation }: { readonly publicUrl: string; readonly licence: string; readonly citation: string },
): JsonLd {
  return {
    '@context': CONTEXT,
    '@type': 'DataCatalog',
    '@id': `${publicUrl}/#catalog`,
    name: 'Coverline',
    description: SITE,
    url: `${publicUrl}/`,
    license: licence,
    citation,
    creditText: citation,
    creator: creator(publicUrl),
    dataset: rows.map(({ venue, name }) => ({
      '@type': 'Dataset',
      '@id': `${publicUrl}/venues/${venue}#dataset`,
      name: `${name}: insurance fund, open interest and coverage`,
      url: `${publicUrl}/venues/${venue}`,
    })),
  }
}

/** As the text of a script element: nothing in it can end the element. */
export function jsonLdText(data: JsonLd): string {
  return JSON.stringify(data).replace(/</g, '\\u003c')
}
