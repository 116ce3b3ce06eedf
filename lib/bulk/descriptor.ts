import { CHECKSUM_FILE } from '@/lib/bulk/manifest'
import type { PublicDataset, PublicFile } from '@/lib/bulk/public-part'
import { longCitation, SITE_TITLE, siteCitation } from '@/lib/export/cite/citation'
import { packageHead, tabularResource } from '@/lib/export/datapackage'
import { dataLicence, licenceNote } from '@/lib/export/licence'

interface About {
  readonly site: string
  readonly asOf: Date
  readonly simulated: boolean
}

const DESCRIPTION =
  'Insurance funds of crypto exchanges, their open interest and what is known around them: every series and table of Coverline as CSV and Parquet, with the tables of the store to rebuild it from.'

/** `datapackage.json` of the whole package: a tabular resource per CSV, a plain one per set of Parquet files. */
export function packageDescriptor(datasets: readonly PublicDataset[], about: About) {
  const { site, asOf } = about
  const at = asOf.toISOString()
  const head = packageHead({
    name: 'coverline',
    title: SITE_TITLE,
    description: DESCRIPTION,
    site,
    createdAt: at,
    asOf: at,
    citation: packageCitation(about),
  })
  return {
    ...head,
    profile: 'data-package',
    resources: datasets.flatMap(({ resource, facts, csv, parquet }) => [
      { ...tabularResource(facts, { path: csv.path, mediaType: 'text/csv', ...csv.entry }), name: resource },
      ...(parquet.length === 0 ? [] : [parquetResource(resource, facts.dataset.title, parquet)]),
    ]),
  }
}

function packageCitation({ site, asOf, simulated }: About): string {
  const at = asOf.toISOString()
  return longCitation(siteCitation({ site, generatedAt: at, dataAsOf: null, asOf: at, simulated }))
}

function parquetResource(resource: string, title: string, files: readonly PublicFile[]) {
  return {
    profile: 'data-resource',
    name: `${resource}-parquet`,
    title: `${title}, Parquet`,
    path: files.map(({ path }) => path),
    format: 'parquet',
    mediatype: 'application/vnd.apache.parquet',
    bytes: files.reduce((total, { entry }) => total + entry.bytes, 0),
    rows: files.reduce((total, { entry }) => total + entry.rows, 0),
    files: files.map(({ path, entry }) => ({
      path,
      bytes: entry.bytes,
      rows: entry.rows,
      hash: `sha256:${entry.sha256}`,
    })),
  }
}

/** `README.md` of the whole package. */
export function packageReadme(
  datasets: readonly PublicDataset[],
  about: About & { readonly captures: boolean },
): string {
  const { site, asOf, captures } = about
  const rows = datasets.map(
    ({ resource, facts, csv, parquet }) =>
      `| ${resource} | ${facts.dataset.title} | ${csv.entry.rows} | ${csv.path} | ${parquet.length} |`,
  )
  return `# Coverline: the whole data package

${DESCRIPTION}

- Of: ${site}
- As of: ${asOf.toISOString()}. Every row recorded up to that moment is in it, and none after.
- Captures: ${captures ? 'the archived bytes of answers are in it' : 'the hashes of answers are in it, their bytes are not'}

| Resource | Holds | Rows | CSV | Parquet files |
|---|---|---|---|---|
${rows.join('\n')}

\`datapackage.json\` (Frictionless Data Package) has every column with its unit, what an empty cell means and where it comes
from, the gaps of every series, and the checksum of every CSV and Parquet file. \`${CHECKSUM_FILE}\` has the checksum of every
file: \`sha256sum -c ${CHECKSUM_FILE}\`.

Parquet lies by venue and month: \`parquet/open-interest/bybit/2026-11.parquet\`.

The series of the coverage are as of the moment, which leaves out the day and hour that were still open then. The tables of
the present (sources, current-balances, disclosures) were read right after it.

\`backup/\` and \`backup.json\` are the tables of the store in PostgreSQL's COPY text, revisions included, to rebuild it:
\`npm run restore -- --from DIR\`.

## How to cite

${packageCitation(about)}

## Licence

[${dataLicence.title}](${dataLicence.path}). ${licenceNote}
`
}
