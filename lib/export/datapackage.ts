import { citationDocument } from '@/lib/export/cite/dataset'
import type { CellKind, Column } from '@/lib/export/columns'
import type { Dataset, DatasetFacts, WrittenFile } from '@/lib/export/dataset'
import { dataLicence, licenceNote } from '@/lib/export/licence'
import { columnDocument, gapsDocument } from '@/lib/export/metadata'

const FIELD_TYPES: Readonly<Record<CellKind, Readonly<Record<string, unknown>>>> = {
  text: { type: 'string' },
  decimal: { type: 'number' },
  ratio: { type: 'number' },
  integer: { type: 'integer' },
  // The default form of version 1 has no fraction of a second; these are ISO 8601 with milliseconds.
  time: { type: 'datetime', format: 'any' },
  list: { type: 'string' },
}

/** The Frictionless Table Schema of a dataset as it stands in a CSV file. */
function tableSchema({ columns, primaryKey }: Dataset) {
  return {
    fields: columns.map(field),
    missingValues: [''],
    ...(primaryKey === null ? {} : { primaryKey }),
  }
}

function field(column: Column) {
  const { name, description, kind, ...rest } = columnDocument(column)
  const constraints = {
    ...(column.missing === null && column.kind !== 'list' ? { required: true } : {}),
    ...(column.values === null ? {} : { enum: column.values }),
  }
  return {
    name,
    description: kind === 'list' ? `${description} Joined by a vertical bar.` : description,
    ...FIELD_TYPES[kind],
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
    ...rest,
  }
}

/** A CSV file of a dataset as a resource of a package (Frictionless Data Package, version 1). */
export function tabularResource(facts: DatasetFacts, file: WrittenFile) {
  return {
    profile: 'tabular-data-resource',
    name: facts.dataset.name,
    title: facts.dataset.title,
    description: facts.dataset.description,
    path: file.path,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: tableSchema(facts.dataset),
    rows: facts.rows,
    order: facts.dataset.order,
    filters: facts.filters,
    gaps: gapsDocument(facts),
  }
}

/** What a package says of itself; the same words in a zip of one dataset and in the whole data package. */
export function packageHead(about: {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly site: string
  readonly createdAt: string
  readonly asOf: string | null
  /** How to cite it, in words. */
  readonly citation: string
}) {
  return {
    profile: 'tabular-data-package',
    name: about.name,
    title: about.title,
    description: about.description,
    homepage: about.site,
    created: about.createdAt,
    as_of: about.asOf,
    licenses: [dataLicence],
    licence_note: licenceNote,
    citation: about.citation,
    sources: [{ title: 'Coverline', path: about.site }],
  }
}

/** `datapackage.json` of a zip of one dataset. */
export function datasetPackage(facts: DatasetFacts, file: WrittenFile) {
  return {
    ...packageHead({
      name: `coverline-${facts.dataset.name}`,
      title: `Coverline: ${facts.dataset.title}`,
      description: facts.dataset.description,
      site: facts.site,
      createdAt: facts.generatedAt,
      asOf: facts.asOf,
      citation: citationDocument(facts).text,
    }),
    resources: [tabularResource(facts, file)],
  }
}
