import { citationDocument } from '@/lib/export/cite/dataset'
import type { Column } from '@/lib/export/columns'
import type { DatasetFacts, GroupGaps } from '@/lib/export/dataset'
import { dataLicence, licenceNote } from '@/lib/export/licence'
import { CROSSWALK, GAPS_MEAN } from '@/lib/export/metadata'

/** Rows of the gap table; metadata.json has all of them. */
const MOST_GAPS = 200

/** What `{name}.readme.md` says, for a person who opens the file years later. */
export function readmeText(facts: DatasetFacts): string {
  const { dataset } = facts
  const citation = citationDocument(facts)
  return `${[
    `# Coverline: ${dataset.title}`,
    dataset.description,
    factList(facts),
    '## Filters that were active',
    table(['Filter', 'Value'], Object.entries(facts.filters)),
    '## Columns',
    `Rows are ordered by ${dataset.order}. ${keyText(dataset.primaryKey)} A missing value is empty in CSV and null in JSON and Parquet; it is never 0.`,
    table(['Column', 'Kind', 'Unit', 'Meaning', 'Empty means', 'From', 'CPMI-IOSCO'], dataset.columns.map(columnRow)),
    `CPMI-IOSCO: ${CROSSWALK}`,
    '## Gaps',
    ...gapText(facts),
    ...filesText(facts),
    '## Licence',
    `[${dataLicence.title}](${dataLicence.path}). ${licenceNote}`,
    '## How to cite',
    citation.text,
    `\`\`\`bibtex\n${citation.bibtex}\`\`\``,
    `How every value is made: ${facts.site}/methodology`,
  ].join('\n\n')}\n`
}

function factList(facts: DatasetFacts): string {
  return [
    `- Source: ${facts.address}`,
    `- Made: ${facts.generatedAt}`,
    `- As of: ${facts.asOf ?? 'not asked for; with as_of= the same address gives the same bytes again'}`,
    `- Newest check behind it: ${facts.dataAsOf ?? 'none'}`,
    `- Rows: ${facts.rows ?? facts.rowsReason}`,
  ].join('\n')
}

function keyText(primaryKey: readonly string[] | null): string {
  return primaryKey === null
    ? 'No columns tell a row from all others.'
    : `A row is told from all others by ${primaryKey.join(', ')}.`
}

function columnRow({ name, kind, unit, description, missing, origin, resembles }: Column): readonly string[] {
  return [name, kind, unit ?? '', description, missing ?? 'never empty', origin, resembles ?? '']
}

function gapText({ gaps }: DatasetFacts): readonly string[] {
  if (gaps.groups === null) return [`${gaps.reason}`]
  const shown = gaps.groups.slice(0, MOST_GAPS)
  const more = gaps.groups.length - shown.length
  return [
    GAPS_MEAN,
    table(
      ['Venue', 'Fund', 'From', 'To', 'Every, s', 'Expected', 'Missing', 'Longest gap, s', 'There, %'],
      shown.map(gapRow),
    ),
    ...(more > 0 ? [`${more} more are in metadata.json.`] : []),
  ]
}

function gapRow(group: GroupGaps): readonly string[] {
  const { venue, fund, from, to, everyS, expected, missing, longestGapS, coveragePercent } = group
  return [venue, fund ?? 'all', from, to, everyS, expected, missing, longestGapS ?? 'none', coveragePercent].map(String)
}

function filesText({ files }: DatasetFacts): readonly string[] {
  if (files.length === 0) return []
  return [
    '## Files',
    table(
      ['File', 'Bytes', 'SHA-256'],
      files.map((file) => [file.path, String(file.bytes), file.sha256]),
    ),
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text that cannot leave its cell. */
function cellText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
}
